package org.cardwright.formats.emv;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * One cardholder verification rule: a method, when it applies and what follows when it is unsuccessful.
 *
 * <p>EMV 4.4 Book 3, annex C3, Tables 43 and 44; names stand in {@code cvm-methods.txt} and {@code cvm-conditions.txt}.
 *
 * @param method bits 6 to 1 of the first byte, 00 to 3E
 * @param condition the second byte, 00 to FF
 * @param applySucceeding bit 7 of the first byte: go on with the next rule, else verification has failed
 */
public record CvmRule(int method, int condition, boolean applySucceeding) {

    /** 3F is "not available for use" in a rule. */
    private static final int HIGHEST_METHOD = 0x3E;

    private static final int HIGHEST_CONDITION = 0xFF;
    private static final int APPLY_SUCCEEDING = 0x40;
    private static final CodeTable METHODS = CodeTable.load("cvm-methods.txt", "method-", HIGHEST_METHOD);
    private static final CodeTable CONDITIONS = CodeTable.load("cvm-conditions.txt", "condition-", HIGHEST_CONDITION);

    /** Checks the ranges. */
    public CvmRule {
        if (method < 0 || method > HIGHEST_METHOD) {
            throw new IllegalArgumentException("a CVM code is 00 to 3E");
        }
        if (condition < 0 || condition > HIGHEST_CONDITION) {
            throw new IllegalArgumentException("a CVM condition code is 00 to FF");
        }
    }

    /**
     * From readable names: {@code rule("signature", "if-supported", false)}.
     *
     * @throws IllegalArgumentException when a name is unknown
     */
    public static CvmRule of(String method, String condition, boolean applySucceeding) {
        return new CvmRule(
                code(METHODS.code(method), "method"), code(CONDITIONS.code(condition), "condition"), applySucceeding);
    }

    private static int code(Optional<Integer> found, String column) {
        return found.orElseThrow(() -> new IllegalArgumentException("no CVM " + column + " of that name"));
    }

    /** Two bytes of which bit 8 of the first is reserved: empty when it is set or the method is not available. */
    static Optional<CvmRule> decode(int first, int second) {
        if (first > (APPLY_SUCCEEDING | HIGHEST_METHOD) || (first & 0x3F) > HIGHEST_METHOD) {
            return Optional.empty();
        }
        return Optional.of(new CvmRule(first & 0x3F, second, (first & APPLY_SUCCEEDING) != 0));
    }

    /** The two bytes of the rule. */
    public ByteString encode() {
        return ByteString.of((byte) (method | (applySucceeding ? APPLY_SUCCEEDING : 0)), (byte) condition);
    }

    /** The readable name of the method, {@code method-2A} for a reserved one. */
    public String methodName() {
        return METHODS.entry(method).name();
    }

    /** The readable name of the condition, {@code condition-85} for a reserved one. */
    public String conditionName() {
        return CONDITIONS.entry(condition).name();
    }

    /** The rule in the words of the standard. */
    public String meaning() {
        return METHODS.entry(method).meaning()
                + "; "
                + CONDITIONS.entry(condition).meaning()
                + "; "
                + (applySucceeding ? "apply succeeding rule" : "fail")
                + " if unsuccessful";
    }

    /** True when the card itself checks a PIN, so that it must hold a reference PIN. */
    public boolean needsReferencePin() {
        return METHODS.entry(method).needs().contains("pin");
    }

    /** True when the PIN reaches the card enciphered, so that the card must hold a certified key for it. */
    public boolean needsPinEnciphermentKey() {
        return METHODS.entry(method).needs().contains("pin-key");
    }

    /** True when the condition compares the amount with X. */
    public boolean comparesAmountX() {
        return CONDITIONS.entry(condition).needs().contains("amount-x");
    }

    /** True when the condition compares the amount with Y. */
    public boolean comparesAmountY() {
        return CONDITIONS.entry(condition).needs().contains("amount-y");
    }

    /** Method, condition and what follows, as in the text form of a {@link CvmList}. */
    @Override
    public String toString() {
        return methodName() + " " + conditionName() + " " + (applySucceeding ? "next" : "fail");
    }
}
