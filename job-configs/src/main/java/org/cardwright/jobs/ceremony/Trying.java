package org.cardwright.jobs.ceremony;

import java.io.IOException;
import org.cardwright.crypto.key.KeyRefusedException;

/** Lets a custodian type again what was mistyped, a few times. */
final class Trying {

    private static final int TRIES = 3;

    private Trying() {}

    /** Something that is typed. */
    @FunctionalInterface
    interface Typing<T> {
        T type() throws IOException;
    }

    /** What is typed right at last; what is wrong at the last try is thrown. */
    static <T> T fewTimes(Visit visit, Typing<T> typing) throws IOException {
        for (int left = TRIES - 1; ; left--) {
            try {
                return typing.type();
            } catch (KeyRefusedException refused) {
                if (left == 0 || !visit.mayTryAgain()) {
                    throw refused;
                }
                visit.say(refused.getMessage() + "; once more");
            }
        }
    }
}
