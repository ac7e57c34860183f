package org.cardwright.crypto.module;

import java.io.IOException;
import org.cardwright.crypto.key.KeyRefusedException;

/** Turns what goes wrong inside the module into the one exception that leaves it. */
final class Refusal {

    private Refusal() {}

    /** Work on keys and files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Runs the work; a refused key becomes KEY_REFUSED, a suspended key or a failing file UNAVAILABLE. */
    static <T> T translate(Work<T> work) {
        try {
            return work.run();
        } catch (KeyRefusedException refused) {
            throw keyRefused(refused);
        } catch (IOException failed) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.UNAVAILABLE, "the vault file cannot be read or written", failed);
        }
    }

    /** Refuses a key when a rule is not met. */
    static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }

    /** The refusal of a key as it leaves the module. */
    static SecurityModuleException keyRefused(KeyRefusedException refused) {
        return new SecurityModuleException(
                refused.isPassing()
                        ? SecurityModuleException.Kind.UNAVAILABLE
                        : SecurityModuleException.Kind.KEY_REFUSED,
                String.valueOf(refused.getMessage()));
    }

    /** The input of an operation is wrong. */
    static SecurityModuleException badInput(String message) {
        return new SecurityModuleException(SecurityModuleException.Kind.BAD_INPUT, message);
    }
}
