package org.cardwright.perso.decompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.GoldenFile;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The readable profile of the published records, and their difference to the products they were made of. */
class ProfileDecompilerTest {

    private static final CpsRecord VISA = CpsRecordCodec.decode(ByteString.of(SampleData.vectors("rec_visa.bin")));
    private static final CpsRecord MASTERCARD = CpsRecordCodec.decode(ByteString.of(SampleData.vectors("rec_mc.bin")));

    @Test
    void gives_back_the_readable_profile() {
        GoldenFile.check("decompiled-rec_visa.txt", lines(VISA));
        GoldenFile.check("decompiled-rec_mc.txt", lines(MASTERCARD));
    }

    @Test
    void reads_the_positional_answer_of_an_mchip_application() {
        CpsApplication application = MASTERCARD.applications().get(0);
        List<Dgi> dgis = new ArrayList<>();
        for (Dgi dgi : application.dgis()) {
            boolean answer = dgi.id().value() == 0x9104;
            dgis.add(answer ? new Dgi(DgiId.of("A005"), ByteString.fromHex("79001001020118010500")) : dgi);
        }
        assertThat(text(with(application, dgis)))
                .contains("A005  positional 82 94", "94 Application File Locator (AFL) = 1001020118010500")
                .contains("0201  record 2/1 signed: ");
        assertThat(text(with(application, List.of(new Dgi(DgiId.of("A005"), ByteString.fromHex("7900100102"))))))
                .contains("A005  positional 7900100102");
    }

    @Test
    void tells_nothing_of_card_and_holder() {
        for (CpsRecord record : List.of(VISA, MASTERCARD)) {
            assertThat(text(record))
                    .doesNotContain("4761739001010119", "5413330089020011", "CARDHOLDER", "43415244484F4C444552")
                    .doesNotContain("84F41AA208AE9348");
        }
    }

    @Test
    void a_record_of_the_product_has_no_difference() {
        assertThat(ApprovedComparison.differences(VISA, product("golden-visa"))).isEmpty();
        assertThat(ApprovedComparison.differences(MASTERCARD, product("golden-mc")))
                .isEmpty();
    }

    @Test
    void a_record_of_another_product_differs() {
        assertThat(ApprovedComparison.differences(MASTERCARD, product("golden-visa")))
                .contains("payment AID: approved A0000000031010, found A0000000041010")
                .anySatisfy(line -> assertThat(line).startsWith("payment data groupings: approved 9102 9104 0101"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            F040A49800 | F040A49801 | payment 0201 9F0F: approved F040A49800 [risk base (golden-visa.xml:19)], found F040A49801
            42015E03   | 42015E00   | payment 0201 8E: approved 000000000000000042015E031F00 [risk base (golden-visa.xml:10)], found 000000000000000042015E001F00
            5F28020840 | 5F28020276 | payment 0201 5F28: approved 0840 [risk base (golden-visa.xml:6)], found 0276
            82027C00   | 82027800   | payment 9104 82: approved 7C00 [computed], found 7800
            18010500   | 18010501   | payment 9104 94: approved 080101001001020118010500 [computed], found 080101001001020118010501
            9F440102   | 9F450102   | payment 0202: approved [8C, 8D, 5F30, 9F08, 9F42, 9F44, 9F49], found [8C, 8D, 5F30, 9F08, 9F42, 9F45, 9F49]
            9F5301059F | 9F53010A9F | payment 3001 9F53: approved 05 [risk base (golden-visa.xml:22)], found 0A
            5F2403251231 | 5F24032513A1 | payment 0201 tag 5F24: expected format
            """)
    void tells_what_was_approved_and_what_was_found(String old, String replacement, String difference) {
        List<String> differences = ApprovedComparison.differences(edited(old, replacement), product("golden-visa"));
        assertThat(differences).singleElement().asString().startsWith(difference);
    }

    @Test
    void another_pin_try_limit_differs() {
        CpsRecord record =
                changed(dgi -> dgi.id().value() == 0x9010 ? new Dgi(dgi.id(), ByteString.fromHex("0505")) : dgi);
        assertThat(ApprovedComparison.differences(record, product("golden-visa")))
                .containsExactly("payment 9010: approved 0303, found 0505");
    }

    @Test
    void another_order_of_data_groupings_differs() {
        CpsApplication application = VISA.applications().get(0);
        List<Dgi> dgis = new ArrayList<>(application.dgis());
        dgis.add(dgis.remove(0));
        assertThat(ApprovedComparison.differences(with(application, dgis), product("golden-visa")))
                .singleElement()
                .asString()
                .startsWith("payment data groupings: approved 9102 9104");
    }

    @Test
    void another_card_does_not_differ() {
        assertThat(ApprovedComparison.differences(
                        edited("5A084761739001010119", "5A084761739001010127"), product("golden-visa")))
                .isEmpty();
    }

    private static EffectiveProduct product(String name) {
        return ProductCatalog.load(SampleData.path("profiles"))
                .forIssuer("golden")
                .find(name, "", LocalDate.of(2024, 1, 1))
                .orElseThrow();
    }

    private static String text(CpsRecord record) {
        return String.join("\n", lines(record));
    }

    private static List<String> lines(CpsRecord record) {
        return ProfileDecompiler.decompile(record).stream()
                .flatMap(application -> application.text().stream())
                .toList();
    }

    /** Replaces bytes that stand in exactly one data grouping. */
    private static CpsRecord edited(String old, String replacement) {
        CpsRecord record = changed(
                dgi -> new Dgi(dgi.id(), ByteString.fromHex(dgi.value().toHex().replace(old, replacement))));
        assertThat(record).isNotEqualTo(VISA);
        return record;
    }

    private static CpsRecord changed(UnaryOperator<Dgi> change) {
        CpsApplication application = VISA.applications().get(0);
        return with(application, application.dgis().stream().map(change).toList());
    }

    private static CpsRecord with(CpsApplication application, List<Dgi> dgis) {
        CpsApplication changed = new CpsApplication(
                application.aid(),
                application.transportKeys(),
                application.owner(),
                application.steps(),
                application.logData(),
                dgis,
                application.macSection());
        return CpsRecord.of(VISA.header(), List.of(changed));
    }
}
