package org.cardwright.machine.pcsc;

import java.util.Map;
import java.util.Objects;
import javax.smartcardio.CardException;
import org.cardwright.machine.channel.Outcome.Failure;
import org.jspecify.annotations.Nullable;

/** What was lost, by the code that SunPCSC writes into the message of the cause. PC/SC Workgroup specification, part 5. */
final class PcscFailure {

    private static final int MAX_CAUSES = 8;

    private static final Map<String, Failure> CODES = Map.ofEntries(
            Map.entry("SCARD_E_NO_SERVICE", Failure.SERVICE_LOST),
            Map.entry("SCARD_E_SERVICE_STOPPED", Failure.SERVICE_LOST),
            Map.entry("SCARD_F_COMM_ERROR", Failure.SERVICE_LOST),
            Map.entry("SCARD_F_INTERNAL_ERROR", Failure.SERVICE_LOST),
            Map.entry("SCARD_E_INVALID_HANDLE", Failure.SERVICE_LOST),
            Map.entry("SCARD_E_UNKNOWN_READER", Failure.READER_LOST),
            Map.entry("SCARD_E_READER_UNAVAILABLE", Failure.READER_LOST),
            Map.entry("SCARD_E_NO_READERS_AVAILABLE", Failure.READER_LOST),
            Map.entry("SCARD_E_PROTO_MISMATCH", Failure.PROTOCOL),
            Map.entry("SCARD_E_NOT_TRANSACTED", Failure.CARD_LOST),
            Map.entry("SCARD_W_REMOVED_CARD", Failure.CARD_LOST),
            Map.entry("SCARD_W_RESET_CARD", Failure.CARD_LOST),
            Map.entry("SCARD_W_UNPOWERED_CARD", Failure.CARD_LOST),
            Map.entry("SCARD_W_UNRESPONSIVE_CARD", Failure.CARD_LOST));

    private PcscFailure() {}

    /** Of an unknown code nothing better is known than that the card did not answer. */
    static Failure of(CardException failed) {
        @Nullable Throwable cause = failed;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            Failure known = CODES.get(Objects.requireNonNullElse(cause.getMessage(), ""));
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        return Failure.CARD_LOST;
    }
}
