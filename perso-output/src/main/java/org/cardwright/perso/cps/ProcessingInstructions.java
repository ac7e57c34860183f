package org.cardwright.perso.cps;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.dgi.DgiId;

/**
 * PDI, what the personalization device is told about the data groupings of a step.
 *
 * <p>EMV CPS, section 3 of the record (PDI). The coding inside the lists is bilateral, so they are bytes here; {@link
 * #dgiList} and {@link #reencrypted} make the codings that were met in the field.
 *
 * @param order ORDER: data groupings that must be sent in a given order
 * @param versionControl VERCNTL: data groupings the card may refuse with 6A88
 * @param encrypt ENC: data groupings the device re-encrypts for the card
 * @param random RANDOM: PIN blocks to be filled or reformatted
 * @param group GROUP: data groupings that travel in one command
 * @param securityLevel SECLEV for EXTERNAL AUTHENTICATE: 00, 01 or 03
 * @param updateCplc UPDATEcplc: 00 no, 01 yes
 */
public record ProcessingInstructions(
        ByteString order,
        ByteString versionControl,
        ByteString encrypt,
        ByteString random,
        ByteString group,
        int securityLevel,
        int updateCplc) {

    /** No instruction at all. */
    public static final ProcessingInstructions EMPTY = new ProcessingInstructions(
            ByteString.EMPTY, ByteString.EMPTY, ByteString.EMPTY, ByteString.EMPTY, ByteString.EMPTY, 0, 0);

    /** ENC type of re-encryption under SKUdek in ECB mode. */
    public static final int SKU_DEK_ECB = 0x11;

    /** Checks the one-byte codes. */
    public ProcessingInstructions {
        if (securityLevel < 0 || securityLevel > 0xFF || updateCplc < 0 || updateCplc > 0xFF) {
            throw new IllegalArgumentException("SECLEV and UPDATEcplc are one byte each");
        }
    }

    /** Identifiers back to back, as in VERCNTL, ORDER, RANDOM and GROUP. */
    public static ByteString dgiList(List<DgiId> dgis) {
        return ByteString.concat(dgis.stream().map(DgiId::bytes).toList());
    }

    /** Identifier and type (3 bytes) for every data grouping, as in ENC. */
    public static ByteString reencrypted(List<DgiId> dgis, int type) {
        return ByteString.concat(dgis.stream()
                .map(id -> id.bytes().plus(ByteString.ofByte(type)))
                .toList());
    }
}
