package org.cardwright.crypto.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.profile.Computation;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A product asks for IBM 3624 offsets and for static CVC3, on tracks and in data groupings. */
class AskedValuesTest {

    private static final String CHIP_TRACK_2 = "<track-2><field is=\"DATA\" from=\"issuer\" length=\"13\"/></track-2>";

    @TempDir
    private static Path shared;

    private static SecurityModule module;

    @TempDir
    private Path directory;

    private GoldenCards golden;

    @BeforeAll
    static void openModuleWithPublishedKeys() throws IOException {
        module = PublishedKeys.module(shared);
    }

    @AfterAll
    static void closeModule() {
        module.close();
    }

    @BeforeEach
    void copy() {
        golden = new GoldenCards(directory)
                .edit("certificates/golden-visa.xml", "identifier=\"476173\"", "identifier=\"1122\"");
    }

    /** The published PAN has a wrong check digit, which is not among the fourteen digits that count. */
    @Test
    void the_published_offset_stands_on_the_stripe_on_the_chip_and_in_a_grouping() {
        PublishedVector vector = vector("IBM3624 PIN off 0000 o0 l14");
        offset("first-pan-digit=\"1\" pan-digits=\"14\" fill=\"F\"");
        PreparedCard card = prepared(order("1122334455667786", vector.output("pin")));
        assertThat(vector.output("pin")).isEqualTo("5518");
        assertOffset(card, vector.input("offset"));
        // One digit of the PIN more is one digit of the offset more.
        assertOffset(prepared(order("1122334455667786", "5519")), "0001");
    }

    @Test
    void validation_data_begin_and_are_filled_as_the_product_says() {
        PublishedVector vector = vector("IBM3624 PIN off 0000 o1 l14");
        offset("first-pan-digit=\"2\" pan-digits=\"14\" fill=\"1\"");
        assertOffset(prepared(order("1122334455667786", vector.output("pin"))), vector.input("offset"));
    }

    private static PublishedVector vector(String name) {
        return PublishedVector.startingWith(name).get(0);
    }

    private static void assertOffset(PreparedCard card, String offset) {
        Map<Computation, ByteString> computed = card.applications().get(0).computed();
        assertThat(card.tracks().track2()).isEqualTo("1122334455667786=251220177" + offset);
        assertThat(computed.get(Computation.TRACK_2_EQUIVALENT_DATA).toHex())
                .isEqualTo("1122334455667786D2512201" + offset);
        assertThat(computed.get(Computation.PIN_OFFSET)).isEqualTo(ByteString.fromHex(offset));
    }

    private void offset(String validation) {
        golden.edit(
                        "<cps>",
                        "<card-values><pin-offset key=\"golden.pvk-ibm\" decimalisation=\"1234567890123456\" "
                                + validation
                                + "/></card-values><stripe><track-2><field is=\"CONSTANT\" value=\"77\"/>"
                                + "<field is=\"PIN_OFFSET\"/></track-2></stripe><cps>")
                .edit(CHIP_TRACK_2, "<track-2><field is=\"PIN_OFFSET\"/></track-2>")
                .edit(
                        "</dgis>",
                        "<positional dgi=\"B010\"><field name=\"offset\" computed=\"PIN_OFFSET\"/></positional></dgis>");
    }

    @Test
    void a_pin_of_another_length_and_an_order_without_pin_are_refused() {
        offset("pin-digits=\"4\"");
        assertThat(refused(order("1122334455667786", "55181"))).isEqualTo(RejectReason.PIN_LENGTH);
        EncryptedPinBlock garbage = new EncryptedPinBlock(PinBlockFormat.ISO_0, ByteString.repeat(1, 8));
        assertThat(refused(GoldenCards.order(1, GoldenCards.TRACKS, garbage)))
                .isEqualTo(RejectReason.PIN_BLOCK_WITHOUT_PIN);
    }

