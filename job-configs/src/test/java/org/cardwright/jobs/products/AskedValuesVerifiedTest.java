package org.cardwright.jobs.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.verify.PersoFileVerifier;
import org.cardwright.perso.verify.VerificationReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The release verifier computes IBM 3624 offsets, static CVC3 and data authentication codes again.
 */
class AskedValuesVerifiedTest {

    private static final String PRODUCT = "products/mc-cda.xml";

    private static final String DAC_KEY = "[{\"name\":\"bank-one.imk-dac\",\"usage\":\"E3\",\"owner\":\"bank-one\","
            + "\"algorithm\":\"TDES\",\"hex\":\"0123456789ABCDEFFEDCBA9876543210\",\"kcv_method\":\"TDES_ZEROS\","
            + "\"kcv\":\"08D7B4\"}]";

    @TempDir
    private static Path directory;

    private static MadeCards made;
    private static PersoFileVerifier verifier;
    private static MadeCards.Card card;

    @BeforeAll
    static void makeCards() throws IOException {
        Path config = ShippedConfigurationUnderTest.copy(directory.resolve("configuration"));
        String shipped = Files.readString(config.resolve(PRODUCT));
        String asking = shipped.replace(
                        "<card-values cvk=\"${issuer}.cvk\" printed=\"true\"/>",
                        "<card-values cvk=\"${issuer}.cvk\" printed=\"true\"><pin-offset key=\"${issuer}.pvk-ibm\"/></card-values>")
                .replace("is=\"CONSTANT\" value=\"0000\"", "is=\"PIN_OFFSET\"")
                .replace(
                        "value=\"0000000000\"/></track-1>",
                        "value=\"00000\"/><field is=\"CVC3\" length=\"5\"/></track-1>")
                .replace("value=\"0000000000\"/></track-2>", "value=\"0000000\"/><field is=\"CVC3\"/></track-2>")
                .replace(" dac=\"DAC1\"", " dac-key=\"${issuer}.imk-dac\"")
                .replace(
                        "interface=\"CONTACTLESS\" total=\"4\">",
                        "interface=\"CONTACTLESS\" total=\"8\"><field name=\"offset\" length=\"2\" computed=\"PIN_OFFSET\"/>"
                                + "<field name=\"CVC3\" length=\"2\" computed=\"STATIC_CVC3_TRACK_2\"/>");
        assertThat(asking).contains("<pin-offset", "PIN_OFFSET", "CVC3\" length=\"5\"", "dac-key", "total=\"8\"");
        Files.writeString(config.resolve(PRODUCT), asking);
        Path key = Files.writeString(directory.resolve("dac.json"), DAC_KEY);
        made = new MadeCards(directory, config, vault -> TestKeyImport.importSymmetricKeys(vault, key));
        verifier = made.verifier();
        card = made.cards().stream()
                .filter(one -> one.toString().equals("mc-cda"))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    static void close() {
        made.close();
    }

    @Test
    void finds_nothing_in_a_sound_card() {
        VerificationReport report = report(card.chip(), Channel.CHIP);
        assertThat(report.lines()).isEmpty();
        assertThat(report.notChecked()).isEmpty();
    }

    /** Fields without tags and the contactless tracks are under no signature: only computing again finds a change. */
    @Test
    void finds_every_changed_digit_of_the_values() {
        ByteString chip = card.chip();
        List<String> places = BytePlaces.of(card.record());
        List<String> missed = IntStream.range(0, chip.size())
                .filter(at -> places.get(at).contains("B010") || places.get(at).contains("9F6B"))
                .filter(at -> report(changed(chip, at), Channel.CHIP).isClean())
                .mapToObj(places::get)
                .toList();
        assertThat(places).anyMatch(place -> place.contains("B010"));
        assertThat(missed).isEmpty();
    }

    /** The track of another card with its own, sound offset. */
    @Test
    void finds_the_offset_of_another_pin_on_the_stripe() {
        ByteString stripe = card.channels().getOrDefault(Channel.TRACK, ByteString.EMPTY);
        String text = stripe.toAscii();
        int offset = text.indexOf('=') + 8;
        assertThat(report(stripe, Channel.TRACK).isClean()).isTrue();
        assertThat(report(changed(stripe, offset), Channel.TRACK).lines())
                .anyMatch(line -> line.contains("PIN_OFFSET differs"));
    }

    @Test
    void finds_a_data_authentication_code_that_is_not_the_approved_one() throws IOException {
        EffectiveProduct constant = ProductCatalog.load(ShippedConfigurationUnderTest.directory())
                .forIssuer("bank-one")
                .find("mc-cda", "", ShippedOrders.TODAY)
                .orElseThrow();
        verifier = made.verifier(product -> constant);
        try {
            assertThat(report(card.chip(), Channel.CHIP).lines())
                    .anyMatch(line -> line.contains(" 93") && line.contains("DAC differs"));
        } finally {
            verifier = made.verifier();
        }
    }

    @Test
    void finds_a_printed_value_that_is_missing_wrong_or_not_to_be_printed() throws IOException {
        String engraved =
                card.channels().getOrDefault(Channel.LASER, ByteString.EMPTY).toAscii();
        String element = engraved.replaceFirst("(?s).*(<text name=\"cvv2\"[^>]*>[0-9]{3}</text>).*", "$1");
        String anotherDigit = (char) (element.charAt(element.indexOf("</") - 1) ^ 1) + "</text>";
        List<String> wrong = List.of(
                engraved.replace(element, ""),
                engraved.replace(element, element.replaceFirst(".</text>", anotherDigit)),
                engraved.replace(element, element.replaceFirst(">.*<", "><")));
        assertThat(report(ByteString.ascii(engraved), Channel.LASER).lines()).isEmpty();
        for (String text : wrong) {
            assertThat(text).isNotEqualTo(engraved);
            assertThat(report(ByteString.ascii(text), Channel.LASER).lines())
                    .singleElement()
                    .asString()
                    .startsWith("V-405")
                    .contains("printed value");
        }

        Path config = ShippedConfigurationUnderTest.copy(directory.resolve("not-printed"));
        String shipped = Files.readString(directory.resolve("configuration").resolve(PRODUCT));
        Files.writeString(config.resolve(PRODUCT), shipped.replace(" printed=\"true\"", ""));
        EffectiveProduct notPrinted = ProductCatalog.load(config)
                .forIssuer("bank-one")
                .find("mc-cda", "", ShippedOrders.TODAY)
                .orElseThrow();
        verifier = made.verifier(product -> notPrinted);
        try {
            assertThat(report(ByteString.ascii(engraved), Channel.LASER).lines())
                    .singleElement()
                    .asString()
                    .startsWith("V-405");
            assertThat(report(ByteString.ascii(wrong.get(0)), Channel.LASER).lines())
                    .isEmpty();
        } finally {
            verifier = made.verifier();
        }
    }

    private static ByteString changed(ByteString bytes, int at) {
        byte[] out = bytes.toByteArray();
        out[at] ^= 1;
        return ByteString.of(out);
    }

    private static VerificationReport report(ByteString record, Channel channel) {
        Map<Channel, ByteString> channels = new EnumMap<>(card.channels());
        channels.put(channel, record);
        return verifier.verifyCard(
                card.profiled().product().group(), card.profiled().application().orderReference(), channels);
    }
}
