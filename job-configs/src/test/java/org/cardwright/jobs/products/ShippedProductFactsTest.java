package org.cardwright.jobs.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.prepare.CardPreparation;
import org.cardwright.crypto.prepare.PreparationResult;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.dgi.DgiAssembler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each shipped product is complete and unlike the others, read from cards that were made of it. */
class ShippedProductFactsTest {

    private static final String PSE = "315041592E5359532E4444463031";
    private static final String PPSE = "325041592E5359532E4444463031";
    private static final String VISA = "A0000000031010";
    private static final String MASTERCARD = "A0000000041010";

    @TempDir
    private static Path directory;

    private static final Map<String, CpsRecord> CARDS = new TreeMap<>();
    private static SecurityModule module;

    @BeforeAll
    static void make_a_card_of_each() {
        module = ShippedConfigurationUnderTest.module(directory);
        List<EffectiveProduct> products =
                ProductCatalog.load(ShippedConfigurationUnderTest.directory())
                        .forIssuer("bank-one")
                        .all(ShippedOrders.TODAY)
                        .stream()
                        .filter(product -> product.identity().segment().isEmpty())
                        .toList();
        CardPreparation preparation = new CardPreparation(module);
        for (EffectiveProduct product : products) {
            PreparationResult result = preparation
                    .prepare(List.of(ShippedOrders.card(product, CARDS.size() + 1)))
                    .get(0);
            CARDS.put(product.id(), new DgiAssembler().record(((PreparationResult.Prepared) result).card()));
        }
    }

