package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule about what came before (R-4xx) says no to the second order and nothing to its twin. */
class DuplicateRulesTest {

    @TempDir
    private Path directory;

    @Test
    void every_rule_about_what_came_before_has_a_case() throws Exception {
        Home home = new Home(directory);
        home.prepare(home.export("one.txt", 1, 2));
        Path second = Files.write(
                directory.resolve("second.txt"),
                List.of(
                        "H|2",
                        "B-1|" + Home.pan(2, 1, 0) + "|01|2912",
                        "B-1|" + Home.pan(2, 2, 0) + "|01|2912",
                        "B-3|" + Home.pan(2, 2, 0) + "|01|2912",
                        "B-4|" + Home.pan(2, 1, 0) + "|01|2912",
                        "B-5|" + Home.pan(2, 4, 0) + "|01|2912",
                        "B-6|" + Home.pan(1, 2, 0) + "|01|2912",
                        "T|6"));

        BatchOutcome outcome = home.prepare(second);

        assertThat(outcome.counts()).as(outcome.message()).isEqualTo(new BatchCounts(6, 3, 3, 0, 0));
        try (Pipeline pipeline = home.open()) {
            List<Screened.Rejected> rejects =
                    pipeline.batch(outcome.batch()).orElseThrow().rejects();
            assertThat(rejects)
                    .extracting(Screened.Rejected::recordNumber, Screened.Rejected::reason)
                    .containsExactly(
                            tuple(2, RejectReason.DUPLICATE_ORDER_REFERENCE),
                            tuple(4, RejectReason.DUPLICATE_CARD_IN_BATCH),
                            tuple(6, RejectReason.CARD_ALREADY_PRODUCED));
            assertThat(rejects.stream().map(Screened.Rejected::reason).collect(Collectors.toSet()))
                    .isEqualTo(Arrays.stream(RejectReason.values())
                            .filter(rule -> rule.id().startsWith("R-4"))
                            .collect(Collectors.toSet()));
        }
    }
}
