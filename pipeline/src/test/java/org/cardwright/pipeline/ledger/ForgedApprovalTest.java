package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.PassphraseCost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** An approval that stands in the database but was given by nobody is not believed. */
class ForgedApprovalTest {

    private static final String BATCH = "ab".repeat(32);

    private JdbcTemplate jdbc;
    private Approvals approvals;

    @BeforeEach
    void a_restart_is_asked_for() {
        Database database = EmptyLedger.database();
        jdbc = new JdbcTemplate(database.dataSource());
        jdbc.update(
                "insert into batch values (?, 'bank', 'AB', 1, 'csv', '2026-11-21', 1, 'out', null, 'OPEN', null, '')",
                BATCH);
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        RowSeal seal = TestSeal.under("key");
        Audit audit = new Audit(transactions, new Audit.Terms(Clock.systemUTC(), "host/1", seal, Optional.empty()));
        Operators operators =
                new Operators(transactions, audit, seal, new Operators.Terms(Clock.systemUTC(), PassphraseCost.LEAST));
        operators.add(login("root", ""), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty());
        for (String who : new String[] {"ada", "bob"}) {
            operators.add(
                    login(who, "initial "),
                    Set.of(who.equals("ada") ? OperatorRole.OPERATOR : OperatorRole.APPROVER),
                    Optional.of(login("root", "")));
            operators.changePassphrase(login(who, "initial "), login(who, ""));
        }
        approvals = new Approvals(transactions, operators, audit, seal);
        approvals.request(BATCH, ApprovalRequest.Act.RESTART, "power cut", login("ada", ""));
    }

    @Test
    void what_two_persons_signed_is_used_once() {
        assertThat(approvals.use(BATCH, ApprovalRequest.Act.RESTART)).isFalse();
        approvals.approve(approvals.requests().get(0).id(), login("bob", ""));
        assertThat(approvals.use(BATCH, ApprovalRequest.Act.ABANDON)).isFalse();
        assertThat(approvals.use(BATCH, ApprovalRequest.Act.RESTART)).isTrue();
        assertThat(approvals.use(BATCH, ApprovalRequest.Act.RESTART)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = 'APPROVED', approved_by = 'bob'",
                "state = 'APPROVED', approved_by = 'bob', seal = ''",
                "state = 'APPROVED', approved_by = 'bob', seal = (select seal from operator_register where id = 'bob')"
            })
    void what_nobody_signed_is_refused(String forged) {
        jdbc.update("update approval_request set " + forged);

        assertThatThrownBy(() -> approvals.use(BATCH, ApprovalRequest.Act.RESTART))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("not as this program left it");
    }

    @Test
    void what_was_used_and_put_back_as_it_was_is_not_used_again() {
        ApprovalRequest.Subject card = new ApprovalRequest.Subject(ApprovalRequest.Act.DUPLICATE, BATCH, "A-1");
        for (String order : new String[] {"A-1", "A-12"}) {
            ApprovalRequest.Subject one = new ApprovalRequest.Subject(ApprovalRequest.Act.DUPLICATE, BATCH, order);
            approvals.approve(approvals.request(one, "lost", login("ada", "")).id(), login("bob", ""));
        }
        String before = jdbc.queryForObject("select seal from approval_request where subject = 'A-1'", String.class);
        String id = approvals.useDuplicate(card, "again").orElseThrow().id();
        assertThat(approvals.useDuplicate(card, "again")).isEmpty();

        jdbc.update("update approval_request set state = 'APPROVED', seal = ? where id = ?", before, id);

        assertThatThrownBy(() -> approvals.useDuplicate(card, "again"))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("was used before");
    }

    @Test
    void what_was_given_back_is_used_once_more() {
        ApprovalRequest.Subject card = new ApprovalRequest.Subject(ApprovalRequest.Act.DUPLICATE, BATCH, "A-1");
        approvals.approve(approvals.request(card, "lost", login("ada", "")).id(), login("bob", ""));
        String id = approvals.useDuplicate(card, "again").orElseThrow().id();
        approvals.giveBack(id, "nothing was made");
        assertThat(approvals.useDuplicate(card, "again")).isPresent();
        assertThat(approvals.useDuplicate(card, "again")).isEmpty();
    }

    @Test
    void nobody_approves_what_another_is_made_to_have_asked() {
        jdbc.update("update approval_request set requested_by = 'eve', reason = 'mine'");

        assertThatThrownBy(() -> approvals.approve(approvals.requests().get(0).id(), login("bob", "")))
                .isInstanceOf(NotReconciledException.class);
    }

    private static OperatorLogin login(String who, String prefix) {
        return new OperatorLogin(who, (prefix + "passphrase of " + who).toCharArray());
    }
}
