package org.cardwright.crypto.module;

import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;

/** How keys of a module move on in their life. NIST SP 800-57 part 1, 7; the table stands in {@link KeyState}. */
public interface KeyLife {

    /**
     * Gives a key its next state, at once and for good: what was wrapped or sealed with it stays as it is.
     *
     * @throws SecurityModuleException KEY_REFUSED when there is no such key or its state does not lead there, UNAVAILABLE when the
     *     key store changed meanwhile or cannot be written
     */
    void change(KeyName name, KeyState next);
}
