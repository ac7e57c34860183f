package org.cardwright.crypto.module;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cardwright.crypto.pkcs11.TokenCapabilities;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenHealth;
import org.cardwright.crypto.pkcs11.TokenOperation;

/** How the tokens do, for jobs of a custody. */
record TokenCondition(TokenGroup tokens, Custody custody) implements ModuleCondition {

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

    @Override
    public List<Shortage> shortages(List<KeyWork> work) {
        return Refusal.translate(() -> {
            TokenNeeds needs = new TokenNeeds(custody);
            Map<TokenOperation, TokenCapabilities.Outcome> tried = new EnumMap<>(TokenOperation.class);
            List<Shortage> shortages = new ArrayList<>();
            for (KeyWork one : work) {
                for (List<TokenOperation> anyOf : needs.of(one)) {
                    shortage(one, anyOf, tried).ifPresent(shortages::add);
                }
            }
            return shortages;
        });
    }

    /** Tries one after the other until one works; each is tried once for all work. */
    private Optional<Shortage> shortage(
            KeyWork work, List<TokenOperation> anyOf, Map<TokenOperation, TokenCapabilities.Outcome> tried) {
        List<TokenCapabilities.Outcome> failed = new ArrayList<>();
        for (TokenOperation operation : anyOf) {
            TokenCapabilities.Outcome outcome = tried.computeIfAbsent(operation, tokens::tried);
            if (outcome.works()) {
                return Optional.empty();
            }
            failed.add(outcome);
        }
        String missing = failed.stream()
                .map(outcome -> outcome.operation().title() + " ("
                        + outcome.operation().mechanism() + ": " + outcome.result() + ")")
                .collect(Collectors.joining(", nor "));
        return Optional.of(new Shortage(work, "token " + failed.get(0).token(), missing));
    }

    private static Trial trial(TokenCapabilities.Outcome outcome) {
        return new Trial(outcome.operation().title(), outcome.operation().mechanism(), outcome.result());
    }
}
