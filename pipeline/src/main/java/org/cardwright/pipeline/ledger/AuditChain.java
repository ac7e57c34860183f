package org.cardwright.pipeline.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How the entries of the audit hang together: each holds the hash of the one before it.
 *
 * <p>Entries written before version 5 of the tables have a SHA-256 over their fields, all others an HMAC under a key of the
 * security module. No plain entry may follow a keyed one.
 */
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
     * @param hash its own
     * @param keyed whether the hash needs the key
     */
    record Link(AuditEntry entry, String previousHash, String hash, boolean keyed) {

        AuditHead head() {
            return new AuditHead(entry.number(), hash);
        }
    }

    /** The next link. */
    Link link(AuditHead previous, AuditEntry entry) {
        return new Link(entry, previous.hash(), seal.of(CONTEXT, fields(previous.hash(), entry)), true);
    }

    /** Looks at all links, oldest first. */
    AuditCheck check(List<Link> links, AuditHead head, Optional<AuditHead> kept) {
        AuditHead last = START;
        boolean keyed = false;
        boolean linked = true;
        for (Link link : links) {
            linked &= link.entry().number() == last.number() + 1
                    && link.previousHash().equals(last.hash())
                    && (link.keyed() || !keyed);
            keyed |= link.keyed();
            last = link.head();
        }
        return new AuditCheck(
                linked && head.equals(last) && hashesFit(links),
                kept.isEmpty() || links.stream().map(Link::head).anyMatch(kept.get()::equals),
                head,
                links.stream()
                        .filter(Link::keyed)
                        .mapToLong(link -> link.entry().number())
                        .findFirst()
                        .orElse(0));
    }

    private boolean hashesFit(List<Link> links) {
        List<Link> keyed = links.stream().filter(Link::keyed).toList();
        List<String> codes =
                seal.all(CONTEXT, keyed.stream().map(AuditChain::fields).toList());
        boolean fit = links.stream()
                .filter(link -> !link.keyed())
                .allMatch(link -> link.hash().equals(plainHash(fields(link))));
        for (int i = 0; i < keyed.size(); i++) {
            fit &= keyed.get(i).hash().equals(codes.get(i));
        }
        return fit;
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

    private static String plainHash(List<String> fields) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(RowSeal.message(fields).toByteArray());
            return HexFormat.of().withUpperCase().formatHex(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
