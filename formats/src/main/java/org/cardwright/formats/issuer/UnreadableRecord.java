package org.cardwright.formats.issuer;

import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;

/**
 * A record that does not fit its layout; the file goes on behind it.
 *
 * @param recordNumber place in the file, from 1
 * @param orderReference the issuer's name of the order when it could be read and is fit to be shown, else empty
 * @param field canonical field name, empty when the whole record is meant
 * @param reason the rule of reading, R-1xx
 */
public record UnreadableRecord(int recordNumber, String orderReference, String field, RejectReason reason)
        implements IssuerFile.Item {

    /** The same as a refused order. */
    public Screened.Rejected rejected() {
        return new Screened.Rejected(recordNumber, orderReference, field, reason);
    }
}
