package org.cardwright.perso.file;

import org.cardwright.formats.bytes.ByteString;

/**
 * The ways in which a card's data reach the machine, each a file of its own per group.
 *
 * <p>The order is that of the Merkle leaf. All but the chip channel are told apart by how a record begins and ends, so that
 * a reader needs no further index; chip records are binary and stand in the manifest with offset and length.
 */
public enum Channel {
    /** Personalization records of EMV CPS, back to back. */
    CHIP("chip.cps", "", ""),
    /** Embosser and encoder records in the Datacard CPX style. */
    EMBOSS("emboss.cpx", "#DCC#", "\r\n"),
    /** One XML element per card and line. */
    LASER("laser.xml", "  <card ", "</card>\n"),
    /** Encoded tracks, one card per line. */
    TRACK("tracks.txt", "", "\r\n");

    private final String fileName;
    private final ByteString start;
    private final ByteString end;

    Channel(String fileName, String start, String end) {
        this.fileName = fileName;
        this.start = ByteString.ascii(start);
        this.end = ByteString.ascii(end);
    }

    /** Name of the file inside the directory of its group. */
    public String fileName() {
        return fileName;
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
