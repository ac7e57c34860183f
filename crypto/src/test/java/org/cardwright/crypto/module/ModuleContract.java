package org.cardwright.crypto.module;

import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.crypto.key.KeyName;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that every back end passes with the same vectors and, where the form is deterministic, the same bytes. */
@ParameterizedClass
@EnumSource(Backend.class)
abstract class ModuleContract {

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** A name that no other test gives to a key: all tests of a class share a module. */
    final KeyName name = KeyName.of("bank.new-" + NAMES.incrementAndGet());

    final Backend backend;
    final SecurityModule module;

    ModuleContract(Backend backend) {
        this.backend = backend;
        this.module = backend.module();
    }

    @AfterParameterizedClassInvocation
    static void close(Backend backend) throws Exception {
        backend.close();
    }
}
