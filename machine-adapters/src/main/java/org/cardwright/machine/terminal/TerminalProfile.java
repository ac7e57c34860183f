package org.cardwright.machine.terminal;

import java.time.LocalDate;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.IssuerActionCode;

/**
 * What a terminal is and what its acquirer told it. EMV 4.4 Book 4, annex A; Book 3, 10.6.
 *
 * @param type 9F35, 1 byte
 * @param capabilities 9F33, 3 bytes
 * @param additionalCapabilities 9F40, 5 bytes
 * @param country 9F1A, 2 bytes
 * @param currency 5F2A, 2 bytes
 * @param currencyExponent 5F36, 1 byte
 * @param floorLimit in the minor unit
 * @param selection random selection for online
 * @param applications in the terminal's order of preference
 * @param defaultDdol used when the card has none
 * @param actionCodes denial, online, default
 * @param today day of the transaction
 */
public record TerminalProfile(
        ByteString type,
        ByteString capabilities,
        ByteString additionalCapabilities,
        ByteString country,
        ByteString currency,
        ByteString currencyExponent,
        long floorLimit,
        RandomSelection selection,
        List<Application> applications,
        ByteString defaultDdol,
        ActionCodes actionCodes,
        LocalDate today) {

    private static final int OFFLINE_ONLY = 3;
    private static final int ATM_CASH = 0x14;

    /**
     * An application of the terminal.
     *
     * @param aid 5 to 16 bytes
     * @param version 9F09, 2 bytes
     * @param partial true when longer identifiers that begin so are taken as well
     */
    public record Application(ByteString aid, ByteString version, boolean partial) {

        boolean takes(ByteString name) {
            return partial ? name.startsWith(aid) : name.equals(aid);
        }
    }

    /**
     * Random selection for online. EMV 4.4 Book 3, 10.6.2.
     *
     * @param percent target below the threshold
     * @param maximumPercent target at the floor limit
     * @param threshold in the minor unit
     */
    public record RandomSelection(int percent, int maximumPercent, long threshold) {}

    /**
     * Terminal action codes. EMV 4.4 Book 3, 10.7.
     *
     * @param denial decline offline
     * @param online ask the issuer
     * @param otherwise when the issuer cannot be asked (Default)
     */
    public record ActionCodes(IssuerActionCode denial, IssuerActionCode online, IssuerActionCode otherwise) {}

    /** Copies the list. */
    public TerminalProfile {
        applications = List.copyOf(applications);
    }

    /** The shipped test terminal on a day. */
    public static TerminalProfile test(LocalDate today) {
        return TerminalProfileFile.shipped(today);
    }

    /** EMV 4.4 Book 4, annex A1: the last digit 3 and 6 is offline only. */
    boolean isOnlineCapable() {
        return type.unsignedAt(0) % 0x10 % OFFLINE_ONLY != 0;
    }

    /** EMV 4.4 Book 4, annex A1: unattended, of a financial institution, and gives cash. */
    boolean isAtm() {
        int value = type.unsignedAt(0);
        return value >= ATM_CASH && value <= ATM_CASH + 2 && (additionalCapabilities.unsignedAt(0) & 0x80) != 0;
    }

    /** EMV 4.4 Book 4, annex A1: 4, 5 and 6 in the last digit are unattended. */
    boolean isUnattended() {
        return type.unsignedAt(0) % 0x10 > OFFLINE_ONLY;
    }
}
