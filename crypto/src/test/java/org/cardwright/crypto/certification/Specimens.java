package org.cardwright.crypto.certification;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.Expectation;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.ResponseFile;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.prepare.ImportedCertificates.Authorities;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.sample.PublishedVector;

/** The three public responses, the requests they answer, and all published CA keys. */
final class Specimens {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static final List<PublishedVector> CA_KEYS = PublishedVector.startingWith("CAPK ");

    private Specimens() {}

    /** One specimen: its vector and what its issuer must have asked for. */
    record Specimen(String layout, String vector, String fileName, IssuerKeyRequest request) {

        ResponseFile file() {
            return new ResponseFile(fileName, content());
        }

        ByteString content() {
            return ByteString.fromHex(PublishedVector.named(vector).input("file"));
        }

        PublishedVector published() {
            return PublishedVector.named(vector);
        }

        Expectation expectation() {
            return new Expectation(request, Specimens::authority, TODAY);
        }
    }

    static final Map<String, Specimen> ALL = Map.of(
            "visa", specimen("visa", "CA response file 960097.I94 (Visa)", "960097.I94"),
            "unionpay", specimen("unionpay", "CA response file 009390.I0B (UnionPay)", "009390.I0B"),
            "mastercard",
                    specimen("mastercard", "CA response file 522230-000001.cEF (Mastercard)", "522230-000001.cEF"));

    private static Specimen specimen(String layout, String vector, String fileName) {
        PublishedVector published = PublishedVector.named(vector);
        Map<String, String> out = published.outputs();
        boolean mastercard = layout.equals("mastercard");
        String rid = mastercard ? "A000000004" : layout.equals("visa") ? "A000000003" : "A000000333";
        return new Specimen(
                layout,
                vector,
                fileName,
                new IssuerKeyRequest(
                        ByteString.fromHex(rid),
                        out.getOrDefault(mastercard ? "iid" : "issuer_id", "").replace("F", ""),
                        new IssuerKeyRequest.References(
                                ByteString.fromHex(out.getOrDefault("ipk_index", "000001")),
                                ByteString.fromHex(mastercard ? "000000" : fileName.substring(0, 6)),
                                ByteString.fromHex(out.getOrDefault("service_id", "00000000"))),
                        ExpirationDate.ofYymm("3212"),
                        new RsaPublicKey(modulus(published, layout), ByteString.fromHex("03"))));
    }

    /** Read with plain arithmetic: the modulus behind 15 bytes of the block. EMV 4.4 Book 2, 5.3, Table 6. */
    private static ByteString modulus(PublishedVector published, String layout) {
        ByteString file = ByteString.fromHex(published.input("file"));
        ByteString certificate = layout.equals("mastercard") ? file.slice(file.size() - 248) : file.slice(18, 18 + 248);
        BigInteger block = new BigInteger(certificate.toHex(), 16)
                .modPow(new BigInteger(published.input("ca_e"), 16), new BigInteger(published.input("ca_n"), 16));
        String hex = block.toString(16);
        int bytes = Integer.parseInt(hex.substring(26, 28), 16);
        return ByteString.fromHex(hex.substring(30, 30 + 2 * bytes).toUpperCase(java.util.Locale.ROOT));
    }

    /** The published key of an authority. */
    static Optional<RsaPublicKey> authority(ByteString rid, int index, int bytes) {
        String prefix = "CAPK " + rid.toHex() + "-" + ByteString.ofByte(index).toHex() + " " + 8 * bytes + " bit";
        return CA_KEYS.stream()
                .filter(vector -> vector.name().equals(prefix))
                .map(vector -> new RsaPublicKey(
                        ByteString.fromHex(vector.input("modulus")), ByteString.fromHex(vector.input("exponent"))))
                .findFirst();
    }

    /** The published keys with other digits: the keys of an authority that nobody asked. */
    static final Authorities STRANGERS = (rid, index, bytes) -> authority(rid, index, bytes)
            .map(key -> new RsaPublicKey(
                    key.modulus().slice(0, bytes - 2).plus(ByteString.fromHex("0101")), key.exponent()));
}
