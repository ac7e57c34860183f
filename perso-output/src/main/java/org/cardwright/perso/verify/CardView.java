package org.cardwright.perso.verify;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.verify.CertificateChain.Certified;

/**
 * What the verifier knows of one application after it has read it.
 *
 * @param application as in the record
 * @param data one per answer to GET PROCESSING OPTIONS, contact first; empty for a directory or a non-payment application
 * @param recovered from its certificates
 */
record CardView(ChipApplication application, List<CardData> data, Recovered recovered) {

    /** Copies the list. */
    CardView {
        data = List.copyOf(data);
    }

    /**
     * What certificates and signatures gave, each from the first set of data that has it.
     *
     * @param issuerKey recovered issuer key
     * @param staticBlock block under the signed static application data, right or wrong
     * @param iccKey recovered ICC key
     * @param pinKey recovered PIN-encipherment key
     */
    record Recovered(
            Optional<RsaPublic> issuerKey,
            Optional<ByteString> staticBlock,
            Optional<Certified> iccKey,
            Optional<Certified> pinKey) {

        static final Recovered NOTHING =
                new Recovered(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** This, and what the other has and this has not. */
        Recovered or(Recovered other) {
            return new Recovered(
                    issuerKey.or(other::issuerKey),
                    staticBlock.or(other::staticBlock),
                    iccKey.or(other::iccKey),
                    pinKey.or(other::pinKey));
        }
    }

    Optional<RsaPublic> issuerKey() {
        return recovered.issuerKey();
    }

    Optional<ByteString> staticBlock() {
        return recovered.staticBlock();
    }

    Optional<Certified> iccKey() {
        return recovered.iccKey();
    }

    Optional<Certified> pinKey() {
        return recovered.pinKey();
    }

    /** The data of the contact interface, or of the first there is. */
    Optional<CardData> main() {
        return data.isEmpty() ? Optional.empty() : Optional.of(data.get(0));
    }
}
