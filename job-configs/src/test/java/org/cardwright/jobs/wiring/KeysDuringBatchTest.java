package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.jobs.wiring.NextKey.CVK;
import static org.cardwright.jobs.wiring.NextKey.NEXT_CVK;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.step.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of batches when the keys on which they depend move on in their life. */
class KeysDuringBatchTest {

    private static final LocalDate CHANGE = LocalDate.of(2027, 1, 15);

    @TempDir
    private Path folder;

    private DatedRuns runs;

    @BeforeEach
    void fill() throws IOException {
        runs = in("home");
    }

    private DatedRuns in(String home) throws IOException {
        return new DatedRuns(
                DatedRuns.smallChunks(TestVault.in(folder.resolve(home))), OpenedHome::publishedTestPassphrase);
    }

    @Test
    void a_batch_takes_the_newest_version_of_its_day_and_stays_with_it() throws IOException {
        Path first = export(1, 2);
        Path second = export(2, 40);
        Path third = export(3, 2);
        Path straight = in("other").prepared(CHANGE.minusDays(1), second);
        makeNextCvk();

        Path old = runs.prepared(CHANGE.minusDays(1), first);
        assertThat(DatedRuns.keys(old)).contains("bank-one.cvk/1").doesNotContain("bank-one.cvk/2");
        runs.interrupt(CHANGE.minusDays(1), second);
        Path renewed = runs.prepared(CHANGE, third);
        assertThat(DatedRuns.keys(renewed)).contains("bank-one.cvk/2").doesNotContain("bank-one.cvk/1");
        Path resumed = runs.prepared(CHANGE.plusDays(1), second);
        assertThat(DatedRuns.keys(resumed)).contains("bank-one.cvk/1").doesNotContain("bank-one.cvk/2");
        assertSameBytes(resumed, straight);

        for (Path export : List.of(first, second, third)) {
            BatchOutcome again = runs.run(CHANGE.plusDays(2), export);
            assertThat(again.kind()).isEqualTo(BatchOutcome.Kind.ALREADY_DONE);
            try (OpenedHome opened = runs.open(CHANGE.plusDays(2), Progress.NONE)) {
                assertThat(opened.verify(again.directory().orElseThrow()).lines())
                        .isEmpty();
            }
        }
    }

    @Test
    void a_version_whose_last_day_came_before_the_batch_ended_goes_on_when_people_give_it_more_days()
            throws IOException {
        makeNextCvk();
        limit(CVK, Optional.empty(), Optional.of(CHANGE.minusDays(1)));
        Path export = export(1, 40);
        runs.interrupt(CHANGE.minusDays(1), export);

        BatchOutcome late = runs.run(CHANGE, export);
        assertThat(late.exitCode()).as(late.message()).isEqualTo(77);
        assertThat(late.message()).contains("bank-one.cvk/1 protects no more: its period ended on 2027-01-14");
        limit(CVK, Optional.empty(), Optional.of(CHANGE.plusDays(7)));
        assertThat(DatedRuns.keys(runs.prepared(CHANGE, export)))
                .contains("bank-one.cvk/1")
                .doesNotContain("bank-one.cvk/2");
    }

    @Test
    void a_batch_waits_for_a_suspended_version_and_does_not_go_back_to_the_one_before() throws IOException {
        makeNextCvk();
        become(NEXT_CVK, KeyState.SUSPENDED);
        BatchOutcome waiting = runs.run(CHANGE, export(1, 1));
        assertThat(waiting.exitCode()).as(waiting.message()).isEqualTo(75);
        assertThat(waiting.message()).contains("suspended are [bank-one.cvk/2]");
        become(NEXT_CVK, KeyState.DEACTIVATED);
        assertThat(DatedRuns.keys(runs.prepared(CHANGE, export(1, 1)))).contains("bank-one.cvk/1");
    }

