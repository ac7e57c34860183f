package org.cardwright.crypto.module;

import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that every back end passes with the same vectors and, where the form is deterministic, the same bytes. */
@ParameterizedClass
@EnumSource(Backend.class)
abstract class ModuleContract {

    final SecurityModule module;

    ModuleContract(Backend backend) {
        this.module = backend.module();
    }

    @AfterParameterizedClassInvocation
    static void close(Backend backend) throws Exception {
        backend.close();
    }
}
