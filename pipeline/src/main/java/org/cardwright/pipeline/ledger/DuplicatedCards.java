package org.cardwright.pipeline.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.ApprovalRequest.Act;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The orders whose cards two persons let be made once more, whether they were ordered again yet or not. Each approval stands under its
 * seal, and there are as many as the audit knows: one that nobody gave is not believed, and one that was given is not forgotten. C-12.
 */
final class DuplicatedCards {

    private final ApprovalTable approvals;
    private final AuditRows audit;
    private final JdbcTemplate jdbc;
    private final ChipAttemptTable chips;

    DuplicatedCards(DataSource dataSource, RowSeal seal) {
        this.approvals = new ApprovalTable(dataSource, seal);
        this.jdbc = new JdbcTemplate(dataSource);
        this.audit = new AuditRows(jdbc);
        this.chips = new ChipAttemptTable(dataSource, seal);
    }

    /**
     * Their names.
     *
     * @throws NotReconciledException when a row was changed behind the back of this program, or the audit knows others
     */
    Set<String> orders(String batch) {
        Map<String, Integer> given = new HashMap<>();
        for (ApprovalRequest request : approvals.believed(batch, Act.DUPLICATE)) {
            if (request.state() == ApprovalRequest.State.APPROVED || request.state() == ApprovalRequest.State.USED) {
                given.merge(request.subject(), 1, Integer::sum);
            }
        }
        List<String> audited = audit.about(batch, AuditEvent.DUPLICATE_APPROVED).stream()
                .map(AuditEntry::reason)
                .toList();
        int all = given.values().stream().mapToInt(Integer::intValue).sum();
        if (all != audited.size()) {
            throw new NotReconciledException("the ledger has " + all
                    + " approvals of cards that are made once more, the audit " + audited.size());
        }
        given.forEach((order, count) -> requireAudited(batch, order, count, audited));
        return Set.copyOf(given.keySet());
    }

    /** True when the order of the card is one of these. */
    boolean isOneOf(Set<String> orders, ChipAttempts.Card card) {
        return !orders.isEmpty() && chips.order(card).filter(orders::contains).isPresent();
    }

    /**
     * Makes sure that the card is on no chip half made, in the transaction of its approval: nobody begins it before that ends.
     *
     * @throws WrongUsageException when it is
     */
    void requireNotBegun(ApprovalRequest.Subject subject) {
        List<Long> cards = jdbc.queryForList(
                "select record_index from ordered_card where batch_number = (select number from batch_number where batch = ?)"
                        + " and order_reference = ? and record_index is not null for update",
                Long.class,
                subject.batch(),
                subject.order());
        for (long card : cards) {
            if (chips.of(new ChipAttempts.Card(subject.batch(), card)).stream()
                    .anyMatch(attempt -> attempt.state() == ChipAttempts.State.STARTED)) {
                throw new WrongUsageException(
                        "card " + card
                                + " is being put onto a chip at the moment, or nobody knows what became of it: wait for its end");
            }
        }
    }

    private static void requireAudited(String batch, String order, int count, List<String> audited) {
        String about = new ApprovalRequest.Subject(Act.DUPLICATE, batch, order).audited("");
        if (audited.stream().filter(reason -> reason.startsWith(about)).count() < count) {
            throw new NotReconciledException("nobody approved that a card is made once more, as the audit knows");
        }
    }
}
