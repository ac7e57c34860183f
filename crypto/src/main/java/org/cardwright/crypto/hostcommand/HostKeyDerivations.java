package org.cardwright.crypto.hostcommand;

import java.util.List;
import org.cardwright.crypto.module.KeyDerivations;

/** Dry runs in the device. */
final class HostKeyDerivations implements KeyDerivations {

    private final HostClient client;

    HostKeyDerivations(HostClient client) {
        this.client = client;
    }

    @Override
    public List<DerivedCheckValue> checkValues(DryRun run) {
        List<DerivedCheckValue> answer = client.one(DerivationCalls.CHECK_VALUES, run);
        HostResult.require(
                answer.stream()
                        .map(DerivedCheckValue::name)
                        .toList()
                        .equals(run.method().result().keys()),
                HostOperation.DERIVE_CHECK_VALUES,
                "these are not the keys of the catalogue");
        return answer;
    }
}