    @AfterAll
    static void closeModule() {
        module.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            visa-sda        | A0000000031010 | 5C00 | 080101001001020118010300
            visa-dda        | A0000000031010 | 7C00 | 080101001001020118010500
            dual-interface  | A0000000031010 | 3C00 | 080101001001020118010400
            payment-loyalty | A0000000031010 | 7C00 | 080101001001020118010500
            """)
    void answers_get_processing_options_as_its_methods_ask(String product, String aid, String aip, String afl) {
        assertThat(value(product, aid, "9104")).isEqualTo("8202" + aip + "940C" + afl);
    }

    /** EMV 4.4 Book 3, 7.2: what a terminal needs to select, authenticate, verify the cardholder and decide. */
    @ParameterizedTest
    @ValueSource(strings = {"visa-sda", "visa-dda", "mc-cda", "dual-interface", "payment-loyalty"})
    void has_every_element_that_is_normally_personalised(String product) {
        String aid = product.equals("mc-cda") ? MASTERCARD : VISA;
        Set<String> tags = new HashSet<>();
        application(product, aid).dgis().forEach(dgi -> collect(tags, dgi.value()));
        assertThat(tags)
                .contains("50", "87", "5F2D", "9F11", "9F12", "9F4D")
                .contains("57", "5A", "5F20", "5F24", "5F25", "5F28", "5F30", "5F34", "9F1F")
                .contains("8C", "8D", "8E", "9F07", "9F08", "9F0D", "9F0E", "9F0F", "9F42", "9F44")
                .contains("8F", "90", "92", "9F32", "9F4A");
        assertThat(tags.contains("93")).isEqualTo(!product.equals("dual-interface"));
        boolean withKey = !product.equals("visa-sda");
        assertThat(tags.containsAll(Set.of("9F46", "9F47", "9F49"))).isEqualTo(withKey);
        assertThat(numbers(product, aid)).contains("8000", "9000", "8010", "9010");
        assertThat(numbers(product, aid).contains("8205")).isEqualTo(withKey);
    }

    @Test
    void the_static_card_needs_no_rsa_and_no_enciphered_pin() {
        assertThat(numbers("visa-sda", VISA))
                .containsExactly(
                        "9102", "9104", "0101", "0201", "0202", "0301", "0302", "0303", "3000", "3001", "9200", "8000",
                        "9000", "8010", "9010");
        assertThat(element("visa-sda", "0201", "8E")).isEqualTo("0000000000000000020141035E031F00");
    }

    @Test
    void the_dynamic_card_is_found_through_the_pse_and_takes_enciphered_pins() {
        assertThat(value("visa-dda", PSE, "9102")).startsWith("A5").contains("880101");
        assertThat(value("visa-dda", PSE, "0101"))
                .isEqualTo("70" + "2A" + "6128" + "4F07" + VISA + "500B5649534120435245444954"
                        + "9F120C56495341205052454D49554D" + "870101");
        assertThat(element("visa-dda", "0201", "8E")).contains("4403");
        assertThat(value("visa-dda", VISA, "9102")).startsWith("6F");
    }

    /** M/Chip: the fields of A002 stand at their places; C7 is what CDOL1 asks for. */
    @Test
    void the_mchip_card_has_positional_data_and_a_key_of_its_own_for_pins() {
        String riskData = value("mc-cda", MASTERCARD, "A002");
        assertThat(riskData).hasSize(2 * 75).startsWith("88000010" + "02" + "04");
        assertThat(riskData.substring(2 * 27, 2 * 29)).as("C9").isEqualTo("0978");
        assertThat(riskData.substring(2 * 54, 2 * 57)).as("C8 C7").isEqualTo("0276" + "2B");
        assertThat(value("mc-cda", MASTERCARD, "A005")).isEqualTo("7900" + "100102011801050020010200");
        assertThat(value("mc-cda", MASTERCARD, "B005")).isEqualTo("0000" + "08010100");
        assertThat(value("mc-cda", MASTERCARD, "B002")).isEqualTo("00".repeat(20));
        assertThat(value("mc-cda", MASTERCARD, "A008")).isEqualTo("0008");
        assertThat(value("mc-cda", MASTERCARD, "A006")).hasSize(2 * 16);
        assertThat(numbers("mc-cda", MASTERCARD))
                .containsSubsequence("8201", "8202", "8203", "8204", "8205")
                .containsSubsequence("8301", "8302", "8303", "8304", "8305");
        // CRT parts of 1152 and 1024 bits, each padded by a block: ISO/IEC 9797-1, method 2.
        assertThat(value("mc-cda", MASTERCARD, "8201")).hasSize(2 * (72 + 8));
        assertThat(value("mc-cda", MASTERCARD, "8301")).hasSize(2 * (64 + 8));
        assertThat(element("mc-cda", "0401", "9F2D")).hasSize(2 * 176);
        assertThat(element("mc-cda", "0201", "8D")).isEqualTo("910A8A0295059F37049F4C08");
        assertThat(value("mc-cda", PPSE, "9102")).contains("4F07" + MASTERCARD);
    }

    @Test
    void the_dual_interface_card_has_a_ppse_contactless_answers_and_records() {
        assertThat(value("dual-interface", PPSE, "9102"))
                .isEqualTo("6F30" + "840E" + PPSE + "A51E" + "BF0C1B" + "6119" + "4F07" + VISA
                        + "500B5649534120435245444954" + "870101");
        assertThat(value("dual-interface", VISA, "9103"))
                .contains("9F38189F66049F02069F03069F1A0295055F2A029A039C019F3704");
        assertThat(value("dual-interface", VISA, "9117")).startsWith("82023C00" + "940C" + "100101011801040020010100");
        assertThat(value("dual-interface", VISA, "9207")).startsWith("82021C00" + "57");
        assertThat(element("dual-interface", "0401", "9F69")).isEqualTo("01000000000000");
        assertThat(element("dual-interface", "9200", "9F10")).isEqualTo("06010A03000000");
        assertThat(element("dual-interface", "9117", "9F10")).isEqualTo("06011103000000");
    }

    @Test
    void the_card_of_two_applications_lists_both_and_gives_each_its_keys() {
        assertThat(CARDS.get("payment-loyalty").applications())
                .extracting(application -> application.aid().toHex())
                .containsExactly(PSE, VISA, "F04341524401");
        assertThat(value("payment-loyalty", PSE, "0101"))
                .contains("4F07" + VISA, "870101", "4F06F04341524401", "870102");
        assertThat(numbers("payment-loyalty", "F04341524401")).containsExactly("9102", "0101", "0B01", "8001", "9001");
        assertThat(value("payment-loyalty", "F04341524401", "8001"))
                .hasSize(2 * 16)
                .isNotEqualTo(value("payment-loyalty", VISA, "8000").substring(0, 32));
    }

    @Test
    void no_two_products_are_alike() {
        Set<String> shapes = new HashSet<>();
        for (CpsRecord card : CARDS.values()) {
            StringBuilder shape = new StringBuilder();
            for (CpsApplication application : card.applications()) {
                shape.append(application.aid().toHex()).append(':');
                application.dgis().forEach(dgi -> shape.append(dgi.id()).append(' '));
            }
            shapes.add(shape.toString());
        }
        assertThat(shapes).hasSize(6);
    }

    private static CpsApplication application(String product, String aid) {
        return CARDS.get(product).applications().stream()
                .filter(application -> application.aid().toHex().equals(aid))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> numbers(String product, String aid) {
        List<String> numbers = new ArrayList<>();
        application(product, aid).dgis().forEach(dgi -> numbers.add(dgi.id().toString()));
        return numbers;
    }

    private static String value(String product, String aid, String number) {
        return application(product, aid).dgis().stream()
                .filter(dgi -> dgi.id().toString().equals(number))
                .map(dgi -> dgi.value().toHex())
                .findFirst()
                .orElseThrow();
    }

    /** The value of a data element in a data grouping of the payment application. */
    private static String element(String product, String number, String tag) {
        ByteString value = ByteString.fromHex(value(product, product.equals("mc-cda") ? MASTERCARD : VISA, number));
        List<Tlv> objects = TlvReader.read(value);
        List<Tlv> inside =
                objects.get(0).tag().equals(Tag.of("70")) ? objects.get(0).children() : objects;
        return inside.stream()
                .filter(tlv -> tlv.tag().equals(Tag.of(tag)))
                .map(tlv -> tlv.value().toHex())
                .findFirst()
                .orElseThrow();
    }

    private static void collect(Set<String> tags, ByteString value) {
        try {
            TlvReader.read(value).forEach(tlv -> collect(tags, tlv));
        } catch (MalformedTlvException positionalOrSecret) {
            // No data objects in it.
        }
    }

    private static void collect(Set<String> tags, Tlv tlv) {
        tags.add(tlv.tag().toString());
        if (tlv.tag().isConstructed()) {
            tlv.children().forEach(child -> collect(tags, child));
        }
    }
}
