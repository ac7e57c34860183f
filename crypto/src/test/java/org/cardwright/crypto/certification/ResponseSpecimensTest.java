package org.cardwright.crypto.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.Expectation;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.ResponseFile;
import org.cardwright.crypto.certification.Specimens.Specimen;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The public responses of three payment systems, read in full, and every way in which one can be wrong. */
class ResponseSpecimensTest {

    /** Where the fields of the specimens end, written down apart from the layouts. */
    private static final Map<String, List<String>> FIELDS = Map.of(
            "visa",
            List.of(
                    "1 header",
                    "5 service identifier",
                    "9 issuer identifier",
                    "12 certificate serial number",
                    "14 certificate expiration date",
                    "15 remainder length",
                    "16 exponent length",
                    "17 issuer key exponent",
                    "18 CA public key index",
                    "266 issuer public key certificate",
                    "514 detached signature"),
            "mastercard",
            List.of(
                    "4 issuer identifier",
                    "7 issuer key index",
                    "8 CA public key index",
                    "9 issuer key exponent",
                    "257 issuer public key certificate"));

    @ParameterizedTest
    @CsvSource({"visa, 42158493, 03FE66, 1232, 94", "unionpay, 6234220, 009390, 1230, 0B"})
    void reads_every_field_of_the_specimens_with_a_header(
            String layout, String identifier, String serial, String mmyy, String caIndex) throws Exception {
        Specimen specimen = specimen(layout);

        IssuerCertificateResponse read = read(specimen, specimen.file(), specimen.expectation());

        assertThat(read.certified().issuerIdentifier()).isEqualTo(identifier);
        assertThat(read.certified().serialNumber().toHex()).isEqualTo(serial);
        assertThat(read.certified().expirationDate().mmyy()).isEqualTo(mmyy);
        assertThat(ByteString.ofByte(read.authority().index()).toHex()).isEqualTo(caIndex);
        PublishedVector published = specimen.published();
        assertThat(RsaSigner.recover(read.authority().key(), read.data().certificate())
                        .toHex())
                .isEqualTo(published.output("certificate_plaintext"));
        assertThat(read.data().remainder()).isEqualTo(ByteString.EMPTY);
        assertThat(read.data().exponent().toHex()).isEqualTo(published.output("exponent"));
        assertThat(specimen.content().slice(0, 5).toHex())
                .isEqualTo(published.output("header") + published.output("service_id"));
    }

    @Test
    void reads_every_field_of_the_specimen_without_lengths() throws Exception {
        Specimen specimen = specimen("mastercard");

        IssuerCertificateResponse read = read(specimen, specimen.file(), specimen.expectation());

        assertThat(read.certified().issuerIdentifier()).isEqualTo("522230");
        assertThat(read.authority().index()).isEqualTo(0xEF);
        assertThat(read.authority().rid().toHex()).isEqualTo("A000000004");
        assertThat(read.data().exponent().toHex()).isEqualTo("03");
        assertThat(read.data().certificate()).isEqualTo(specimen.content().slice(9));
        assertThat(read.certified().publicKey()).isEqualTo(specimen.request().publicKey());
    }

