package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.pipeline.ledger.StationCard.Said;
import org.cardwright.pipeline.ledger.StationCard.State;
import org.cardwright.pipeline.ledger.StationDesk.At;
import org.cardwright.pipeline.ledger.StationDesk.Found;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Two persons decide about a card of which nobody knows what became, and the audit has both. */
class StationDeskTest {

    private static final String BATCH = "ab".repeat(32);
    private static final At CARD = new At(BATCH, "embossing", "0000003-1");

    private Database database;
    private StationJobs jobs;
    private StationDesk desk;
    private Approvals approvals;
    private Audit audit;

    @AfterEach
    void close() {
        database.close();
    }

    @BeforeEach
    void open() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        new JdbcTemplate(database.dataSource())
                .update(
                        "insert into batch values (?, 'bank', 'AB', 1, 'csv', '2026-11-21', 1, 'out', null, 'CLOSED',"
                                + " null, '')",
                        BATCH);
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        RowSeal seal = TestSeal.under("key");
        audit = new Audit(transactions, new Audit.Terms(Clock.systemUTC(), "host/1", seal, Optional.empty()));
        Operators operators =
                new Operators(transactions, audit, seal, new Operators.Terms(Clock.systemUTC(), PassphraseCost.LEAST));
        operators.add(login("root", ""), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty());
        for (String who : List.of("ada", "bob")) {
            operators.add(
                    login(who, "initial "),
                    Set.of(OperatorRole.OPERATOR, OperatorRole.APPROVER),
                    Optional.of(login("root", "")));
            operators.changePassphrase(login(who, "initial "), login(who, ""));
        }
        approvals = new Approvals(transactions, operators, audit, seal);
        jobs = new StationJobs(transactions, seal, Clock.systemUTC());
        desk = new StationDesk(jobs, transactions, new StationDesk.People(operators, approvals, audit));
    }

    private void makeOne(State state) {
        StationJobs.Room room = new StationJobs.Room("embossing", Optional.empty(), "embossing", 2);
        StationJob job = jobs.plan(
                        new StationJobs.Plan(BATCH, "embosser", "F0".repeat(32), "a.b", room), List.of(3L), 9)
                .orElseThrow();
        jobs.complete(job.name(), "0F".repeat(32));
        jobs.handed(job.name());
        jobs.answered(job.name(), List.of(new StationJobs.Answer(1, state, new Said("", ""))));
    }

    private ApprovalRequest asked(Found found) {
        return desk.request(CARD, found, new StationDesk.Spoken(login("ada", ""), "it lay in the tray"));
    }

    private List<State> states() {
        return jobs.cards(BATCH).stream().map(StationCard::state).toList();
    }

    @Test
    void a_card_is_what_two_persons_say_and_that_once() {
        makeOne(State.UNKNOWN);
        ApprovalRequest request = asked(Found.GOOD);
        assertThat(request.id()).startsWith("station-card-");
        assertThat(desk.decide(request)).as("one person").isEmpty();
        assertThatThrownBy(() -> approvals.approve(request.id(), login("ada", "")))
                .isInstanceOf(OperatorRefusedException.class);
        assertThat(states()).containsExactly(State.UNKNOWN);

        ApprovalRequest approved = approvals.approve(request.id(), login("bob", ""));
        assertThat(desk.decide(approved)).map(StationCard::state).contains(State.OK);
        assertThat(desk.decide(approved)).as("twice").isEmpty();
        assertThat(jobs.cards(BATCH)).extracting(StationCard::decidedBy).containsExactly("bob");
        assertThat(audit.acts(BATCH))
                .extracting(entry -> entry.event() + " " + entry.operator() + " " + entry.reason())
                .containsExactly(
                        "STATION_CARD_REQUESTED ada card embossing 0000003-1 GOOD: it lay in the tray",
                        "OPERATOR_REFUSED ada asked for and approved by one person",
                        "STATION_CARD_APPROVED bob card embossing 0000003-1 GOOD: it lay in the tray, asked for by ada",
                        "STATION_CARD_DECIDED bob card embossing 0000003-1 GOOD: it lay in the tray");
    }

    @Test
    void only_a_card_that_waits_is_decided_about() {
        makeOne(State.OK);
        assertThatThrownBy(() -> asked(Found.SPOILED))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("that waits for a person");
        assertThat(approvals.requests()).isEmpty();
    }

    /** Two requests say two things: the first that is approved counts, and the other one finds no card that waits. */
    @Test
    void a_card_that_was_decided_meanwhile_stays_as_it_is() {
        makeOne(State.UNKNOWN);
        ApprovalRequest good = approvals.approve(asked(Found.GOOD).id(), login("bob", ""));
        ApprovalRequest spoiled = approvals.approve(asked(Found.SPOILED).id(), login("bob", ""));
        assertThat(desk.decide(spoiled)).map(StationCard::state).contains(State.REJECT);
        assertThatThrownBy(() -> desk.decide(good)).isInstanceOf(WrongUsageException.class);
        assertThat(states()).containsExactly(State.REJECT);
    }

    private static OperatorLogin login(String who, String prefix) {
        return new OperatorLogin(who, (prefix + "passphrase of " + who).toCharArray());
    }
}
