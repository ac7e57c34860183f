package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.PassphraseCost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Nobody acts for another: not the administrator, not who can write the database. */
class OperatorsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T20:00:00Z"), ZoneOffset.UTC);

    private Database database;
    private JdbcTemplate jdbc;
    private Audit audit;
    private Operators operators;

    @BeforeEach
    void one_administrator_and_one_operator() {
        database = EmptyLedger.database();
        jdbc = new JdbcTemplate(database.dataSource());
        audit = new Audit(transactions(), new Audit.Terms(CLOCK, "host/1", TestSeal.under("key"), Optional.empty()));
        operators = operators(PassphraseCost.LEAST);
        operators.add(login("root"), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty());
        add("ada", OperatorRole.OPERATOR);
        operators.changePassphrase(initial("ada"), login("ada"));
    }

    @Test
    void the_first_operator_is_the_administrator_and_nothing_else() {
        jdbc.update("delete from operator_register");
        jdbc.update("delete from audit");
        for (Set<OperatorRole> wrong : List.<Set<OperatorRole>>of(
                Set.of(),
                Set.of(OperatorRole.OPERATOR),
                EnumSet.allOf(OperatorRole.class),
                Set.of(OperatorRole.ADMINISTRATOR, OperatorRole.APPROVER))) {
            assertThatThrownBy(() -> operators.add(login("first"), wrong, Optional.empty()))
                    .as(wrong.toString())
                    .isInstanceOf(WrongUsageException.class);
        }
        assertThat(operators.list()).isEmpty();
        assertThat(operators.add(login("first"), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty()))
                .isEqualTo(new Operator(
                        "first", Set.of(OperatorRole.ADMINISTRATOR), OperatorState.ACTIVE, "system", CLOCK.instant()));
    }

    @Test
    void whoever_was_added_can_do_nothing_before_they_set_a_passphrase_of_their_own() {
        add("bob", OperatorRole.APPROVER);
        assertThatThrownBy(() -> operators.prove(Optional.of(initial("bob")), OperatorRole.APPROVER))
                .isInstanceOf(OperatorRefusedException.class)
                .hasMessageContaining("operator passphrase");
        for (OperatorLogin next :
                List.of(new OperatorLogin("bob", "too short".toCharArray()), initial("bob"), login("ada"))) {
            assertThatThrownBy(() -> operators.changePassphrase(initial("bob"), next))
                    .isInstanceOf(WrongUsageException.class);
        }
        assertThatThrownBy(() -> operators.changePassphrase(login("bob"), login("bob")))
                .isInstanceOf(WrongUsageException.class);
        assertThatThrownBy(() -> operators.changePassphrase(new OperatorLogin("bob", new char[20]), login("bob")))
                .isInstanceOf(OperatorRefusedException.class);
        assertThat(state("bob")).isEqualTo(OperatorState.INITIAL);

        operators.changePassphrase(initial("bob"), login("bob"));

        assertThat(operators
                        .prove(Optional.of(login("bob")), OperatorRole.APPROVER)
                        .state())
                .isEqualTo(OperatorState.ACTIVE);
        assertThatThrownBy(() -> operators.prove(Optional.of(initial("bob")), OperatorRole.APPROVER))
                .isInstanceOf(OperatorRefusedException.class)
                .hasMessage("unknown operator or wrong passphrase");
        assertThat(audit.entries("bob"))
                .extracting(AuditEntry::event, AuditEntry::operator)
                .containsExactly(
                        tuple(AuditEvent.OPERATOR_ADDED, "root"),
                        tuple(AuditEvent.OPERATOR_REFUSED, "bob"),
                        tuple(AuditEvent.OPERATOR_REFUSED, "bob"),
                        tuple(AuditEvent.OPERATOR_PASSPHRASE, "bob"),
                        tuple(AuditEvent.OPERATOR_REFUSED, "bob"));
    }

    @Test
    void who_has_left_does_nothing_more_and_nobody_gets_the_id() {
        assertThatThrownBy(() -> operators.remove("ada", Optional.of(login("ada"))))
                .isInstanceOf(OperatorRefusedException.class);
        assertThatThrownBy(() -> operators.remove("nobody", Optional.of(login("root"))))
                .isInstanceOf(WrongUsageException.class);
        assertThat(operators
                        .prove(Optional.of(login("ada")), OperatorRole.OPERATOR)
                        .id())
                .isEqualTo("ada");

        operators.remove("ada", Optional.of(login("root")));

        assertThat(state("ada")).isEqualTo(OperatorState.REMOVED);
        assertThatThrownBy(() -> operators.prove(Optional.of(login("ada")), OperatorRole.OPERATOR))
                .isInstanceOf(OperatorRefusedException.class)
                .hasMessage("unknown operator or wrong passphrase");
        assertThatThrownBy(() -> operators.changePassphrase(login("ada"), initial("ada")))
                .isInstanceOf(OperatorRefusedException.class);
        assertThatThrownBy(() -> operators.remove("ada", Optional.of(login("root"))))
                .isInstanceOf(WrongUsageException.class);
        assertThatThrownBy(() -> add("ada", OperatorRole.APPROVER)).isInstanceOf(WrongUsageException.class);
        jdbc.update("delete from operator_register where id = 'ada'");
        assertThatThrownBy(() -> add("ada", OperatorRole.APPROVER))
                .as("the audit remembers")
                .isInstanceOf(WrongUsageException.class);
    }

    @Test
    void the_last_administrator_who_can_act_stays() {
        assertThatThrownBy(() -> operators.remove("root", Optional.of(login("root"))))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("last administrator");
        add("next", OperatorRole.ADMINISTRATOR);
        assertThatThrownBy(() -> operators.remove("root", Optional.of(login("root"))))
                .as("the next one has not come yet")
                .isInstanceOf(WrongUsageException.class);
        assertThat(state("root")).isEqualTo(OperatorState.ACTIVE);
        assertThat(audit.entries("root")).hasSize(1);
        operators.changePassphrase(initial("next"), login("next"));

        operators.remove("root", Optional.of(login("root")));

        assertThat(state("root")).isEqualTo(OperatorState.REMOVED);
        assertThat(operators
                        .prove(Optional.of(login("next")), OperatorRole.ADMINISTRATOR)
                        .id())
                .isEqualTo("next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update operator_register set roles = 'APPROVER,OPERATOR' where id = 'ada'",
                "update operator_register set passphrase = (select passphrase from operator_register where id = 'root')"
                        + " where id = 'ada'",
                "update operator_register set added_by = 'eve' where id = 'ada'",
                "update operator_register set seal = '' where id = 'ada'",
                "update operator_register set seal = (select seal from operator_register where id = 'root')"
                        + " where id = 'ada'",
                "update operator_register set audited = 2 where id = 'ada'",
                "delete from audit where number = 3"
            })
    void a_row_that_was_changed_behind_our_back_is_nobody(String change) {
        assertThat(jdbc.update(change)).isEqualTo(1);

        assertThat(state("ada")).isEqualTo(OperatorState.ALTERED);
        for (OperatorLogin login :
                List.of(login("ada"), new OperatorLogin("ada", "the passphrase of root".toCharArray()))) {
            assertThatThrownBy(() -> operators.prove(Optional.of(login), OperatorRole.OPERATOR))
                    .isInstanceOf(NotReconciledException.class)
                    .hasMessageContaining("operator ada");
        }
        assertThat(audit.entries("ada"))
                .filteredOn(entry -> entry.event() == AuditEvent.OPERATOR_REFUSED)
                .hasSize(2)
                .allMatch(entry -> entry.reason().contains("altered"));
        operators.remove("ada", Optional.of(login("root")));
        assertThat(state("ada")).isEqualTo(OperatorState.REMOVED);
    }

    @Test
    void a_row_that_was_put_back_or_invented_is_nobody() {
        List<Object[]> before = jdbc.query(
                "select state, passphrase, audited, seal from operator_register where id = 'ada'",
                (row, n) -> new Object[] {row.getString(1), row.getString(2), row.getLong(3), row.getString(4)});
        operators.remove("ada", Optional.of(login("root")));
        jdbc.update(
                "update operator_register set state = ?, passphrase = ?, audited = ?, seal = ? where id = 'ada'",
                before.get(0));
        assertThatThrownBy(() -> operators.prove(Optional.of(login("ada")), OperatorRole.OPERATOR))
                .isInstanceOf(NotReconciledException.class);

        jdbc.update("insert into operator_register (id, roles, passphrase, added_by, added_at, seal)"
                + " select 'eve', 'APPROVER', passphrase, added_by, added_at, seal from operator_register"
                + " where id = 'root'");
        assertThatThrownBy(() -> operators.prove(
                        Optional.of(new OperatorLogin("eve", "the passphrase of root".toCharArray())),
                        OperatorRole.APPROVER))
                .isInstanceOf(NotReconciledException.class);

        jdbc.update("delete from operator_register");
        assertThatThrownBy(() -> operators.add(login("eve"), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty()))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("the audit knows operators");
    }

    @Test
    void an_unknown_operator_is_refused_after_the_same_work_as_a_wrong_passphrase() {
        Operators slow = operators(new PassphraseCost(8 * 1024, 12, 1));
        slow.changePassphrase(login("ada"), initial("ada"));
        long wrong = cpuNanosOfRefusal(slow, "ada");
        long unknown = cpuNanosOfRefusal(slow, "nobody");
        assertThat(unknown).isGreaterThan(wrong / 2);
    }

    /** Processor time of this thread: other processes do not count. */
    private static long cpuNanosOfRefusal(Operators register, String who) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        assertThatThrownBy(() -> register.prove(Optional.of(login(who)), OperatorRole.OPERATOR))
                .isInstanceOf(OperatorRefusedException.class)
                .hasMessage("unknown operator or wrong passphrase");
        return threads.getCurrentThreadCpuTime() - before;
    }

    private Operators operators(PassphraseCost cost) {
        return new Operators(transactions(), audit, TestSeal.under("key"), new Operators.Terms(CLOCK, cost));
    }

    private JdbcTransactionManager transactions() {
        return new JdbcTransactionManager(database.dataSource());
    }

    private void add(String who, OperatorRole role) {
        operators.add(initial(who), Set.of(role), Optional.of(login("root")));
    }

    private OperatorState state(String who) {
        return operators.list().stream()
                .filter(operator -> operator.id().equals(who))
                .map(Operator::state)
                .findFirst()
                .orElseThrow();
    }

    private static OperatorLogin initial(String who) {
        return new OperatorLogin(who, ("chosen for " + who + " by another").toCharArray());
    }

    private static OperatorLogin login(String who) {
        return new OperatorLogin(who, ("the passphrase of " + who).toCharArray());
    }
}
