package org.cardwright.machine.terminal;

import org.cardwright.formats.bytes.ByteString;

/** Kinds of terminals over which a card is looked at. EMV 4.4 Book 4, annex A1: terminal type, tag 9F35. */
public enum TerminalKind {
    /** Attended, of a merchant, offline with online capability. */
    ATTENDED(0x22, Transaction.Type.PURCHASE),
    /** Attended, online only. */
    ATTENDED_ONLINE_ONLY(0x21, Transaction.Type.PURCHASE),
    /** Attended, offline only. */
    ATTENDED_OFFLINE_ONLY(0x23, Transaction.Type.PURCHASE),
    /** Unattended, offline with online capability. */
    UNATTENDED(0x25, Transaction.Type.PURCHASE),
    /** Unattended, offline only. */
    UNATTENDED_OFFLINE_ONLY(0x26, Transaction.Type.PURCHASE),
    /** Unattended, of a bank, online only, gives cash. */
    CASH_MACHINE(0x14, Transaction.Type.CASH);

    private static final int CASH = 0x80;

    private final int type;
    private final Transaction.Type transaction;

    TerminalKind(int type, Transaction.Type transaction) {
        this.type = type;
        this.transaction = transaction;
    }

    /** A terminal that is otherwise like another one. */
    TerminalProfile like(TerminalProfile model, GridTerms.Country country) {
        byte[] additional = model.additionalCapabilities().toByteArray();
        additional[0] |= (byte) (transaction == Transaction.Type.CASH ? CASH : 0);
        return new TerminalProfile(
                ByteString.of(new byte[] {(byte) type}),
                model.capabilities(),
                ByteString.of(additional),
                country.code(),
                country.currency(),
                model.currencyExponent(),
                model.floorLimit(),
                model.selection(),
                model.applications(),
                model.defaultDdol(),
                model.actionCodes(),
                model.today());
    }

    Transaction transaction(long amount) {
        return new Transaction(transaction, amount, 0, false);
    }

    /** Its name in words. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
