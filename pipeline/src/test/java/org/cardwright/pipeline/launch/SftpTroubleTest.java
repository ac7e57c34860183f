package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.drop.DropService;
import org.cardwright.pipeline.drop.SftpFolder;
import org.cardwright.pipeline.drop.SftpPatience;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the server of an issuer does, the files of the others are made, and its own when it serves again. */
class SftpTroubleTest {

    private static final SftpPatience LITTLE = patience(Duration.ofSeconds(1), Duration.ofMillis(100));
    private static final SftpPatience AGAIN = patience(Duration.ofSeconds(30), Duration.ofMillis(100));
    private static final SftpPatience ONCE_ALONE = patience(Duration.ofSeconds(30), Duration.ofHours(1));
    private static final String OTHER = "other";
    private static final int UNMARKED = 300;
    private static final int PAUSE_MS = 600;

    @TempDir
    private Path directory;

    private SftpServer server;
    private DropHome drops;
    private int dropped;

    @BeforeEach
    void prepare_a_server() throws Exception {
        server = new SftpServer(directory.resolve("server"));
        drops = with(SftpPatience.USUAL);
    }

    private static SftpPatience patience(Duration answer, Duration alone) {
        return new SftpPatience(Duration.ofSeconds(30), answer, answer, Duration.ofMinutes(2), alone, 1 << 16);
    }

    private DropHome with(SftpPatience patience) throws IOException {
        return new DropHome(directory)
                .with(DropHome.ISSUER, new SftpFolder(server.terms(), patience), Completion.MARKER)
                .with(OTHER, Completion.RENAME);
    }

    @AfterEach
    void end_the_server() throws IOException {
        server.close();
    }

    /** Any content of its own will do: it is refused, and by that it was taken, read and tried. */
    private String dropThere() throws IOException {
        String name = "there-" + ++dropped + ".csv";
        Files.writeString(server.folder().resolve(name), name);
        Files.createFile(server.folder().resolve(name + ".done"));
        return name;
    }

    private String dropHere() throws IOException {
        String name = "here-" + ++dropped + ".csv";
        Path part = drops.folder(OTHER).resolve(name + ".part");
        Files.writeString(part, name);
        Files.move(part, drops.folder(OTHER).resolve(name));
        return name;
    }

    private void awaitRefused(String name, String what) {
        WaitFor.condition(() -> drops.heard().contains(name + ": REFUSED"), what);
    }

    /** Does something while the service watches. */
    private void watching(Act act) throws Exception {
        try (Pipeline pipeline = drops.home().open()) {
            DropService service = drops.service(pipeline);
            CompletableFuture<Void> watching = CompletableFuture.runAsync(() -> DropHome.watch(service));
            try {
                act.act();
            } finally {
                service.stop();
                watching.join();
            }
        }
    }

    @FunctionalInterface
    private interface Act {
        void act() throws Exception;
    }

    @Test
    void a_server_that_breaks_the_rules_stops_no_other_issuer_and_is_asked_again() throws Exception {
        drops = with(LITTLE);
        watching(() -> {
            for (SftpTrick trick : SftpTrick.values()) {
                int heard = drops.heard().length();
                server.play(trick);
                String there = dropThere();
                WaitFor.condition(() -> drops.heard().substring(heard).contains(trick.told()), trick.name());
                awaitRefused(dropHere(), "the other issuer, beside " + trick);
                server.play(SftpTrick.NONE);
                awaitRefused(there, "the issuer itself, after " + trick);
                WaitFor.condition(() -> server.held() == 1, "one connection after " + trick);
            }
        });
        assertThat(drops.heard()).contains("bank: D-203: ", "bank: D-201: ", "bank: D-101: ");
    }

    @Test
    void one_run_ends_beside_a_silent_server() throws Exception {
        drops = with(LITTLE);
        server.play(SftpTrick.SILENT);
        dropThere();
        String here = dropHere();
        assertThat(drops.once()).extracting(drop -> drop.of().name()).containsExactly(here);
        assertThat(drops.heard()).containsOnlyOnce("bank: D-203: ").contains("(no answer in time)");
    }

    @Test
    void one_run_serves_the_others_while_a_server_is_silent() throws Exception {
        server.play(SftpTrick.SILENT);
        dropThere();
        String here = dropHere();
        CompletableFuture<List<Drop>> run = CompletableFuture.supplyAsync(this::once);
        awaitRefused(here, "the other issuer");
        // long enough for nobody to look any more because of the first one
        Thread.sleep(PAUSE_MS);
        awaitRefused(dropHere(), "what comes while the run goes on");
        assertThat(run).isNotDone();
        server.close();
        assertThat(run.join()).hasSize(2).extracting(drop -> drop.of().issuer()).containsOnly(OTHER);
    }

    @Test
    void a_listing_without_end_ends() throws Exception {
        server.play(SftpTrick.LISTS_FOR_EVER);
        assertThat(drops.once()).isEmpty();
        assertThat(drops.heard()).isEmpty();
        assertThat(server.openDirectories()).isZero();
    }

