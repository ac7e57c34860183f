package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** One database in memory for all tests of a JVM, without people, approvals and audit at the beginning of each. */
final class EmptyLedger {

    private static final Database DATABASE =
            Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));

    private EmptyLedger() {}

    static Database database() {
        JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
        List.of(
                        "approval_request",
                        "key_permission",
                        "operator_register",
                        "audit",
                        "batch_key",
                        "key_confirmation",
                        "chip_attempt",
                        "live_order",
                        "card_range",
                        "ordered_card",
                        "batch_number",
                        "batch")
                .forEach(table -> jdbc.update("delete from " + table));
        jdbc.update("update next_batch_number set number = 1");
        jdbc.update("update audit_head set number = 0, hash = ?", "0".repeat(64));
        return DATABASE;
    }
}
