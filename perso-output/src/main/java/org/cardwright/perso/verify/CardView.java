package org.cardwright.perso.verify;

import java.util.List;
import java.util.Optional;
import org.cardwright.perso.verify.CertificateChain.Certified;

/**
 * What the verifier knows of one application after it has read it.
 *
 * @param application as in the record
 * @param data one per answer to GET PROCESSING OPTIONS, contact first; empty for a directory or a non-payment application
 * @param issuerKey recovered issuer key
 * @param iccKey recovered ICC key
 * @param pinKey recovered PIN-encipherment key
 */
record CardView(
        ChipApplication application,
        List<CardData> data,
        Optional<RsaPublic> issuerKey,
        Optional<Certified> iccKey,
        Optional<Certified> pinKey) {

    /** Copies the list. */
    CardView {
        data = List.copyOf(data);
    }

    /** The data of the contact interface, or of the first there is. */
    Optional<CardData> main() {
        return data.stream().findFirst();
    }
}