    @Test
    void a_key_for_another_value_is_refused() {
        offset("");
        golden.edit("key=\"golden.pvk-ibm\"", "key=\"bank-one.pvk-pvv\"");
        assertThatThrownBy(() -> prepare(order("1122334455667786", "5518")))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(SecurityModuleException.Kind.KEY_REFUSED));
    }

    /** The code of this test gives the published value, and the product the same as the code for a card with a check digit. */
    @Test
    void a_static_cvc3_stands_on_the_contactless_tracks_and_in_a_grouping() {
        PublishedVector vector = vector("CVC3 track2 pyemv");
        assertThat(PublishedKeys.cvc3(
                        vector.input("pan") + vector.input("psn"), ByteString.fromHex(vector.input("track2_static"))))
                .endsWith(vector.output("cvc3_last3"));
        staticCvc3();
        Map<Computation, ByteString> computed = prepared(order("1122334455667786", "5518"))
                .applications()
                .get(0)
                .computed();

        ByteString zeros2 = ByteString.fromHex("1122334455667786D251220142000700");
        String expected2 = PublishedKeys.cvc3("112233445566778601", zeros2);
        String three = expected2.substring(expected2.length() - 3);
        assertThat(computed.get(Computation.TRACK_2_DATA).toHex())
                .isEqualTo("1122334455667786D251220142" + three + "700");
        assertThat(computed.get(Computation.STATIC_CVC3_TRACK_2)).isEqualTo(ByteString.fromHex("0" + expected2));

        String expected1 = PublishedKeys.cvc3(
                "112233445566778601", ByteString.ascii("B1122334455667786^TEST/CARDHOLDER^251220100000"));
        assertThat(computed.get(Computation.TRACK_1_DATA))
                .isEqualTo(ByteString.ascii("B1122334455667786^TEST/CARDHOLDER^2512201" + expected1));
    }

    @Test
    void another_transaction_counter_and_another_card_give_another_cvc3() {
        staticCvc3();
        ByteString first = value(order("1122334455667786", "5518"));
        assertThat(value(order("1122334455667794", "5518"))).isNotEqualTo(first);
        golden.edit("transaction-counter=\"005E\"", "transaction-counter=\"005F\"");
        assertThat(value(order("1122334455667786", "5518"))).isNotEqualTo(first);
    }

    @Test
    void a_cvc3_without_its_key_is_refused_when_the_product_is_loaded() {
        staticCvc3();
        golden.edit("<key is=\"CVC3\"", "<key is=\"IDN\"");
        assertThatThrownBy(golden::product).hasMessageContaining("no card key CVC3");
    }

    private ByteString value(CardApplication order) {
        return prepared(order).applications().get(0).computed().get(Computation.STATIC_CVC3_TRACK_2);
    }

    private void staticCvc3() {
        golden.edit(
                        "</card-keys>",
                        "</card-keys><card-keys id=\"cvc3\" option=\"A\"><key is=\"CVC3\" label=\"published.imk-cvc3\"/></card-keys>")
                .edit(
                        "</track-data>",
                        "</track-data><contactless-track-data><track-1><field is=\"CVC3\" length=\"5\"/></track-1>"
                                + "<track-2><field is=\"CONSTANT\" value=\"42\"/><field is=\"CVC3\"/>"
                                + "<field is=\"CONSTANT\" value=\"700\"/></track-2>"
                                + "<static-cvc3 unpredictable-number=\"00000899\" transaction-counter=\"005E\" digits=\"5\"/>"
                                + "</contactless-track-data>")
                .edit(
                        "</dgis>",
                        "<positional dgi=\"B010\"><field name=\"two\" computed=\"STATIC_CVC3_TRACK_2\"/></positional></dgis>");
    }

    /** EMV 4.4 Book 2, 5.4, Table 7: the code stands behind header, format and hash algorithm. */
    @Test
    void the_data_authentication_code_is_that_of_the_card_when_the_product_has_a_key_for_it() {
        assertThat(code(order("1122334455667786", "5518"))).isEqualTo(ByteString.fromHex("DAC1"));
        golden.edit("dac=\"DAC1\"", "dac-key=\"published.imk-dac\"");
        ByteString pan = ByteString.fromHex("2233445566778601");
        assertThat(code(order("1122334455667786", "5518")))
                .isEqualTo(GoldenCards.des(Cipher.ENCRYPT_MODE, PublishedKeys.PVK, pan)
                        .slice(0, 2))
                .isNotEqualTo(code(order("1122334455667794", "5518")));
    }

    @Test
    void a_data_authentication_code_needs_its_own_key_and_is_not_also_constant() {
        golden.edit("dac=\"DAC1\"", "dac-key=\"published.imk-cvc3\"");
        assertThatThrownBy(() -> prepare(order("1122334455667786", "5518")))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining("IMK_DAC");
        golden.edit("dac-key=", "dac=\"DAC1\" dac-key=");
        assertThatThrownBy(golden::product).hasMessageContaining("given or computed, not both");
    }

    private ByteString code(CardApplication order) {
        ByteString signature = Objects.requireNonNull(
                prepared(order).applications().get(0).computed().get(Computation.SIGNED_STATIC_DATA));
        KeyInventory.RsaPublicKey issuer = module.inventory().rsaPublicKey(KeyName.of("golden.issuer"));
        BigInteger block = new BigInteger(1, signature.toByteArray())
                .modPow(
                        new BigInteger(1, issuer.exponent().toByteArray()),
                        new BigInteger(1, issuer.modulus().toByteArray()));
        return ByteString.of(block.toByteArray()).slice(3, 5);
    }

    private static CardApplication order(String pan, String pin) {
        Pan number = Pan.of(pan);
        return GoldenCards.order(number, GoldenCards.pinBlock(number, pin));
    }

    private List<PreparationResult> prepare(CardApplication order) {
        return new CardPreparation(module).prepare(List.of(golden.card(order)));
    }

    private PreparedCard prepared(CardApplication order) {
        PreparationResult result = prepare(order).get(0);
        assertThat(result).isInstanceOf(PreparationResult.Prepared.class);
        return ((PreparationResult.Prepared) result).card();
    }

    private RejectReason refused(CardApplication order) {
        PreparationResult result = prepare(order).get(0);
        assertThat(result).isInstanceOf(PreparationResult.Refused.class);
        return ((PreparationResult.Refused) result).reason();
    }
}
