package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains of public test cards, verified as a terminal does, and each of them with something wrong. */
class PublicCardsTest {

    private static final LocalDate IN_TIME = LocalDate.of(2014, 12, 31);

    static List<PublishedVector> cards() {
        return PublishedVector.startingWith("Public test-card transcript");
    }

    static List<PublishedVector> cardsWithStaticSignature() {
        return cards().stream()
                .filter(card -> card.inputs().containsKey("tag93"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cards")
    void recovers_the_issuer_key_as_published(PublishedVector card) {
        IssuerPublicKeyCertificate issuer = issuerOf(card);

        assertThat(String.join(
                        " ",
                        padded(issuer.issuerIdentifier()),
                        issuer.expirationDate().mmyy(),
                        issuer.serialNumber().toHex(),
                        "NI",
                        String.valueOf(issuer.publicKey().modulus().size()),
                        "e",
                        issuer.publicKey().exponent().toHex(),
                        "hash True"))
                .isEqualTo(card.output("issuer"));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void accepts_the_issuer_certificate_for_the_card_in_time(PublishedVector card) {
        assertThat(IssuerPublicKeyCertificate.recover(caKey(card), issuerData(card), pan(card), IN_TIME)
                        .value())
                .contains(issuerOf(card));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void refuses_the_issuer_certificate_after_its_last_day(PublishedVector card) {
        LocalDate late = issuerOf(card).expirationDate().lastDay().plusDays(1);

        assertThat(IssuerPublicKeyCertificate.recover(caKey(card), issuerData(card), pan(card), late)
                        .fault())
                .contains(CertificateFault.EXPIRY);
    }

    @ParameterizedTest
    @MethodSource("cards")
    void refuses_the_issuer_certificate_for_a_card_of_another_issuer(PublishedVector card) {
        Pan other = Pan.of("9999990000000014");

        assertThat(IssuerPublicKeyCertificate.recover(caKey(card), issuerData(card), other, IN_TIME)
                        .fault())
                .contains(CertificateFault.ISSUER_IDENTIFIER);
    }

    @ParameterizedTest
    @MethodSource("cardsWithStaticSignature")
    void recovers_the_static_signature_as_published(PublishedVector card) {
        ByteString signature = ByteString.fromHex(card.input("tag93"));
        RsaPublicKey issuer = issuerOf(card).publicKey();

        assertThat(SignedStaticApplicationData.recover(issuer, signature, staticData(card))
                        .value())
                .hasValueSatisfying(content -> assertThat(
                                "DAC " + content.dataAuthenticationCode().toHex() + " hash True")
                        .isEqualTo(card.output("ssad")));
        assertThat(SignedStaticApplicationData.recover(issuer, signature, oneBitOff(staticData(card)))
                        .fault())
                .contains(CertificateFault.HASH);
    }

    @ParameterizedTest
    @MethodSource("cards")
    void recovers_the_card_key_as_published(PublishedVector card) {
        IccPublicKeyCertificate icc = iccOf(card, staticData(card)).value().orElseThrow();

        assertThat(icc.pan()).isEqualTo(pan(card));
        assertThat(icc.expirationDate().mmyy() + " " + icc.serialNumber().toHex() + " NIC "
                        + icc.publicKey().modulus().size() + " hash True")
                .isEqualTo(card.output("icc").substring(21));
        assertThat(icc.publicKey().exponent().toHex()).isEqualTo(card.input("tag9F47"));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void refuses_the_card_key_when_the_static_data_were_altered(PublishedVector card) {
        assertThat(iccOf(card, oneBitOff(staticData(card))).fault()).contains(CertificateFault.HASH);
        assertThat(iccOf(card, ByteString.EMPTY).fault()).contains(CertificateFault.HASH);
    }

    @ParameterizedTest
    @MethodSource("cards")
    void accepts_the_card_key_for_its_card_in_time_only(PublishedVector card) {
        IccPublicKeyCertificate icc = iccOf(card, staticData(card)).value().orElseThrow();
        LocalDate late = icc.expirationDate().lastDay().plusDays(1);

        assertThat(icc.checkedFor(pan(card), IN_TIME).value()).contains(icc);
        assertThat(icc.checkedFor(pan(card), late).fault()).contains(CertificateFault.EXPIRY);
        assertThat(icc.checkedFor(Pan.of("9999990000000014"), IN_TIME).fault()).contains(CertificateFault.PAN);
    }

    @Test
    void verifies_a_dynamic_signature_of_the_unionpay_card() {
        PublishedVector card = PublishedVector.named("Public test-card transcript UnionPay contact DDA");
        verifiesDynamicSignature(card, "7863AFC6", "07000659A2F145F4");
    }

    @Test
    void verifies_a_combined_signature_of_the_american_express_card() {
        PublishedVector card = PublishedVector.named("Public test-card transcript Amex contact CDA");
        ByteString dynamicData = combinedSignature(card);

        assertThat(dynamicData.slice(0, 18).toHex()).isEqualTo("08B1BD198460DEBA648051F4F65DDE43732D");
        ByteString response = ByteString.fromHex("9F2701809F360200069F100706010103A00000");
        assertThat(transactionHash(card, "EA", response)).isEqualTo(dynamicData.slice(18));
    }

    @Test
    void verifies_a_combined_signature_of_the_contactless_mastercard() {
        PublishedVector card = PublishedVector.named("Public test-card transcript Mastercard contactless CDA");
        ByteString dynamicData = combinedSignature(card);

        assertThat(dynamicData.slice(0, 18).toHex()).isEqualTo("0836DF6D9E2104092E40D58B731AF5885C06");
        ByteString response = ByteString.fromHex("9F2701409F360200359F10120110904009248400000000000000000029FF");
        assertThat(transactionHash(card, "", response)).isEqualTo(dynamicData.slice(18));
    }

    /** The command data of GENERATE AC are the values of CDOL1. */
    private static ByteString transactionHash(PublishedVector card, String pdolValues, ByteString response) {
        String command = transcriptFromEnd(card, 2);
        String cdolValues = command.substring(10, command.length() - 2);
        return SignedDynamicApplicationData.transactionDataHashCode(
                ByteString.fromHex(pdolValues + cdolValues), response);
    }

    private static ByteString combinedSignature(PublishedVector card) {
        String un = card.output("cda").substring(3, 11);
        String response = transcriptFromEnd(card, 1);
        int at = response.indexOf("9F4B") + 4;
        int header = response.startsWith("81", at) ? 4 : 2;
        int length = 2 * Integer.parseInt(response.substring(at + header - 2, at + header), 16);
        ByteString signature = ByteString.fromHex(response.substring(at + header, at + header + length));
        return dynamicData(card, signature, un);
    }

    private static void verifiesDynamicSignature(PublishedVector card, String un, String expected) {
        String response = card.transcript().stream()
                .filter(line -> line.startsWith("8081B0"))
                .findFirst()
                .orElseThrow();
        ByteString signature = ByteString.fromHex(response.substring(6, 6 + 2 * 176));

        assertThat(dynamicData(card, signature, un).toHex()).isEqualTo(expected);
    }

    private static ByteString dynamicData(PublishedVector card, ByteString signature, String un) {
        RsaPublicKey icc = iccOf(card, staticData(card)).value().orElseThrow().publicKey();
        ByteString terminalData = ByteString.fromHex(un);
        assertThat(SignedDynamicApplicationData.recover(icc, signature, oneBitOff(terminalData))
                        .fault())
                .contains(CertificateFault.HASH);
        return SignedDynamicApplicationData.recover(icc, signature, terminalData)
                .value()
                .orElseThrow()
                .iccDynamicData();
    }

    private static String transcriptFromEnd(PublishedVector card, int position) {
        return card.transcript().get(card.transcript().size() - position);
    }

    private static String padded(String issuerIdentifier) {
        return issuerIdentifier + "F".repeat(8 - issuerIdentifier.length());
    }

    private static Pan pan(PublishedVector card) {
        return Pan.of(card.input("tag5A").replace("F", ""));
    }

    private static RsaPublicKey caKey(PublishedVector card) {
        return TestKeys.publicKey(card.input("ca_n"), card.input("ca_e"));
    }

    private static IssuerCertificate issuerData(PublishedVector card) {
        return new IssuerCertificate(
                ByteString.fromHex(card.input("tag90")),
                ByteString.fromHex(card.input("tag92")),
                ByteString.fromHex(card.input("tag9F32")));
    }

    private static IssuerPublicKeyCertificate issuerOf(PublishedVector card) {
        return IssuerPublicKeyCertificate.recover(caKey(card), issuerData(card))
                .value()
                .orElseThrow();
    }

    private static ByteString staticData(PublishedVector card) {
        return ByteString.fromHex(card.input("static_data_to_be_authenticated"));
    }

    private static Recovery<IccPublicKeyCertificate> iccOf(PublishedVector card, ByteString staticData) {
        var elements = new IccPublicKeyCertificate.Elements(
                ByteString.fromHex(card.input("tag9F46")),
                ByteString.fromHex(card.input("tag9F48")),
                ByteString.fromHex(card.input("tag9F47")));
        return IccPublicKeyCertificate.recover(issuerOf(card).publicKey(), elements, staticData);
    }

    private static ByteString oneBitOff(ByteString bytes) {
        byte[] changed = bytes.toByteArray();
        changed[changed.length / 2] ^= 1;
        return ByteString.of(changed);
    }
}
