package org.cardwright.perso.cps;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.dgi.Dgi;

/**
 * Section 3 of a record: everything for one application of the card.
 *
 * <p>EMV CPS, section 3 of the record.
 *
 * @param aid application identifier, 5 to 16 bytes
 * @param transportKeys 3a.1, empty when nothing is encrypted
 * @param owner IDowner of 3a.2, normally the RID
 * @param steps processing steps of 3a.2
 * @param logData LOGDATA of 3b, normally empty
 * @param dgis data groupings of 3c in sending order, secret values under their transport key
 * @param macSection content of 3d, empty when there is none (see {@link MacSection})
 */
public record CpsApplication(
        ByteString aid,
        List<TransportKeyEntry> transportKeys,
        ByteString owner,
        List<ProcessingStep> steps,
        ByteString logData,
        List<Dgi> dgis,
        ByteString macSection) {

    /** Copies the lists. */
    public CpsApplication {
        transportKeys = List.copyOf(transportKeys);
        steps = List.copyOf(steps);
        dgis = List.copyOf(dgis);
    }
}
