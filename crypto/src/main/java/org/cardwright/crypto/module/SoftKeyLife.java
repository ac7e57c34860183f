package org.cardwright.crypto.module;

import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;

/** States of keys in the vault file. NIST SP 800-57 part 1, 7. */
final class SoftKeyLife implements KeyLife {

    private final KeyRing ring;

    SoftKeyLife(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public void change(KeyName name, KeyState next) {
        ring.inSession(session -> {
            ring.holder().changeState(name, next);
            return name;
        });
    }
}
