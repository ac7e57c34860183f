package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.cardwright.pipeline.ledger.ChipRuns.Terms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that work on chips stand in the audit, whole and by name, before a run gives its first card. */
class ChipKeysTest {

    private final ChipFloor floor = new ChipFloor();

    @AfterEach
    void close() {
        floor.close();
    }

    private List<AuditEntry> entries(AuditEvent event) {
        return floor.audit.entries(ChipFloor.GROUP.batch(), event);
    }

    @Test
    void a_run_names_its_keys_and_who_runs_it() {
        ChipKeys keys = new ChipKeys("ada", List.of("KMC lot/1 KCV AB12CD", "KEK2 bank/2 KCV 123456"));
        floor.runs.begin(ChipFloor.GROUP, new Terms("475000000007", 2, keys));
        assertThat(entries(AuditEvent.CHIP_KEYS_USED))
                .singleElement()
                .returns("ada", AuditEntry::operator)
                .returns(
                        "run 1 of group visa-blue: keys KMC lot/1 KCV AB12CD; KEK2 bank/2 KCV 123456",
                        AuditEntry::reason);
        assertThat(entries(AuditEvent.CHIP_RUN_BEGUN)).singleElement().returns("ada", AuditEntry::operator);
        assertThat(floor.sheet().difference()).isZero();
    }

    @Test
    void many_keys_are_in_several_entries_each_whole() {
        List<String> names = IntStream.range(0, 30)
                .mapToObj(i -> "KEK2 a-key-with-a-rather-long-name-" + i + "/1 KCV 0123456789 (TKID 0102030405)")
                .toList();
        new ChipKeys("ada", names).note(floor.audit, ChipFloor.GROUP.batch(), "run 7");
        List<String> reasons = entries(AuditEvent.CHIP_KEYS_USED).stream()
                .map(AuditEntry::reason)
                .toList();
        assertThat(reasons).hasSizeGreaterThan(4).allMatch(reason -> reason.length() <= 500);
        assertThat(reasons.stream()
                        .map(reason -> reason.replace("run 7: keys ", ""))
                        .flatMap(reason -> List.of(reason.split("; ", -1)).stream()))
                .containsExactlyElementsOf(names);
    }

    @Test
    void work_without_a_key_leaves_no_entry() {
        floor.begin();
        assertThat(entries(AuditEvent.CHIP_KEYS_USED)).isEmpty();
    }
}
