package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.crypto.medium.MediumRule;
import org.cardwright.formats.card.CardNumberMask;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The media that issuers' files came on, as the audit knows them: it cannot be shortened or changed unseen, so that what was taken once
 * stays taken. S1-02.
 */
public final class Media {

    private static final int SHOWN_DIGITS = 16;

    private final TransactionTemplate transaction;
    private final Audit audit;

    /** Over the audit. */
    public Media(JdbcTransactionManager transactions, Audit audit) {
        this.transaction = new TransactionTemplate(transactions);
        this.audit = audit;
    }

    /**
     * A medium on which everything was found right.
     *
     * @param container SHA-256 of the container, 64 lower-case hexadecimal digits
     * @param issuer who signed it
     * @param sequenceNumber in the issuer's stream
     * @param manifest SHA-256 of its manifest, which is its identity: content and number
     * @param files what is on it
     */
    public record Medium(String container, String issuer, long sequenceNumber, String manifest, List<File> files) {

        /** Copies the list. */
        public Medium {
            files = List.copyOf(files);
        }

        private String numbered() {
            return "issuer " + issuer + ", sequence " + sequenceNumber + ",";
        }

        private String identified() {
            return "manifest " + manifest;
        }
    }

    /**
     * A file of orders.
     *
     * @param name on the medium
     * @param sha256 of its content, 64 lower-case hexadecimal digits
     * @param bytes its length
     * @param records orders in it
     */
    public record File(String name, String sha256, long bytes, int records) {}

    /**
     * Why a medium is not taken.
     *
     * @param rule the rule that it breaks
     * @param before the first import
     */
    public record Replay(MediumRule rule, String before) {}

    /** The import of this very container, in words; empty when it was not taken. */
    public Optional<String> taken(String container) {
        return audit.entries(resource(container)).stream()
                .filter(entry -> entry.event() == AuditEvent.MEDIUM_TAKEN)
                .findFirst()
                .map(Media::words);
    }

    /** The import that has this content, however it was encrypted, or this number of the issuer. */
    public Optional<Replay> replayed(Medium medium) {
        for (AuditEntry entry : audit.entries(AuditEvent.MEDIUM_TAKEN)) {
            if (entry.reason().contains(medium.identified())) {
                return Optional.of(new Replay(MediumRule.REPLAY, words(entry)));
            }
            if (entry.reason().startsWith(medium.numbered())) {
                return Optional.of(new Replay(MediumRule.SEQUENCE, words(entry)));
            }
        }
        return Optional.empty();
    }

    private static String words(AuditEntry entry) {
        return "taken at " + entry.at() + ", audit entry " + entry.number() + ", "
                + entry.resource().substring(0, resource("").length() + SHOWN_DIGITS);
    }

    /** Takes a medium with every file on it, all in one transaction. */
    public void take(Medium medium) {
        transaction.executeWithoutResult(status -> {
            int records = medium.files().stream().mapToInt(File::records).sum();
            audit.append(Audit.Act.bySystem(
                    AuditEvent.MEDIUM_TAKEN,
                    resource(medium.container()),
                    medium.numbered() + " " + medium.identified() + ", files "
                            + medium.files().size() + ", records " + records));
            medium.files()
                    .forEach(file -> audit.append(Audit.Act.bySystem(
                            AuditEvent.MEDIUM_FILE_TAKEN,
                            "issuer " + medium.issuer() + ", file " + file.sha256(),
                            CardNumberMask.mask(file.name()) + ", bytes " + file.bytes() + ", records " + file.records()
                                    + ", " + resource(medium.container()))));
        });
    }

    /** Notes that a container was refused. */
    public void refused(String container, String issuer, String why) {
        audit.append(new Audit.Act(
                Audit.SYSTEM,
                AuditEvent.MEDIUM_REFUSED,
                false,
                resource(container),
                "issuer " + Objects.requireNonNull(issuer) + ": " + why));
    }

    private static String resource(String container) {
        return "medium " + container;
    }
}
