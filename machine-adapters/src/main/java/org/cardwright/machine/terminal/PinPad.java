package org.cardwright.machine.terminal;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/** Where the cardholder types. The PIN is that of a test: it passes through commands, whose bytes cannot be wiped. */
@FunctionalInterface
public interface PinPad {

    /** Nobody types: PIN entry is bypassed. */
    PinPad BYPASSED = () -> Optional.empty();

    /**
     * Asks for the PIN.
     *
     * @return 4 to 12 digits; empty when nobody typed
     */
    Optional<String> ask();

    /** Always the same digits. */
    static PinPad entering(String digits) {
        return () -> Optional.of(digits);
    }

    /** PIN block of format 2. ISO 9564-1, 9.3.4; EMV 4.4 Book 3, 6.5.12, Table 24. */
    static ByteString block(String digits) {
        if (!digits.matches("[0-9]{4,12}")) {
            throw new IllegalArgumentException("a PIN has 4 to 12 digits");
        }
        String start = "2" + Character.toUpperCase(Character.forDigit(digits.length(), 16)) + digits;
        return ByteString.fromHex(start + "F".repeat(16 - start.length()));
    }
}
