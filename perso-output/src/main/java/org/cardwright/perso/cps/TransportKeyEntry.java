package org.cardwright.perso.cps;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.dgi.DgiId;

/**
 * One line of the transport key directory: which data groupings are encrypted under which key, and how.
 *
 * <p>EMV CPS, section 3 of the record (TKDATA).
 *
 * @param tkid identifier of the transport key, the same number of bytes everywhere in a file
 * @param type TYPEtk, normally {@code 20}
 * @param cmode {@code 11} = ECB, {@code 10} = CBC with initial value zero
 * @param dgis data groupings encrypted under the key, at most 255
 */
public record TransportKeyEntry(ByteString tkid, int type, int cmode, List<DgiId> dgis) {

    /** The only TYPEtk in use. */
    public static final int TYPE = 0x20;

    /** CMODE of electronic code book. */
    public static final int ECB = 0x11;

    /** CMODE of cipher block chaining. */
    public static final int CBC = 0x10;

    /** Copies the list and checks the ranges. */
    public TransportKeyEntry {
        dgis = List.copyOf(dgis);
        if (tkid.isEmpty() || type < 0 || type > 0xFF || cmode < 0 || cmode > 0xFF || dgis.size() > 0xFF) {
            throw new IllegalArgumentException("a transport key entry has a TKID, one-byte codes and up to 255 DGIs");
        }
    }
}
