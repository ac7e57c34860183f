package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.drop.DropRule;
import org.cardwright.pipeline.drop.DropService;
import org.cardwright.pipeline.ledger.AuditEntry;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What issuers drop is taken once and whole, wherever the service dies, and everybody knows what became of it. */
class DropServiceTest {

    @TempDir
    private Path directory;

    private DropHome drops;
    private Path folder;

    @BeforeEach
    void prepare_a_home_with_a_folder() throws IOException {
        drops = new DropHome(directory).with(DropHome.ISSUER, Completion.MARKER);
        folder = drops.folder(DropHome.ISSUER);
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    private List<DropState> once() throws IOException {
        return drops.once().stream().map(Drop::state).toList();
    }

    private List<Path> inbox() throws IOException {
        return DropHome.files(directory.resolve("inbox"));
    }

    @Test
    void a_complete_file_becomes_a_batch_and_nothing_of_it_stays() throws Exception {
        drops.drop("night-1.csv", 1, 20);

        assertThat(once()).containsExactly(DropState.SEALED);

        Drop drop = drops.journal().get(0);
        assertThat(drop.of().name()).isEqualTo("night-1.csv");
        assertThat(directory.resolve("out/bank").resolve(drop.batch().substring(0, 16)))
                .isDirectory();
        assertThat(DropHome.files(folder)).isEmpty();
        assertThat(inbox()).isEmpty();
        assertThat(drops.heard())
                .contains("drop 1 of bank, night-1.csv: TAKEN", "drop 1 of bank, night-1.csv: SEALED, batch ");
        Path answer = drops.answers(DropHome.ISSUER).resolve("1-night-1.csv.json");
        assertThat(answer)
                .content()
                .contains(
                        "\"state\":\"sealed\"",
                        "\"batch\":\"" + drop.batch(),
                        drop.of().sha256());
        assertThat(Files.getPosixFilePermissions(answer)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(once()).isEmpty();
    }

    @Test
    void a_file_without_its_marker_stays_where_it_is() throws Exception {
        Path dropped = drops.drop("night-1.csv", 1, 20);
        Files.delete(folder.resolve("night-1.csv.done"));
        assertThat(once()).isEmpty();
        assertThat(dropped).exists();
    }

    @Test
    void names_on_their_way_are_not_looked_at() throws Exception {
        drops.with("other", Completion.RENAME);
        Path other = drops.folder("other");
        for (String name : List.of(".hidden", "a.tmp", "a.part", "a.filepart")) {
            Files.writeString(other.resolve(name), "H|1");
        }
        Files.createDirectory(other.resolve("directory"));
        assertThat(once()).isEmpty();
        Files.move(other.resolve("a.part"), other.resolve("a.csv"));
        assertThat(once()).containsExactly(DropState.REFUSED);
        assertThat(DropHome.files(other)).hasSize(3);
    }

    @Test
    void a_checksum_says_that_a_file_is_whole() throws Exception {
        drops.with("other", Completion.CHECKSUM);
        Path other = drops.folder("other");
        Path file = Files.move(drops.home().export("export", 1, 20), other.resolve("a.csv"));
        String sha256 = Inbox.sha256(file).toHex().toLowerCase(Locale.ROOT);
        for (String wrong : List.of(sha256, sha256 + "  ../a.csv\n", "0".repeat(64) + "  a.csv\n")) {
            Files.writeString(other.resolve("a.csv.sha256"), wrong);
            byte[] content = Files.readAllBytes(file);
            assertThat(drops.once())
                    .singleElement()
                    .satisfies(drop -> assertThat(drop.state()).isEqualTo(DropState.QUARANTINED))
                    .satisfies(drop -> assertThat(drop.reason()).startsWith("D-106: "));
            assertThat(file).doesNotExist();
            Files.write(file, content);
        }
        assertThat(DropHome.files(other.resolve(".quarantine"))).hasSize(6);
        Files.writeString(other.resolve("a.csv.sha256"), sha256 + " *a.csv\n");
        assertThat(once()).containsExactly(DropState.SEALED);
    }

    @Test
    void the_same_content_is_taken_once_under_whatever_name() throws Exception {
        byte[] content = Files.readAllBytes(drops.drop("night-1.csv", 1, 20));
        assertThat(once()).containsExactly(DropState.SEALED);
        Files.write(folder.resolve("again.csv"), content);
        Files.writeString(folder.resolve("again.csv.done"), "");

        Drop again = drops.once().get(0);

        assertThat(again.state()).isEqualTo(DropState.REPEATED);
        assertThat(again.reason()).startsWith("D-301: the same content came as drop 1, night-1.csv, at 2026-");
        assertThat(again.reason()).startsWith(DropRule.REPEATED.id());
        assertThat(inbox()).isEmpty();
        assertThat(DropHome.files(folder)).isEmpty();
    }

    @Test
    void refused_content_lies_in_quarantine_and_may_come_again() throws Exception {
        drops.drop("third.csv", 3, 20);
        drops.drop("first.csv", 1, 20);
        // without a layout nobody knows the numbers beforehand: the third is the first of this issuer
        assertThat(once()).containsExactly(DropState.SEALED, DropState.REFUSED);
        Drop refused = drops.journal().get(1);
        assertThat(refused.reason()).contains("sequence number 1 was skipped");
        assertThat(inbox())
                .singleElement()
                .satisfies(file -> assertThat(file)
                        .hasFileName("2-first.csv")
                        .hasParent(directory.resolve("inbox/quarantine/bank")));

        Path again = Files.copy(inbox().get(0), folder.resolve("first.csv"));
        Files.writeString(folder.resolve("first.csv.done"), "");
        assertThat(once()).containsExactly(DropState.REFUSED);
        assertThat(again).doesNotExist();
        assertThat(inbox()).hasSize(2);
    }

    @Test
    void one_issuer_never_stops_another() throws Exception {
        drops.with("absent", Completion.MARKER).with("open", Completion.MARKER).with("poison", Completion.RENAME);
        Files.delete(drops.folder("absent"));
        Files.setPosixFilePermissions(drops.folder("open"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.write(drops.folder("poison").resolve("a.csv"), new byte[] {0, 1, 2});
        drops.drop("night-1.csv", 1, 20);

        assertThat(once()).containsExactlyInAnyOrder(DropState.SEALED, DropState.REFUSED);
        assertThat(drops.heard())
                .contains("absent: D-201", "NoSuchFileException", "open: D-201", "everybody may write it");
    }

    @Test
    void no_more_is_taken_ahead_than_agreed() throws Exception {
        drops = new DropHome(directory.resolve("small")).with(DropHome.ISSUER, Completion.MARKER, 1 << 20, 1);
        for (int i = 1; i <= 3; i++) {
            drops.drop("night-" + i + ".csv", i, 10);
        }
        assertThat(once()).containsOnly(DropState.SEALED).hasSize(3);
        assertThat(drops.news.stream().map(line -> line.replaceAll(".*: (TAKEN|SEALED).*", "$1")))
                .containsExactly("TAKEN", "SEALED", "TAKEN", "SEALED", "TAKEN", "SEALED");
    }

    @ParameterizedTest
    @EnumSource(
            value = CrashPoints.Point.class,
            names = {
                "DROP_HALF_CLAIMED",
                "DROP_CLAIMED",
                "DROP_COPIED",
                "DROP_TAKEN",
                "DROP_HALF_REMOVED",
                "BATCH_TAKEN",
                "CHUNK_WRITTEN",
                "DROP_ENDED"
            })
    void a_service_that_dies_loses_and_doubles_nothing(CrashPoints.Point point) throws Exception {
        drops.drop("night-1.csv", 1, 20);
        HaltAtPoint.inProcess = (at, step) -> {
            if (at.equals(point.name())) {
                throw new ThreadDeathInTest();
            }
        };
        boolean withinBatch = !point.name().startsWith("DROP");
        if (withinBatch) {
            drops.once();
        } else {
            assertThatThrownBy(drops::once).isInstanceOf(ThreadDeathInTest.class);
        }
        HaltAtPoint.inProcess = CrashPoints.NONE;

        drops.once();

        assertThat(drops.journal())
                .singleElement()
                .satisfies(drop -> assertThat(drop.state()).isEqualTo(DropState.SEALED));
        assertThat(inbox()).isEmpty();
        assertThat(DropHome.files(folder)).isEmpty();
        assertThat(DropHome.files(drops.answers(DropHome.ISSUER))).hasSize(1);
        try (Pipeline pipeline = drops.home().open()) {
            assertThat(pipeline.auditIntact()).isTrue();
            assertThat(pipeline.audit().map(AuditEntry::event))
                    .filteredOn(event -> event == AuditEvent.DROP_TAKEN)
                    .hasSize(1);
            assertThat(pipeline.batches()).hasSize(1);
        }
    }

    private static final class ThreadDeathInTest extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void there_is_one_service_for_a_database() throws Exception {
        try (Pipeline pipeline = drops.home().open();
                DropDesk.Alone alone = pipeline.drops().alone().orElseThrow()) {
            assertThat(alone.isHeld()).isTrue();
            assertThatThrownBy(() -> drops.service(pipeline).once())
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("another service");
        }
        assertThat(once()).isEmpty();
    }

    @Test
    void it_watches_until_it_is_asked_to_end() throws Exception {
        try (Pipeline pipeline = drops.home().open()) {
            DropService service = drops.service(pipeline);
            Thread watching = new Thread(() -> DropHome.watch(service));
            watching.start();
            drops.drop("night-1.csv", 1, 20);
            WaitFor.condition(() -> drops.heard().contains("SEALED"));
            drops.drop("night-2.csv", 2, 20);
            WaitFor.condition(() -> drops.heard().contains("drop 2 of bank, night-2.csv: SEALED"));
            service.stop();
            watching.join(20_000);
            assertThat(watching.isAlive()).isFalse();
        }
        assertThat(drops.journal()).extracting(Drop::state).containsOnly(DropState.SEALED);
    }

    @Test
    void a_row_that_was_changed_is_not_believed() throws Exception {
        drops.drop("night-1.csv", 1, 20);
        once();
        Query.run(drops.home(), "update issuer_drop set name = 'other.csv'");
        assertThatThrownBy(drops::journal)
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("the row of drop 1");
    }
}