    private List<Drop> once() {
        try {
            return drops.once();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void closing_a_folder_wakes_whoever_waits_for_its_server() throws Exception {
        server.play(SftpTrick.SILENT);
        SftpFolder folder = new SftpFolder(server.terms());
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() ->
                assertThatThrownBy(() -> folder.open(Files.getOwner(directory))).hasMessageContaining("D-203"));
        WaitFor.condition(() -> server.held() == 1);
        folder.close();
        waiting.join();
        WaitFor.condition(() -> server.held() == 0);
    }

    @Test
    void a_connection_is_held_and_made_again_when_the_server_was_away() throws Exception {
        drops = with(AGAIN);
        watching(() -> {
            awaitRefused(dropThere(), "over the first connection");
            awaitRefused(dropThere(), "over the same");
            assertThat(server.connections()).isOne();
            server.close();
            WaitFor.condition(() -> drops.heard().contains("(no connection)"));
            server.comeBack();
            awaitRefused(dropThere(), "over another one");
            assertThat(server.connections()).isEqualTo(2);
        });
        assertThat(drops.news).filteredOn(line -> line.contains("D-203")).doesNotHaveDuplicates();
    }

    @Test
    void a_server_that_breaks_its_connections_is_left_alone() throws Exception {
        drops = with(ONCE_ALONE);
        server.play(SftpTrick.CLOSES_IN_READDIR);
        watching(() -> {
            WaitFor.condition(() -> drops.heard().contains("(the connection broke)"));
            awaitRefused(dropHere(), "a few rounds later");
            awaitRefused(dropHere(), "and more");
        });
        assertThat(server.connections()).isOne();
        assertThat(drops.heard()).containsOnlyOnce("D-203");
    }

    @Test
    void a_file_that_cannot_be_moved_holds_up_none_of_the_others() throws Exception {
        Files.writeString(server.folder().resolve("stuck.csv"), "stuck");
        Files.createFile(server.folder().resolve("stuck.csv.done"));
        String after = dropThere();
        server.play(SftpTrick.HOLDS_STUCK_CSV);
        assertThat(drops.once()).extracting(drop -> drop.of().name()).containsExactly(after);
        assertThat(drops.heard()).contains("bank: stuck.csv cannot be taken yet: AccessDeniedException");
        String last = dropThere();
        assertThat(drops.once()).extracting(drop -> drop.of().name()).containsExactly(last);
        server.play(SftpTrick.NONE);
        assertThat(drops.once()).extracting(drop -> drop.of().name()).containsExactly("stuck.csv");
    }

    @ParameterizedTest
    @EnumSource(
            value = SftpTrick.class,
            names = {"LOST_AT_MARKER", "LOST_AT_FILE"})
    void a_claim_outlives_the_connection_over_which_it_was_made(SftpTrick lost) throws Exception {
        drops = with(LITTLE);
        String there = dropThere();
        Files.setLastModifiedTime(server.folder().resolve(there + ".done"), FileTime.fromMillis(0));
        server.play(lost);
        assertThat(drops.once()).isEmpty();
        assertThat(server.folder().resolve(there + ".done")).doesNotExist();
        server.play(SftpTrick.NONE);
        assertThat(drops.once()).extracting(drop -> drop.of().name()).containsExactly(there);
        assertThat(drops.journal()).extracting(Drop::state).containsExactly(DropState.REFUSED);
        assertThat(DropHome.files(server.folder())).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_looked_at_holds_up_none_of_the_others() throws Exception {
        Files.writeString(server.folder().resolve("stuck.csv"), "stuck");
        Files.createFile(server.folder().resolve("stuck.csv.done"));
        String after = dropThere();
        server.play(SftpTrick.HIDES_STUCK_CSV);
        assertThat(drops.once()).extracting(drop -> drop.of().name()).containsExactly(after);
        assertThat(drops.heard()).contains("bank: stuck.csv cannot be taken yet: SftpException");
    }

    @Test
    void a_checksum_file_without_end_is_refused_and_ends_no_service() throws Exception {
        drops = new DropHome(directory)
                .with(DropHome.ISSUER, new SftpFolder(server.terms()), Completion.CHECKSUM)
                .with(OTHER, Completion.RENAME);
        Files.writeString(server.folder().resolve("a.csv"), "content");
        Files.createFile(server.folder().resolve("a.csv.sha256"));
        String here = dropHere();
        server.play(SftpTrick.ENDLESS_CHECKSUM);
        assertThat(drops.once())
                .extracting(drop -> drop.of().name(), drop -> drop.reason().substring(0, 5))
                .contains(tuple("a.csv", "D-106"))
                .hasSize(2);
        assertThat(drops.heard()).contains(here + ": REFUSED");
    }

    @Test
    void files_without_their_mark_are_not_looked_at() throws Exception {
        for (int i = 0; i < UNMARKED; i++) {
            Files.createFile(server.folder().resolve("unmarked-" + i));
        }
        String there = dropThere();
        assertThat(drops.once()).extracting(drop -> drop.of().name()).containsExactly(there);
        assertThat(server.looks()).isLessThan(UNMARKED);
    }

    @Test
    void what_was_exchanged_between_look_and_reading_is_not_read() throws Exception {
        String there = dropThere();
        server.play(SftpTrick.EXCHANGES);
        assertThat(drops.once()).isEmpty();
        assertThat(drops.heard()).contains("bank: " + there + " cannot be taken yet: NoSuchFileException");
        server.play(SftpTrick.NONE);
        assertThat(drops.once()).extracting(Drop::state).containsExactly(DropState.REFUSED);
    }

    @Test
    void the_directories_at_the_server_are_the_bureaus_alone() throws Exception {
        drops.once();
        Path claimed = server.folder().resolve(".claimed");
        assertThat(Files.getPosixFilePermissions(claimed)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(claimed, PosixFilePermissions.fromString("rwxrwx---"));
        dropThere();
        assertThat(drops.once()).isEmpty();
        assertThat(drops.heard()).contains("bank: D-202: ", "(.claimed is open to others)");
    }
}
