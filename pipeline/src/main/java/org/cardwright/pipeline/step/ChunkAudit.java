package org.cardwright.pipeline.step;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cardwright.perso.file.MerkleTree;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEvent;

/**
 * Says in the audit, in the transaction of each chunk, what keys did for which cards: the number of operations by kind, and a root
 * over the cards.
 *
 * <p>The root is the Merkle root (RFC 9162, 2.1.1) over the leaves that these cards have in the manifest as well: what was made with
 * keys can be compared with what is delivered. The keys themselves stand in the manifest.
 */
public final class ChunkAudit {

    private final Audit audit;
    private Map<String, Long> before = Map.of();

    /** For one run. */
    public ChunkAudit(Audit audit) {
        this.audit = audit;
    }

    /**
     * Adds the entry of a chunk.
     *
     * @param batch identity
     * @param made the cards that were made, in the order of their index
     * @param refused how many were not
     * @param operations what was asked of keys since the run began; the cards of a chunk are all processed before it is written
     */
    void record(String batch, List<PersoRecord> made, int refused, Map<String, Long> operations) {
        MerkleTree tree = new MerkleTree();
        made.forEach(card -> tree.add(MerkleTree.leaf(card.salt(), MerkleTree.channelHashes(card.channels()))));
        String cards = made.isEmpty()
                ? "no cards"
                : "cards " + made.get(0).index() + " to "
                        + made.get(made.size() - 1).index();
        String used = since(operations).entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        before = Map.copyOf(operations);
        audit.append(Audit.Act.bySystem(
                AuditEvent.KEYS_USED,
                batch,
                cards + ", " + refused + " refused; operations: " + (used.isEmpty() ? "none" : used) + "; root "
                        + tree.root().toHex()));
    }

    private Map<String, Long> since(Map<String, Long> operations) {
        Map<String, Long> used = new TreeMap<>();
        operations.forEach((operation, count) -> used.put(operation, count - before.getOrDefault(operation, 0L)));
        used.values().removeIf(count -> count == 0);
        return used;
    }
}
