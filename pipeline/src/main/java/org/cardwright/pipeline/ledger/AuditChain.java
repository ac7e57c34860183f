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

    /**
     * Looks at all links, some at a time, oldest first.
     *
     * @param head the last entry as the audit says; others may append while the links are looked at
     * @param kept a head that somebody noted, to be one of them
     */
    Walk walk(AuditHead head, Optional<AuditHead> kept) {
        return new Walk(head, kept);
    }

    /** What was found so far. */
    final class Walk {

        private final AuditHead head;
        private final Optional<AuditHead> kept;
        private AuditHead last = START;
        private boolean linked = true;
        private boolean headFound;
        private boolean keptFound;

        private Walk(AuditHead head, Optional<AuditHead> kept) {
            this.head = head;
            this.kept = kept;
            this.headFound = head.equals(START);
            this.keptFound = kept.isEmpty();
        }

        /** The next links. */
        void add(List<Link> links) {
            for (Link link : links) {
                linked &= link.entry().number() == last.number() + 1
                        && link.previousHash().equals(last.hash());
                last = link.head();
                headFound |= last.equals(head);
                keptFound |= kept.filter(last::equals).isPresent();
            }
            linked &= hashesFit(links);
        }

        /**
         * What was found in all of them.
         *
         * @param headNow the last entry as the audit says after the last link
         */
        AuditCheck end(AuditHead headNow, boolean fileAgrees) {
            boolean ended = headFound && headNow.number() >= last.number();
            return new AuditCheck(linked && ended, keptFound, fileAgrees, head);
        }
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
