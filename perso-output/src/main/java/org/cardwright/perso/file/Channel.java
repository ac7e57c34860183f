package org.cardwright.perso.file;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardChannel;

/**
 * The ways in which a card's data reach the machine, each a file of its own per group.
 *
 * <p>The order is that of the Merkle leaf. All but the chip channel are told apart by how a record begins and ends, so that
 * a reader needs no further index; chip records are binary and stand in the manifest with offset and length.
 */
public enum Channel {
    /** Personalization records of EMV CPS, back to back. */
    CHIP("chip.cps", CardChannel.CHIP, "", ""),
    /** Embosser and encoder records in the Datacard CPX style. */
    EMBOSS("emboss.cpx", CardChannel.VISUAL, "#DCC#", "\r\n"),
    /** One XML element per card and line. */
    LASER("laser.xml", CardChannel.VISUAL, "  <card ", "</card>\n"),
    /** Encoded tracks, one card per line. */
    TRACK("tracks.txt", CardChannel.STRIPE, "", "\r\n");

    private final String fileName;
    private final CardChannel personalizes;
    private final ByteString start;
    private final ByteString end;

    Channel(String fileName, CardChannel personalizes, String start, String end) {
        this.fileName = fileName;
        this.personalizes = personalizes;
        this.start = ByteString.ascii(start);
        this.end = ByteString.ascii(end);
    }

    /** Name of the file inside the directory of its group. */
    public String fileName() {
        return fileName;
    }

    /** The part of the card that its records make, judged on its own. */
    public CardChannel personalizes() {
        return personalizes;
    }

    /** How every record begins; what begins otherwise is the head or the foot of the file. */
    public ByteString start() {
        return start;
    }

    /** How every record ends, and where nothing else does; empty for the chip channel. */
    public ByteString end() {
        return end;
    }

    /** True when the records of this channel are told apart by how they end. */
    public boolean isFramed() {
        return !end.isEmpty();
    }
}
