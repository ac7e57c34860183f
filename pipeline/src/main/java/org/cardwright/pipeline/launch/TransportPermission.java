package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.pipeline.ledger.KeyConfirmations;

/** Whether secrets may leave under the keys of KEK2 that a file needs: where policy asks for it, only under confirmed ones. */
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
        List<String> unconfirmed = definition.leavingUnder(file).stream()
                .filter(key -> !isConfirmed(key))
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