    @ParameterizedTest
    @CsvSource({"visa, SHA1_DIGEST_INFO, SHA1_MARKED", "unionpay, SHA1_MARKED, SHA1_DIGEST_INFO"})
    void finds_the_published_hash_in_the_published_frame(String layout, SignatureFrame frame, SignatureFrame other) {
        Specimen specimen = specimen(layout);
        PublishedVector published = specimen.published();
        ByteString content = specimen.content();
        RsaPublicKey ca = new RsaPublicKey(
                ByteString.fromHex(published.input("ca_n")), ByteString.fromHex(published.input("ca_e")));
        ByteString signed = content.slice(0, 18).plus(ByteString.fromHex(published.output("certificate_plaintext")));
        ByteString signature = content.slice(266);

        assertThat(frame.hash(signed).toHex()).isEqualTo(published.output("detached_hash"));
        assertThat(frame.block(248, signed).toHex()).endsWith("00" + published.output("detached_T"));
        assertThat(frame.check(ca, signature, signed)).isEqualTo(SignatureFrame.Finding.SOUND);
        assertThat(frame.check(ca, signature, content.slice(0, 266))).isEqualTo(SignatureFrame.Finding.OTHER_CONTENT);
        assertThat(other.check(ca, signature, signed)).isEqualTo(SignatureFrame.Finding.NO_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"visa", "unionpay", "mastercard"})
    void refuses_each_changed_byte_by_the_name_of_its_field(String layout) {
        Specimen specimen = specimen(layout);
        ByteString right = specimen.content();
        List<String> fields = FIELDS.getOrDefault(layout, Objects.requireNonNull(FIELDS.get("visa")));
        assertThat(fields.get(fields.size() - 1)).startsWith(right.size() + " ");
        for (int at = 0; at < right.size(); at++) {
            byte[] changed = right.toByteArray();
            changed[at] ^= (byte) (1 << at % 8);

            MalformedFileException refused = refusal(specimen, ByteString.of(changed), specimen.expectation());

            assertThat(refused.place()).as("byte " + at).contains("offset ", field(fields, at));
            assertThat(refused.getMessage()).contains(specimen.fileName(), ": C-2");
        }
    }

