package org.cardwright.machine.terminal;

import java.util.Optional;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.IccPublicKeyCertificate;
import org.cardwright.crypto.oda.IssuerPublicKeyCertificate;
import org.cardwright.crypto.oda.Recovery;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.card.Pan;

/** The keys of issuer and card out of their certificates. EMV 4.4 Book 2, 5.2, 5.3, 6.3, 6.4 and 7.1. */
final class CardPublicKeys {

    private static final int RID_BYTES = 5;

    private final TerminalData data;
    private final CaKeys caKeys;

    CardPublicKeys(TerminalData data, CaKeys caKeys) {
        this.data = data;
        this.caKeys = caKeys;
    }

    /** Tag 5A as digits with a right check digit; empty when it is anything else. */
    static Optional<Pan> pan(TerminalData data) {
        try {
            return data.fromCard("5A").map(packed -> Pan.of(CompressedNumeric.decode(packed)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The key of the issuer. Book 2, 5.3. */
    Optional<RsaPublicKey> issuerKey() {
        ByteString certificate = value("90");
        ByteString rid = data.own("9F06").slice(0, RID_BYTES);
        Optional<RsaPublicKey> ca = data.fromCard("8F")
                .filter(index -> index.size() == 1)
                .flatMap(index -> caKeys.find(rid, index.toUnsigned(), certificate.size()));
        if (ca.isEmpty()) {
            data.step("no CA public key of this RID, index and length");
            return Optional.empty();
        }
        Optional<Pan> pan = pan(data);
        if (pan.isEmpty()) {
            data.step("the PAN is malformed");
            return Optional.empty();
        }
        IssuerCertificate elements = new IssuerCertificate(certificate, value("92"), value("9F32"));
        return recovered(
                        "issuer public key certificate 90",
                        IssuerPublicKeyCertificate.recover(
                                ca.get(), elements, pan.get(), data.profile().today()))
                .map(IssuerPublicKeyCertificate::publicKey);
    }

    /** The key of the card for signatures. Book 2, 6.4. */
    Optional<RsaPublicKey> iccKey(ByteString staticData) {
        return certified(
                "ICC public key certificate 9F46",
                new IccPublicKeyCertificate.Elements(value("9F46"), value("9F48"), value("9F47")),
                staticData);
    }

    /** The key under which PINs go to the card: its own certificate, else that for signatures. Book 2, 7.1. */
    Optional<RsaPublicKey> pinKey(ByteString staticData) {
        if (!data.has("9F2D")) {
            return data.has("9F46") ? iccKey(staticData) : Optional.empty();
        }
        return certified(
                "ICC PIN encipherment certificate 9F2D",
                new IccPublicKeyCertificate.Elements(value("9F2D"), value("9F2F"), value("9F2E")),
                ByteString.EMPTY);
    }

    private Optional<RsaPublicKey> certified(
            String name, IccPublicKeyCertificate.Elements elements, ByteString staticData) {
        Optional<Pan> pan = pan(data);
        return issuerKey()
                .filter(issuer -> pan.isPresent())
                .flatMap(issuer -> recovered(
                        name,
                        IccPublicKeyCertificate.recover(issuer, elements, staticData)
                                .then(found -> found.checkedFor(
                                        pan.get(), data.profile().today()))))
                .map(IccPublicKeyCertificate::publicKey);
    }

    private <T> Optional<T> recovered(String name, Recovery<T> recovery) {
        recovery.fault().ifPresent(fault -> data.step(name + " refused: " + fault));
        return recovery.value();
    }

    private ByteString value(String tag) {
        return data.fromCard(tag).orElse(ByteString.EMPTY);
    }
}
