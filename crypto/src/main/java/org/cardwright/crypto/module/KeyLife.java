package org.cardwright.crypto.module;

import java.time.LocalDate;
import java.util.Optional;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;

/**
 * How keys of a module move on in their life. NIST SP 800-57 part 1, 7; the tables stand in {@link KeyState} and
 * {@link org.cardwright.crypto.key.KeyOperation}.
 *
 * <p>Every operation throws {@link SecurityModuleException}: KEY_REFUSED when there is no such key or its state does not lead there,
 * UNAVAILABLE when the day has not come, or the key store changed meanwhile or cannot be written.
 */
public interface KeyLife {

    /**
     * Gives a key its next state, at once: what was wrapped or sealed with it stays as it is. A key that comes into use first gets the
     * standard period of its purpose, unless it has a period. A key that waits for its destruction is called back.
     *
     * @param next any state but the two of destruction
     */
    void change(KeyName name, KeyState next);

    /**
     * Gives a key other days of use.
     *
     * @param period all three days; what it does not name is without limit
     */
    void limit(KeyName name, Cryptoperiod period);

    /**
     * Gives a key an owner, which has none because nobody told one when it came.
     *
     * @param recipient the only other party that has it, or may get it
     */
    void own(KeyName name, Party owner, Optional<Party> recipient);

    /**
     * The first step of destruction: the key does nothing any more, and can be called back.
     *
     * @param notBefore first day of the second step, UTC
     */
    void awaitDestruction(KeyName name, LocalDate notBefore);

    /** The second step: the bytes of the key are gone; name, use and check value are left, and the name is never given again. */
    void destroy(KeyName name);
}