    private static String field(List<String> fields, int at) {
        return fields.stream()
                .filter(field -> at < Integer.parseInt(field.substring(0, field.indexOf(' '))))
                .map(field -> field.substring(field.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"visa", "unionpay", "mastercard"})
    void refuses_a_file_that_is_cut_off_or_longer(String layout) {
        Specimen specimen = specimen(layout);
        ByteString right = specimen.content();
        for (int bytes = 0; bytes < right.size(); bytes += bytes < 32 ? 1 : 13) {
            assertThat(refusal(specimen, right.slice(0, bytes), specimen.expectation())
                            .rule())
                    .as(bytes + " bytes")
                    .startsWith("C-2");
        }
        for (int more : new int[] {1, 2, 36, 600}) {
            assertThat(refusal(specimen, right.plus(ByteString.repeat(0, more)), specimen.expectation())
                            .rule())
                    .startsWith("C-2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"visa", "unionpay", "mastercard"})
    void refuses_the_certificate_of_another_issuer_key(String layout) {
        Specimen specimen = specimen(layout);
        ByteString modulus = specimen.request().publicKey().modulus();
        RsaPublicKey sameLength = new RsaPublicKey(
                modulus.slice(0, modulus.size() - 1).plus(ByteString.fromHex("01")), ByteString.fromHex("03"));
        RsaPublicKey longer = new RsaPublicKey(modulus.plus(modulus.slice(0, 64)), ByteString.fromHex("03"));

        MalformedFileException refused = refusal(specimen, specimen.content(), asking(specimen, sameLength));
        assertThat(refused.rule()).isEqualTo("C-206");
        assertThat(refused).hasMessageContaining("its public key is not the issuer key of the request");
        assertThat(refusal(specimen, specimen.content(), asking(specimen, longer))
                        .rule())
                .isIn("C-201", "C-206");
    }

    @ParameterizedTest
    @ValueSource(strings = {"visa", "unionpay", "mastercard"})
    void refuses_a_certificate_under_another_ca_key(String layout) {
        Specimen specimen = specimen(layout);
        Expectation strangers = new Expectation(specimen.request(), Specimens.STRANGERS, Specimens.TODAY);
        Expectation nobody =
                new Expectation(specimen.request(), (rid, index, bytes) -> java.util.Optional.empty(), Specimens.TODAY);

        assertThat(refusal(specimen, specimen.content(), strangers).rule()).isIn("C-203", "C-204");
        assertThat(refusal(specimen, specimen.content(), nobody).rule()).isEqualTo("C-203");
    }

    @ParameterizedTest
    @CsvSource({"visa, 2032-12-31", "unionpay, 2030-12-31"})
    void takes_a_certificate_on_its_last_day_and_refuses_it_the_day_after(String layout, LocalDate last)
            throws Exception {
        Specimen specimen = specimen(layout);
        read(specimen, specimen.file(), new Expectation(specimen.request(), Specimens::authority, last));

        MalformedFileException refused = refusal(
                specimen,
                specimen.content(),
                new Expectation(specimen.request(), Specimens::authority, last.plusDays(1)));

        assertThat(refused)
                .hasMessageContaining("certificate expiration date: C-207: the certificate ended on " + last);
    }

    @Test
    void refuses_the_answer_to_another_request() {
        Specimen visa = specimen("visa");
        Specimen mastercard = specimen("mastercard");

        assertThat(refusal(visa, visa.content(), withReferences(visa, "000001", "960097", "20100000")))
                .hasMessageContaining("offset 1, service identifier: C-209: not that of the request");
        assertThat(refusal(visa, visa.content(), withReferences(visa, "000001", "960098", "10100000")))
                .hasMessageContaining("file name: C-209: the answer to the request is named 960098.I94");
        assertThat(refusal(
                        mastercard, mastercard.content(), withReferences(mastercard, "000002", "000000", "00000000")))
                .hasMessageContaining("offset 4, issuer key index: C-209: not that of the request");
        assertThat(refusal(visa, visa.content(), mastercard.expectation()))
                .hasMessageContaining("C-209: the request is for payment system A000000004");
        IssuerKeyRequest request = visa.request();
        IssuerKeyRequest other = new IssuerKeyRequest(
                request.rid(), "421584", request.references(), request.expirationDate(), request.publicKey());
        assertThat(refusal(visa, visa.content(), new Expectation(other, Specimens::authority, Specimens.TODAY)))
                .hasMessageContaining("offset 5, issuer identifier: C-209");
    }

    @Test
    void leaves_the_name_of_a_renamed_file_alone() throws Exception {
        Specimen visa = specimen("visa");
        ResponseFile renamed = new ResponseFile("answer of Tuesday", visa.content());

        assertThat(read(visa, renamed, visa.expectation()).authority().index()).isEqualTo(0x94);
    }

    @Test
    void finds_the_parsers_by_name() {
        CertificationFormats formats = CertificationFormats.installed();

        assertThat(formats.responseNames()).startsWith("visa", "unionpay", "mastercard");
        assertThat(formats.response("visa"))
                .hasValueSatisfying(parser -> assertThat(parser.rid().toHex()).isEqualTo("A000000003"));
        assertThat(formats.response("none")).isEmpty();
    }

    private static Expectation asking(Specimen specimen, RsaPublicKey key) {
        IssuerKeyRequest asked = specimen.request();
        return new Expectation(
                new IssuerKeyRequest(
                        asked.rid(), asked.issuerIdentifier(), asked.references(), asked.expirationDate(), key),
                Specimens::authority,
                Specimens.TODAY);
    }

    private static Expectation withReferences(Specimen specimen, String keyIndex, String tracking, String service) {
        IssuerKeyRequest asked = specimen.request();
        IssuerKeyRequest.References references = new IssuerKeyRequest.References(
                ByteString.fromHex(keyIndex), ByteString.fromHex(tracking), ByteString.fromHex(service));
        return new Expectation(
                new IssuerKeyRequest(
                        asked.rid(), asked.issuerIdentifier(), references, asked.expirationDate(), asked.publicKey()),
                Specimens::authority,
                Specimens.TODAY);
    }

    private static Specimen specimen(String layout) {
        return Objects.requireNonNull(Specimens.ALL.get(layout));
    }

    private static MalformedFileException refusal(Specimen specimen, ByteString content, Expectation expected) {
        ResponseFile file = new ResponseFile(specimen.fileName(), content);
        return Objects.requireNonNull(
                catchThrowableOfType(MalformedFileException.class, () -> read(specimen, file, expected)));
    }

    private static IssuerCertificateResponse read(Specimen specimen, ResponseFile file, Expectation expected)
            throws MalformedFileException {
        return CertificationFormats.installed()
                .response(specimen.layout())
                .orElseThrow()
                .read(file, expected);
    }
}
