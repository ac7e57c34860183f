package org.cardwright.jobs.ceremony;

import java.io.IOException;
import java.util.Set;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.cardwright.crypto.module.KeyExchange.Leniency;

/** Custodians enter the components of a key, each one of them. PCI PIN, 12-1 to 12-5. */
public final class KeyEntry implements AutoCloseable {

    private final Ceremony ceremony;
    private final KeyComponents components;

    /**
     * Nothing entered yet.
     *
     * @throws KeyRefusedException when there is no such key
     */
    public KeyEntry(Ceremony ceremony, KeyAlgorithm algorithm, int keyBytes, int count) {
        this.ceremony = ceremony;
        this.components = new KeyComponents(algorithm, keyBytes, count);
    }

    /** Lets the custodians in, one for each component. */
    public void gather(Desk desk) throws IOException {
        for (int number = 1; components.missing() > 0; number++) {
            int component = number;
            try (Visit visit = desk.next(number)) {
                String who = ceremony.admit(visit);
                KeyCheckValue checkValue = Trying.fewTimes(visit, () -> typed(visit, component));
                visit.say("component " + component + " has check value " + checkValue);
                ceremony.step(who, "entered component " + component + ", check value " + checkValue);
            }
        }
        ceremony.requireInTime();
    }

    private KeyCheckValue typed(Visit visit, int number) throws IOException {
        try (SecretBytes digits = visit.secret("Component " + number + " in hexadecimal digits")) {
            KeyCheckValue checkValue = Typed.checkValue(components.algorithm(), visit.line("Check value on its form"));
            components.enter(Typed.bytes(digits), checkValue);
            return checkValue;
        }
    }

    /** Stores the key, whose check value must be the announced one. */
    public Imported store(KeyExchange module, Announced announced) {
        ceremony.requireInTime();
        Imported made = module.importComponents(components, announced, Set.<Leniency>of());
        ceremony.step("took in key " + made.key().name() + ", check value "
                + made.key().checkValue());
        return made;
    }

    @Override
    public void close() {
        components.close();
    }
}
