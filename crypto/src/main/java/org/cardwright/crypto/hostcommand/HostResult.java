package org.cardwright.crypto.hostcommand;

import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.oda.Recovery;

/** Holds results of a device against what was asked before anybody uses them. */
final class HostResult {

    private HostResult() {}

    /** Refuses a result that cannot be right. */
    static void require(boolean right, HostOperation operation, String why) {
        if (!right) {
            throw new SecurityModuleException(
                    Kind.WRONG_RESULT, "the HSM answered " + operation + " wrongly: not used, " + why);
        }
    }

    /** Refuses a signature under which something else stands, or nothing. */
    static <T> void requireRecovered(T wanted, Recovery<T> recovered, HostOperation operation) {
        String why = recovered.fault().map(Enum::name).orElse("it is over other content");
        require(recovered.value().filter(wanted::equals).isPresent(), operation, "it does not verify, " + why);
    }

    /** Is the text made of that many digits? */
    static boolean isDigits(String text, int least, int most) {
        return text.length() >= least && text.length() <= most && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
