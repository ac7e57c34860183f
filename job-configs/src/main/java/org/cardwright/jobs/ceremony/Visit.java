package org.cardwright.jobs.ceremony;

import java.io.IOException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.pipeline.ledger.OperatorLogin;

/** One custodian at the desk: who it is, and what the person is asked and told. */
public interface Visit extends AutoCloseable {

    /** Who sits down; wiped when the visit ends. */
    OperatorLogin login();

    /** A line that nobody may see, to be closed by the caller. */
    SecretBytes secret(String prompt) throws IOException;

    /** A line that may be seen. */
    String line(String prompt) throws IOException;

    /** Looks at a line that was typed. */
    @FunctionalInterface
    interface LineCheck {

        /**
         * Refuses a line with a slip.
         *
         * @param number 1 for the first
         */
        void require(int number, SecretBytes line);
    }

    /** Several lines that nobody else may see, up to an empty one; to be closed by the caller. */
    SecretBytes lines(String prompt, LineCheck check) throws IOException;

    /** Tells the custodian something. */
    void say(String words);

    /** True when what was mistyped can be typed again. */
    boolean mayTryAgain();

    /** The custodian leaves. */
    @Override
    void close();
}
