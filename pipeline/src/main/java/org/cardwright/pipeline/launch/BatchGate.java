package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cardwright.pipeline.ledger.KeyUses;

/** What stands between a file that is in order and its first card: keys that are those of before, products and transport keys that people let through. */
final class BatchGate {

    private final KeyUses keyUses;
    private final ProfilePermission releases;
    private final TransportPermission transport;

    BatchGate(Tables tables, PipelineSettings settings) {
        this.keyUses = tables.keyUses();
        this.releases = new ProfilePermission(tables.releases(), settings.profilePolicy());
        this.transport = new TransportPermission(tables.keyConfirmations(), settings.transportPolicy());
    }

    /** Why a new batch may not be taken; empty when it may. */
    Optional<BatchOutcome> refusal(BatchDefinition definition, Path export) throws IOException {
        Optional<BatchOutcome> exchanged = exchanged(definition);
        if (exchanged.isPresent()) {
            return exchanged;
        }
        Optional<String> missing = releases.missing(definition, export);
        if (missing.isEmpty()) {
            missing = transport.missing(definition, export);
        }
        return missing.map(words -> Outcomes.plain(BatchOutcome.Kind.APPROVAL_NEEDED, words));
    }

    /** Why no batch may go on: a name is never given to another key, so nothing is made with what the module has there now. */
    Optional<BatchOutcome> exchanged(BatchDefinition definition) {
        return NotedKeys.exchanged(keyUses, definition).map(words -> Outcomes.plain(BatchOutcome.Kind.REFUSED, words));
    }
}
