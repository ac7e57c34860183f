package org.cardwright.crypto.module;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;

/** States and days of keys, wherever they lie. NIST SP 800-57 part 1, 7. */
final class SoftKeyLife implements KeyLife {

    private final KeyRing ring;

    SoftKeyLife(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public void change(KeyName name, KeyState next) {
        change(name, key -> {
            boolean first = key.state() == KeyState.PRE_ACTIVATION && next == KeyState.ACTIVE;
            return first ? key.becoming(next).startedOn(ring.today()) : key.becoming(next);
        });
    }

    @Override
    public void limit(KeyName name, Cryptoperiod period) {
        change(name, key -> key.limitedTo(period));
    }

    @Override
    public void own(KeyName name, Party owner, Optional<Party> recipient) {
        change(name, key -> key.ownedBy(owner, recipient));
    }

    @Override
    public void awaitDestruction(KeyName name, LocalDate notBefore) {
        change(name, key -> key.awaitingDestruction(notBefore));
    }

    @Override
    public void destroy(KeyName name) {
        change(name, key -> key.destroyed(ring.today()));
    }

    private void change(KeyName name, UnaryOperator<KeyAttributes> life) {
        ring.inSession(session -> {
            ring.holder().change(name, life);
            return name;
        });
    }
}
