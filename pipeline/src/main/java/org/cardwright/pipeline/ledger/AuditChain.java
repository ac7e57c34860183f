package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Optional;

/** How the entries of the audit hang together: each holds the keyed hash of the one before it. */
final class AuditChain {

    private static final String CONTEXT = "ledger.audit";
    private static final AuditHead START = new AuditHead(0, "0".repeat(64));

    private final RowSeal seal;

    AuditChain(RowSeal seal) {
        this.seal = seal;
    }

    /**
     * An entry with its place in the chain.
     *
     * @param entry what was done
     * @param previousHash hash of the entry before it
     * @param hash its own, an HMAC under a key of the security module
     */
    record Link(AuditEntry entry, String previousHash, String hash) {

        AuditHead head() {
            return new AuditHead(entry.number(), hash);
        }
    }

    /** The next link. */
    Link link(AuditHead previous, AuditEntry entry) {
        return new Link(entry, previous.hash(), seal.of(CONTEXT, fields(previous.hash(), entry)));
    }

    /** Looks at all links, oldest first. */
    AuditCheck check(List<Link> links, AuditHead head, Optional<AuditHead> kept) {
        AuditHead last = START;
        boolean linked = true;
        for (Link link : links) {
            linked &= link.entry().number() == last.number() + 1
                    && link.previousHash().equals(last.hash());
            last = link.head();
        }
        return new AuditCheck(
                linked && head.equals(last) && hashesFit(links),
                kept.isEmpty() || links.stream().map(Link::head).anyMatch(kept.get()::equals),
                head);
    }

    private boolean hashesFit(List<Link> links) {
        List<String> codes =
                seal.all(CONTEXT, links.stream().map(AuditChain::fields).toList());
        return links.stream().map(Link::hash).toList().equals(codes);
    }

    private static List<String> fields(Link link) {
        return fields(link.previousHash(), link.entry());
    }

    private static List<String> fields(String previous, AuditEntry entry) {
        return List.of(
                previous,
                Long.toString(entry.number()),
                entry.at().toString(),
                entry.operator(),
                entry.event().name(),
                Boolean.toString(entry.success()),
                entry.origin(),
                entry.resource(),
                entry.reason());
    }
}
