package org.cardwright.perso.response;

import java.util.OptionalLong;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.ManifestHead;

/**
 * The batch that an answer is about.
 *
 * @param batch its identity, 64 hexadecimal digits
 * @param issuer who ordered it
 * @param sequenceNumber of the issuer's file in its stream; empty when its files have none
 * @param sourceSha256 hash of the issuer's file: the answer is to this content, whatever its name was
 * @param ending how the batch ended
 * @param counts what became of the orders of the file
 */
public record ResponseHead(
        String batch,
        String issuer,
        OptionalLong sequenceNumber,
        ByteString sourceSha256,
        Ending ending,
        ManifestHead.Counts counts) {

    /** How a batch ended. */
    public enum Ending {
        /** Its files are sealed. */
        SEALED,
        /** Two persons ended it; no card of it is made. */
        ABANDONED
    }
}
