package org.cardwright.crypto.module;

import java.util.Optional;
import org.cardwright.crypto.key.KeyName;

/**
 * What a software security module may do.
 *
 * <p>Production has no way to name a test seed, so that it cannot be made deterministic by configuration.
 */
public sealed interface ModulePolicy {

    /** Real cards: published test keys are refused, randomness is that of the system. */
    record Production() implements ModulePolicy {}

    /**
     * Tests and demonstrations.
     *
     * @param seed a key of purpose TEST_RANDOM_SEED that makes all card randomness depend on the order only; absent for the
     *     randomness of the system
     */
    record Test(Optional<KeyName> seed) implements ModulePolicy {}

    /** Production. */
    static ModulePolicy production() {
        return new Production();
    }

    /** Test keys, randomness of the system. */
    static ModulePolicy test() {
        return new Test(Optional.empty());
    }

    /** Test keys, randomness that depends on the order and the published seed only. */
    static ModulePolicy test(KeyName seed) {
        return new Test(Optional.of(seed));
    }
}
