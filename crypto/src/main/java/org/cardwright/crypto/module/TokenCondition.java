package org.cardwright.crypto.module;

import java.util.List;
import org.cardwright.crypto.pkcs11.TokenCapabilities;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenHealth;

/** How the tokens do. */
record TokenCondition(TokenGroup tokens) implements ModuleCondition {

    @Override
    public List<Device> devices() {
        return Refusal.translate(
                () -> tokens.check().stream().map(TokenCondition::device).toList());
    }

    private static Device device(TokenHealth health) {
        boolean seen = !health.serial().isEmpty();
        return new Device(
                health.token(),
                seen ? "token " + health.label() + ", serial number " + health.serial() : "",
                health.isUp(),
                health.since(),
                health.lastFault());
    }

    @Override
    public List<Trial> trials() {
        return Refusal.translate(() -> tokens.capabilities().outcomes().stream()
                .map(TokenCondition::trial)
                .toList());
    }

    private static Trial trial(TokenCapabilities.Outcome outcome) {
        return new Trial(outcome.operation().title(), outcome.operation().mechanism(), outcome.result());
    }
}
