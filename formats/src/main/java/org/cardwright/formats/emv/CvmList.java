package org.cardwright.formats.emv;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.MalformedTlvException;

/**
 * The cardholder verification methods of the application in the order in which the terminal tries them, tag 8E.
 *
 * <p>EMV 4.4 Book 3, 10.5 and annex C3: amount X (4), amount Y (4), then two bytes per rule. The text form:
 *
 * <pre>
 * amount-x 5000
 * enciphered-pin-online   if-unattended-cash  fail
 * plaintext-pin-by-icc    if-supported        next
 * no-cvm-required         if-under-x          fail
 * </pre>
 *
 * @param amountX in the minor unit of the application currency, 0 to 4,294,967,295
 * @param amountY in the minor unit of the application currency, 0 to 4,294,967,295
 * @param rules 1 to {@value #MAX_RULES} rules
 */
public record CvmList(long amountX, long amountY, List<CvmRule> rules) {

    /** 252 bytes less two amounts, at two bytes per rule. */
    public static final int MAX_RULES = 122;

    private static final long MAX_AMOUNT = 0xFFFF_FFFFL;
    private static final int AMOUNT_BYTES = 4;
    private static final int RULE_BYTES = 2;
    private static final int HEADER_BYTES = 2 * AMOUNT_BYTES;

    /** Checks the ranges and copies the rules. */
    public CvmList {
        if (amountX < 0 || amountX > MAX_AMOUNT || amountY < 0 || amountY > MAX_AMOUNT) {
            throw new IllegalArgumentException("amounts X and Y are 0 to " + MAX_AMOUNT);
        }
        rules = List.copyOf(rules);
        if (rules.isEmpty() || rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("a CVM list has 1 to " + MAX_RULES + " rules, was " + rules.size());
        }
    }

    /**
     * Compiles the text form.
     *
     * @throws IllegalArgumentException when a line is wrong; the message names the rule by its number and says what is
     *     wrong with it
     */
    public static CvmList compile(String text) {
        return new CvmListCompiler().compile(text);
    }

    /** The text form of this list; compiling it gives this list. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("amount-x ").append(amountX).append('\n');
        text.append("amount-y ").append(amountY).append('\n');
        rules.forEach(rule -> text.append(rule).append('\n'));
        return text.toString();
    }

    /** The value of tag 8E. */
    public ByteString encode() {
        List<ByteString> parts = new ArrayList<>();
        parts.add(ByteString.ofUnsigned((int) amountX, AMOUNT_BYTES));
        parts.add(ByteString.ofUnsigned((int) amountY, AMOUNT_BYTES));
        rules.forEach(rule -> parts.add(rule.encode()));
        return ByteString.concat(parts);
    }

    /**
     * Reads the value of tag 8E.
     *
     * @throws MalformedTlvException when the length is wrong or a rule uses what annex C3 reserves
     */
    public static CvmList decode(ByteString value) {
        int ruleBytes = value.size() - HEADER_BYTES;
        if (ruleBytes < RULE_BYTES || ruleBytes % RULE_BYTES != 0 || ruleBytes > RULE_BYTES * MAX_RULES) {
            throw new MalformedTlvException(0, "two amounts and 1 to " + MAX_RULES + " rules of two bytes");
        }
        List<CvmRule> rules = new ArrayList<>();
        for (int at = HEADER_BYTES; at < value.size(); at += RULE_BYTES) {
            int offset = at;
            rules.add(CvmRule.decode(value.unsignedAt(at), value.unsignedAt(at + 1))
                    .orElseThrow(() -> new MalformedTlvException(offset, "a CVM code without reserved bits")));
        }
        return new CvmList(amount(value, 0), amount(value, AMOUNT_BYTES), rules);
    }

    private static long amount(ByteString value, int offset) {
        long amount = 0;
        for (int i = 0; i < AMOUNT_BYTES; i++) {
            amount = (amount << 8) | value.unsignedAt(offset + i);
        }
        return amount;
    }
}
