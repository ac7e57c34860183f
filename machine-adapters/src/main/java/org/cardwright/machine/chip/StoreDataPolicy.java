package org.cardwright.machine.chip;

import java.util.Map;
import java.util.Objects;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.perso.dgi.DgiId;

/**
 * How a chip wants STORE DATA. GlobalPlatform Card Specification 2.3.1, 11.11.2.1, Table 11-89; EMV CPS.
 *
 * @param clearBits bits of P1 for clear data groupings
 * @param encryptedBits bits of P1 for encrypted ones: 60 all encrypted, 20 application dependent, 00 nothing said
 * @param dgiBit true when bit 4 of P1 says that the data are data groupings
 * @param exceptions encryption bits of single data groupings
 * @param grouping how many go into a command
 * @param p2 what P2 says
 * @param p2Wraps true when 00 follows FF
 * @param maxDataBytes most bytes of data in a command, before a secure channel takes its part
 */
public record StoreDataPolicy(
        int clearBits,
        int encryptedBits,
        boolean dgiBit,
        Map<DgiId, Integer> exceptions,
        Grouping grouping,
        SequenceNumber p2,
        boolean p2Wraps,
        int maxDataBytes) {

    /** Bit 8 of P1: the last STORE DATA. */
    public static final int LAST = 0x80;

    private static final int DGI_FORMAT = 0x08;

    /** How many data groupings go into a command. */
    public enum Grouping {
        /** One, or a piece of one. */
        ONE_DGI,
        /** As many as fit, as long as they want the same P1. */
        PACK
    }

    /** What P2 says. */
    public enum SequenceNumber {
        /** The number of the command, from 00. */
        COUNT,
        /** Always 00. */
        ZERO
    }

    /** Copies the map. */
    public StoreDataPolicy {
        exceptions = Map.copyOf(exceptions);
    }

    /** Most bytes that a channel leaves: 8 go for the MAC, and up to 8 more for padding. EMV CPS; Amendment D 1.2, 6.2. */
    private static final int MAX_MACED = 247;

    private static final int MAX_ENCRYPTED = 239;

    /** The same with commands that leave room for what a channel of this level adds. */
    StoreDataPolicy within(SecurityLevel level) {
        int room = level.encryptsCommands() ? MAX_ENCRYPTED : level.macsCommands() ? MAX_MACED : maxDataBytes;
        return new StoreDataPolicy(
                clearBits, encryptedBits, dgiBit, exceptions, grouping, p2, p2Wraps, Math.min(room, maxDataBytes));
    }

    /** P1 for a data grouping in a command that is not the last. */
    public int p1(DgiId dgi, boolean encrypted) {
        int bits = Objects.requireNonNullElse(exceptions.get(dgi), encrypted ? encryptedBits : clearBits);
        return bits | (dgiBit ? DGI_FORMAT : 0);
    }
}
