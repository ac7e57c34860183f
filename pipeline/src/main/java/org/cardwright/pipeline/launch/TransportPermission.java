package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.pipeline.ledger.KeyConfirmations;

/**
 * Whether secrets may come and leave under the transport keys that a file needs. Where policy asks for it, every one of them, but for published
 * test keys, has an owner, and one of KEK2 was confirmed by the party that reads the cards.
 */
final class TransportPermission {

    private final KeyConfirmations confirmations;
    private final PipelineSettings.TransportPolicy policy;

    TransportPermission(KeyConfirmations confirmations, PipelineSettings.TransportPolicy policy) {
        this.confirmations = confirmations;
        this.policy = policy;
    }

    /** What is missing, in words for the operator; empty when nothing is. */
    Optional<String> missing(BatchDefinition definition, Path file) throws IOException {
        if (policy == PipelineSettings.TransportPolicy.ANY) {
            return Optional.empty();
        }
        List<KeyDescription> keys = definition.transportKeys(file);
        List<String> nobodys = keys.stream()
                .filter(key -> !key.test() && !key.custody().isKnown())
                .map(key -> key.name().toString())
                .toList();
        if (!nobodys.isEmpty()) {
            return Optional.of(
                    "they belong to nobody: keys " + String.join(", ", nobodys)
                            + "; note whose they are with `cardwright keys owner NAME --owner PARTY --recipient PARTY --reason TEXT`");
        }
        List<String> unconfirmed = keys.stream()
                .filter(key -> key.direction() == KeyDirection.DATA_PREPARATION_TO_PERSONALIZER && !isConfirmed(key))
                .map(key -> key.name().toString())
                .toList();
        return unconfirmed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "not confirmed by the party that shall read the cards: keys " + String.join(", ", unconfirmed)
                                + "; note what it says with `cardwright keys confirm NAME --party PARTY --kcv RULE:HEX --reason TEXT`");
    }

    private boolean isConfirmed(KeyDescription key) {
        KeyCustody custody = key.custody();
        Optional<Party> reader = custody.recipient().or(custody::owner);
        List<Party> parties = confirmations.parties(key.name(), key.checkValue());
        return reader.isPresent() ? parties.contains(reader.get()) : !parties.isEmpty();
    }
}
