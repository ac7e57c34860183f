package org.cardwright.crypto.module;

import java.nio.file.Path;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;

/** Keys on a token refuse every use but their own. */
class TokenKeyMisuseTest extends KeyMisuseSuite {

    @Override
    protected SecurityModule open(Path home) throws Exception {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        return TestTokenModule.open(Custody.TRANSIT);
    }
}
