package org.cardwright.machine.terminal;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.Bcd;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.emv.TerminalVerificationResults;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;

/** Everything a terminal knows in a transaction: what it brought, what the card said, what came of its checks. */
final class TerminalData {

    /** TSI bits. EMV 4.4 Book 3, annex C6, Table 47. */
    static final int DATA_AUTHENTICATION_PERFORMED = 0x8000;

    static final int CARDHOLDER_VERIFICATION_PERFORMED = 0x4000;
    static final int CARD_RISK_MANAGEMENT_PERFORMED = 0x2000;
    static final int ISSUER_AUTHENTICATION_PERFORMED = 0x1000;
    static final int TERMINAL_RISK_MANAGEMENT_PERFORMED = 0x0800;
    static final int SCRIPT_PROCESSING_PERFORMED = 0x0400;

    private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    private static final int AMOUNT_BYTES = 6;

    /** What fits into a command, with a template around it. */
    private static final int MAX_LIST_BYTES = 252;

    private final TerminalProfile profile;
    private final Transaction transaction;
    private final Map<Tag, ByteString> terminal = new HashMap<>();
    private final Map<Tag, ByteString> card = new LinkedHashMap<>();
    private final Set<String> results = new LinkedHashSet<>();
    private final List<String> steps = new ArrayList<>();
    private final List<ByteString> sent = new ArrayList<>();
    private int statusInformation;

    TerminalData(TerminalProfile profile, Transaction transaction, ByteString unpredictableNumber) {
        this.profile = profile;
        this.transaction = transaction;
        bring("9F02", Bcd.encode(Long.toString(transaction.amount()), AMOUNT_BYTES));
        bring("9F03", Bcd.encode(Long.toString(transaction.amountOther()), AMOUNT_BYTES));
        bring("81", ByteString.fromHex(String.format(Locale.ROOT, "%08X", transaction.amount() & 0xFFFFFFFFL)));
        bring("9F1A", profile.country());
        bring("5F2A", profile.currency());
        bring("5F36", profile.currencyExponent());
        bring("9A", ByteString.fromHex(profile.today().format(YYMMDD)));
        bring("9C", ByteString.ofByte(transaction.type().code()));
        bring("9F37", unpredictableNumber);
        bring("9F35", profile.type());
        bring("9F33", profile.capabilities());
        bring("9F40", profile.additionalCapabilities());
        bring("9F1B", ByteString.fromHex(String.format(Locale.ROOT, "%08X", profile.floorLimit() & 0xFFFFFFFFL)));
        bring("9F34", ByteString.fromHex("3F0000"));
    }

    TerminalProfile profile() {
        return profile;
    }

    Transaction transaction() {
        return transaction;
    }

    /** A value of the terminal. */
    void bring(String tag, ByteString value) {
        terminal.put(Tag.of(tag), value);
    }

    /** A value of the card; false when there is one of that tag already. EMV 4.4 Book 3, 10.2. */
    boolean learn(Tag tag, ByteString value) {
        return card.putIfAbsent(tag, value) == null;
    }

    /** Forgets an application that was given up. */
    void forgetCard() {
        card.clear();
        sent.clear();
    }

    /** Values that went to the card for a PDOL or CDOL, in this order: a combined signature covers them. */
    void sent(ByteString values) {
        sent.add(values);
    }

    /** All of them. EMV 4.4 Book 2, 6.6.2, step 11. */
    ByteString allSent() {
        return ByteString.concat(sent);
    }

    /** What the card said. */
    Optional<ByteString> fromCard(String tag) {
        return Optional.ofNullable(card.get(Tag.of(tag)));
    }

    boolean has(String tag) {
        return card.containsKey(Tag.of(tag));
    }

    ApplicationInterchangeProfile interchangeProfile() {
        return new ApplicationInterchangeProfile(fromCard("82").orElse(ByteString.repeat(0, 2)));
    }

    /** True when the bit of a capability is set. EMV 4.4 Book 4, annex A2. */
    boolean isCapable(int byteNumber, int mask) {
        return (profile.capabilities().unsignedAt(byteNumber - 1) & mask) != 0;
    }

    /** Sets a bit of the terminal verification results by its name. */
    void result(String name) {
        if (results.add(name)) {
            step("TVR: " + name);
        }
    }

    TerminalVerificationResults verificationResults() {
        return TerminalVerificationResults.of(results);
    }

    void performed(int bit) {
        statusInformation |= bit;
    }

    ByteString statusInformation() {
        return ByteString.ofUnsigned(statusInformation, 2);
    }

    /** One line of the story; fit to be shown. */
    void step(String text) {
        steps.add(text);
    }

    List<String> steps() {
        return List.copyOf(steps);
    }

    /** Values for a list of the card. EMV 4.4 Book 3, 5.4. */
    ByteString values(ByteString list) {
        try {
            List<ByteString> parts = new ArrayList<>();
            Dol dol = Dol.decode(list);
            Terminated.unless(dol.dataBytes() <= MAX_LIST_BYTES, "a data object list of the card asks for too much");
            for (Dol.Entry entry : dol.entries()) {
                parts.add(DolValue.of(entry, known(entry.tag())));
            }
            return ByteString.concat(parts);
        } catch (MalformedTlvException malformed) {
            throw new Terminated("a data object list of the card cannot be read");
        }
    }

    private Optional<ByteString> known(Tag tag) {
        if (tag.equals(Tag.of("95"))) {
            return Optional.of(verificationResults().value());
        }
        if (tag.equals(Tag.of("9B"))) {
            return Optional.of(statusInformation());
        }
        return Optional.ofNullable(terminal.get(tag)).or(() -> Optional.ofNullable(card.get(tag)));
    }

    /** A value that the terminal brought, and must have. */
    ByteString own(String tag) {
        ByteString value = terminal.get(Tag.of(tag));
        if (value == null) {
            throw new IllegalStateException("a terminal has no " + tag);
        }
        return value;
    }
}