    @Test
    void a_newest_version_that_is_compromised_holds_new_batches_until_its_successor_is_there() throws IOException {
        makeNextCvk();
        become(NEXT_CVK, KeyState.COMPROMISED);
        BatchOutcome held = runs.run(CHANGE, export(1, 1));
        assertThat(held.exitCode()).as(held.message()).isEqualTo(77);
        assertThat(held.message()).contains("key bank-one.cvk/2 is COMPROMISED");
        take(name -> new String(NextKey.file(name), StandardCharsets.UTF_8)
                .replace("\"version\": \"2\"", "\"version\": \"3\"")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(DatedRuns.keys(runs.prepared(CHANGE, export(1, 1)))).contains("bank-one.cvk/3");
    }

    @Test
    void a_running_batch_pauses_when_a_key_is_suspended_and_makes_the_same_bytes_afterwards() throws IOException {
        Path export = export(1, 40);
        BatchOutcome paused = runs.run(CHANGE, export, running -> become(CVK, KeyState.SUSPENDED));
        assertThat(paused.exitCode()).as(paused.message()).isEqualTo(75);
        assertThat(paused.message()).contains("bank-one.cvk/1 is SUSPENDED");
        assertThat(runs.run(CHANGE, export).exitCode()).isEqualTo(75);

        become(CVK, KeyState.ACTIVE);
        assertSameBytes(runs.prepared(CHANGE, export), in("other").prepared(CHANGE, export));
    }

    @Test
    void cards_that_are_made_wait_for_a_suspended_key_before_they_leave() throws IOException {
        Path export = export(1, 2);
        BatchOutcome waiting = runs.run(CHANGE, export, running -> become(CVK, KeyState.SUSPENDED));
        assertThat(waiting.exitCode()).as(waiting.message()).isEqualTo(75);
        assertThat(waiting.message()).contains("the release waits: suspended are [bank-one.cvk/1]");
        become(CVK, KeyState.ACTIVE);
        runs.prepared(CHANGE, export);
    }

    @Test
    void a_compromise_holds_what_is_not_sealed_and_names_what_is() throws IOException {
        Path sealed = runs.prepared(CHANGE.minusDays(1), export(1, 2));
        Path open = export(2, 40);
        runs.interrupt(CHANGE, open);
        become(CVK, KeyState.COMPROMISED);

        BatchOutcome held = runs.run(CHANGE, open);
        assertThat(held.exitCode()).as(held.message()).isEqualTo(77);
        assertThat(held.message()).contains("bank-one.cvk/1", "COMPROMISED");
        try (OpenedHome opened = runs.open(CHANGE, Progress.NONE)) {
            KeyUses uses = opened.pipeline().keyUses();
            List<KeyUses.Dependent> dependents = uses.dependents(CVK);
            assertThat(dependents).extracting(found -> found.cards().all()).containsOnly(true);
            assertThat(dependents.get(1).cards().count()).isEqualTo(2);
            assertThat(dependents.get(1).directory()).isEqualTo(sealed);
            // some orders of the sample are rejected
            assertThat(dependents.get(0).cards().count()).isBetween(2, 40);
            assertThat(uses.orders(CVK, dependents.get(0).batch()))
                    .hasSize(dependents.get(0).cards().count())
                    .noneMatch(KeyUses.DependentOrder::made);
            assertThat(uses.orders(CVK, dependents.get(1).batch())).hasSize(2).allMatch(KeyUses.DependentOrder::made);
            assertThat(uses.dependents(KeyName.of("bank-one.imk-cvc3"))).isEmpty();
        }
        assertThat(sealed).isDirectory();
    }

    @Test
    void a_key_that_is_compromised_while_its_cards_wait_for_the_seal_stops_the_release() throws IOException {
        BatchOutcome held = runs.run(CHANGE, export(1, 2), running -> become(CVK, KeyState.COMPROMISED));
        assertThat(held.exitCode()).as(held.message()).isEqualTo(77);
        assertThat(held.message())
                .contains("the release is held: its cards depend on key bank-one.cvk/1, which is COMPROMISED");
        assertThat(held.directory()).isEmpty();
        assertThat(runs.home().work().resolveSibling("out")).isDirectoryNotContaining("glob:**/[!.]*");
    }

    private Path export(int number, int orders) throws IOException {
        return DatedRuns.export(folder, number, orders);
    }

    private static void assertSameBytes(Path batch, Path other) {
        assertThat(batch.resolve(Manifest.NAME)).hasSameBinaryContentAs(other.resolve(Manifest.NAME));
    }

    private void take(Function<String, byte[]> keys) throws IOException {
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase();
                KeyVault vault = KeyVault.open(runs.home().vault(), passphrase)) {
            TestKeyImport.importAll(vault, keys);
        }
    }

    private void makeNextCvk() throws IOException {
        take(NextKey::file);
        limit(NEXT_CVK, Optional.of(CHANGE), Optional.empty());
    }

    private void limit(KeyName key, Optional<LocalDate> from, Optional<LocalDate> until) throws IOException {
        try (OpenedHome opened = runs.open(CHANGE.minusDays(30), Progress.NONE)) {
            opened.module().keyLife().limit(key, new Cryptoperiod(from, until, Optional.empty()));
        }
    }

    /** As another process does it. */
    private void become(KeyName key, KeyState state) throws IOException {
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase();
                KeyVault vault = KeyVault.open(runs.home().vault(), passphrase)) {
            vault.changeState(key, state);
        }
    }
}
