package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.OperatorRefusedException;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.ProcessedCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F-14, C-12: a card is made once, and once more for every request that two persons signed. */
class DuplicateCardTest {

    private static final int ORDERS = 20;
    private static final BatchCounts ONE_REMADE = new BatchCounts(ORDERS, 0, ORDERS - 1, 0, 1);

    @TempDir
    private Path directory;

    private Home home;
    private String first = "";

    @BeforeEach
    void make_the_cards_once() throws Exception {
        home = new Home(directory);
        first = home.prepare(home.export("orders.txt", 1, ORDERS)).batch();
        try (Pipeline pipeline = home.open()) {
            People.register(pipeline, "ada", OperatorRole.OPERATOR, OperatorRole.APPROVER);
            People.register(pipeline, "bob", OperatorRole.APPROVER);
        }
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    @Test
    void exactly_the_signed_card_is_made_once_more_and_counted_by_name() throws Exception {
        String request = sign(first, "A1-000001");

        BatchOutcome again = home.prepare(reordered(2));

        assertThat(again.kind()).as(again.message()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(again.counts()).isEqualTo(ONE_REMADE);
        try (Pipeline pipeline = home.open()) {
            BatchDetails details = pipeline.batch(again.batch()).orElseThrow();
            assertThat(details.remade()).containsExactly(new BatchDetails.RemadeOrder(1, "A2-000001", 2, request));
            assertThat(details.steps())
                    .allMatch(BatchDetails.StepAccount::closed)
                    .allMatch(
                            step -> step.counts().remade() == 1 && step.counts().balanced());
            assertThat(details.rejects())
                    .filteredOn(reject -> reject.reason() == RejectReason.CARD_ALREADY_PRODUCED)
                    .as("the other cards, two of them ordered twice in the file")
                    .hasSize(Home.good(ORDERS) - 1 + 2)
                    .allMatch(reject -> reject.detail().contains(first.substring(0, 16)));
            assertThat(audit(pipeline))
                    .containsExactly(
                            "DUPLICATE_REQUESTED ada order A1-000001: lost in the post",
                            "DUPLICATE_APPROVED bob order A1-000001: lost in the post, asked for by ada",
                            "CARD_DUPLICATED bob order A1-000001: made again by order A2-000001 of batch "
                                    + again.batch().substring(0, 16));
            assertThat(pipeline.auditIntact()).isTrue();
        }
    }

    private List<String> audit(Pipeline pipeline) {
        return pipeline.audit()
                .filter(entry -> entry.resource().equals(first))
                .filter(entry -> Set.of(
                                AuditEvent.DUPLICATE_REQUESTED,
                                AuditEvent.DUPLICATE_APPROVED,
                                AuditEvent.CARD_DUPLICATED)
                        .contains(entry.event()))
                .map(entry -> entry.event() + " " + entry.operator() + " " + entry.reason())
                .toList();
    }

    @Test
    void an_approval_is_used_once_and_the_next_one_gives_the_next_attempt() throws Exception {
        String request = sign(first, "A1-000001");
        String second = home.prepare(reordered(2)).batch();
        assertThat(home.prepare(reordered(3)).counts()).isEqualTo(new BatchCounts(ORDERS, 0, ORDERS, 0, 0));
        try (Pipeline pipeline = home.open()) {
            assertThatThrownBy(() -> pipeline.approve(request, People.login("bob")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("USED");
        }

        sign(second, "A2-000001");
        BatchOutcome third = home.prepare(reordered(4));

        assertThat(third.counts()).isEqualTo(ONE_REMADE);
        try (Pipeline pipeline = home.open()) {
            assertThat(pipeline.batch(third.batch()).orElseThrow().remade())
                    .extracting(BatchDetails.RemadeOrder::attempt)
                    .containsExactly(3);
        }
    }

    @Test
    void one_person_is_not_enough_and_only_a_card_that_was_made_has_a_duplicate() throws Exception {
        try (Pipeline pipeline = home.open()) {
            for (String order : List.of("A1-000003", "A1-999999")) {
                assertThatThrownBy(() -> pipeline.requestDuplicate(first, order, "why", People.login("ada")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("no card of such an order");
            }
            assertThatThrownBy(() -> pipeline.requestDuplicate("00".repeat(8), "A1-000001", "why", People.login("ada")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pipeline.requestDuplicate(first, "A1-000001", " ", People.login("ada")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pipeline.requestDuplicate(first, "A1-000001", "why", People.login("bob")))
                    .isInstanceOf(OperatorRefusedException.class);
            ApprovalRequest request = pipeline.requestDuplicate(first, "A1-000001", "why", People.login("ada"));
            assertThat(request.id()).startsWith("duplicate-" + first.substring(0, 16));
            assertThatThrownBy(() -> pipeline.approve(request.id(), People.login("ada")))
                    .isInstanceOf(OperatorRefusedException.class)
                    .hasMessageContaining("the person who asked");
        }
        assertThat(home.prepare(reordered(2)).counts()).isEqualTo(new BatchCounts(ORDERS, 0, ORDERS, 0, 0));
    }

    /** The approval is used in the transaction that takes the order in: after a crash it is there with the order, or not at all. */
    @ParameterizedTest
    @CsvSource({
        "CHUNK_WRITTEN, intake",
        "CHUNK_COMMITTED, intake",
        "CHUNK_WRITTEN, prepare",
        "CHUNK_WRITTEN, release",
        "CHUNK_WRITTEN, account"
    })
    void a_crash_neither_loses_nor_doubles_the_card(String at, String during) throws Exception {
        sign(first, "A1-000001");
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals(at) && step.equals(during)) {
                throw new IllegalStateException("planned");
            }
        };
        Path export = reordered(2);
        assertThat(home.prepare(export).kind()).isNotEqualTo(BatchOutcome.Kind.DONE);
        HaltAtPoint.inProcess = CrashPoints.NONE;

        BatchOutcome resumed = home.prepare(export);

        assertThat(resumed.kind()).as(resumed.message()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(resumed.counts()).isEqualTo(ONE_REMADE);
        assertThat(home.prepare(reordered(3)).counts().remade()).isZero();
    }

    /** Two persons signed for a card; when none was made, because the order was refused or abandoned, the signature stands. */
    @Test
    void an_order_that_was_refused_while_it_was_prepared_leaves_the_approval_for_the_next() throws Exception {
        String request = sign(first, "A1-000001");
        try (Pipeline pipeline = home.open(new LineDefinition("1", DuplicateCardTest::refusing, r -> r))) {
            BatchOutcome refused = pipeline.prepare(home.request(reordered(2)));
            assertThat(refused.counts()).isEqualTo(new BatchCounts(ORDERS, 0, ORDERS, 0, 0));
            assertThat(state(pipeline, request)).isEqualTo(ApprovalRequest.State.APPROVED);
            assertThat(pipeline.audit())
                    .filteredOn(entry -> entry.event() == AuditEvent.DUPLICATE_RETURNED)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.reason())
                            .isEqualTo("order A1-000001: order A2-000001 was refused: "
                                    + RejectReason.PIN_BLOCK_WITHOUT_PIN.id()));
        }
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals("CHUNK_WRITTEN") && step.equals("prepare")) {
                throw new IllegalStateException("planned");
            }
        };
        String third = home.prepare(reordered(3)).batch();
        HaltAtPoint.inProcess = CrashPoints.NONE;
        try (Pipeline pipeline = home.open()) {
            assertThat(state(pipeline, request)).isEqualTo(ApprovalRequest.State.USED);
            ApprovalRequest end = pipeline.requestAbandonment(third, "damaged", People.login("ada"));
            BatchOutcome ended = pipeline.approve(end.id(), People.login("bob"));
            assertThat(ended.kind()).as(ended.message()).isEqualTo(BatchOutcome.Kind.ABANDONED);
            assertThat(state(pipeline, request)).isEqualTo(ApprovalRequest.State.APPROVED);
        }
        assertThat(home.prepare(reordered(4)).counts()).isEqualTo(ONE_REMADE);
        assertThat(home.prepare(reordered(5)).counts()).isEqualTo(new BatchCounts(ORDERS, 0, ORDERS, 0, 0));
    }

    private static ApprovalRequest.State state(Pipeline pipeline, String request) {
        return pipeline.requests().stream()
                .filter(one -> one.id().equals(request))
                .map(ApprovalRequest::state)
                .findFirst()
                .orElseThrow();
    }

    /** Refuses every card as one with a bad PIN block. */
    private static CardProcessing refusing(CardProcessing processing) {
        return slice -> slice.stream()
                .map(card -> (ProcessedCard) new ProcessedCard.Refused(new Screened.Rejected(
                        card.application().recordNumber(),
                        card.application().orderReference(),
                        "PIN_BLOCK",
                        RejectReason.PIN_BLOCK_WITHOUT_PIN)))
                .toList();
    }

    private String sign(String batch, String order) throws IOException {
        try (Pipeline pipeline = home.open()) {
            ApprovalRequest request = pipeline.requestDuplicate(batch, order, "lost in the post", People.login("ada"));
            BatchOutcome outcome = pipeline.approve(request.id(), People.login("bob"));
            assertThat(outcome.kind()).isEqualTo(BatchOutcome.Kind.APPROVED);
            assertThat(outcome.exitCode()).isZero();
            return request.id();
        }
    }

    /** The same cards under other order references in another file. */
    private Path reordered(int sequence) throws IOException {
        String orders = Files.readString(directory.resolve("orders.txt"));
        return Files.writeString(
                directory.resolve("orders-" + sequence + ".txt"),
                orders.replace("A1-", "A" + sequence + "-").replaceFirst("H.1", "H|" + sequence));
    }
}
