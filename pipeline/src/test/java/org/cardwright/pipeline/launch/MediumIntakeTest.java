package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cardwright.crypto.medium.MediumRule;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.medium.MediumManifest;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.Media;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A medium is taken once and whole, wherever a run dies; what a batch was made of does not stay. */
class MediumIntakeTest {

    @TempDir
    private Path directory;

    private Home home;
    private Path export;
    private Path container;

    @BeforeEach
    void prepare_a_home() throws IOException {
        home = new Home(directory);
        export = home.export("orders.txt", 1, 20);
        container = Files.writeString(directory.resolve("medium.cms"), "a container");
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    /** Stands for the opening of a container, which has tests of its own. */
    private MediumIntake.Reading reading(long sequence) {
        return (copy, sha256, place) -> {
            assertThat(copy).hasSameBinaryContentAs(container);
            ByteString hash = Inbox.sha256(export);
            MediumManifest.Entry entry = new MediumManifest.Entry("orders.txt", hash, Files.size(export), 20);
            try (OutputStream out = place.create(entry)) {
                Files.copy(export, out);
            }
            assertThat(place.path(entry)).hasSameBinaryContentAs(export);
            String content = hash.toHex().toLowerCase(Locale.ROOT);
            return new Media.Medium(
                    sha256,
                    "bank",
                    sequence,
                    "manifest of " + content.substring(0, 8) + sequence,
                    List.of(new Media.File("orders.txt", content, Files.size(export), 20)));
        };
    }

    private MediumIntake.Taken take(long sequence) throws IOException {
        try (Pipeline pipeline = home.open()) {
            return pipeline.media().take(container, "bank", reading(sequence));
        }
    }

    private List<AuditEvent> audited() throws IOException {
        try (Pipeline pipeline = home.open()) {
            assertThat(pipeline.auditIntact()).isTrue();
            return pipeline.audit().map(entry -> entry.event()).toList();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(directory.resolve("inbox"))) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void what_is_taken_is_prepared_and_does_not_stay() throws Exception {
        MediumIntake.Taken taken = take(1);

        Path file = taken.files().get(0);
        assertThat(files()).containsExactly(file);
        assertThat(file).hasSameBinaryContentAs(export).hasFileName("orders.txt");
        for (Path each = file; !each.equals(directory.resolve("inbox")); each = each.getParent()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .startsWith("rw")
                    .endsWith("------");
        }
        assertThat(audited()).containsExactly(AuditEvent.MEDIUM_TAKEN, AuditEvent.MEDIUM_FILE_TAKEN);
        assertThat(files()).containsExactly(file);

        assertThat(home.prepare(file).kind()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(directory.resolve("inbox")).isEmptyDirectory();
    }

    @Test
    void a_look_takes_nothing_and_leaves_nothing() throws Exception {
        try (Pipeline pipeline = home.open()) {
            MediumIntake.Taken looked = pipeline.media().check(container, "bank", reading(1));
            assertThat(looked.files()).isEmpty();
            assertThat(looked.medium().files()).hasSize(1);
        }
        assertThat(files()).isEmpty();
        assertThat(audited()).isEmpty();
        take(1);
    }

    @Test
    void the_same_container_content_or_number_is_refused_with_the_first_import() throws Exception {
        take(1);
        assertRefused(1, MediumRule.REPLAY);

        Files.writeString(container, "the same content, encrypted again");
        assertRefused(1, MediumRule.REPLAY);

        Files.writeString(export, "another content", StandardOpenOption.APPEND);
        assertRefused(1, MediumRule.SEQUENCE);
        take(2);

        assertThat(audited().stream().filter(AuditEvent.MEDIUM_REFUSED::equals)).hasSize(3);
        assertThat(files()).hasSize(2);
    }

    private void assertRefused(long sequence, MediumRule rule) throws IOException {
        List<Path> before = files();
        assertThatThrownBy(() -> take(sequence))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(rule.id())
                .hasMessageContaining(", audit entry 1, medium ");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void what_is_refused_leaves_a_line_in_the_audit_and_nothing_else() throws Exception {
        try (Pipeline pipeline = home.open()) {
            assertThatThrownBy(() -> pipeline.media().take(container, "bank", (copy, sha256, place) -> {
                        reading(1).read(copy, sha256, place);
                        throw MediumRule.FILE_ALTERED.in("medium.cms");
                    }))
                    .isInstanceOf(MalformedFileException.class);
            assertThatThrownBy(() -> pipeline.media().take(container, "bank", (copy, sha256, place) -> {
                        reading(1).read(copy, sha256, place);
                        throw new IOException("disk full");
                    }))
                    .hasMessage("disk full");
            assertThat(pipeline.audit().findFirst().orElseThrow().reason()).contains("issuer bank: medium.cms: M-207");
        }
        assertThat(files()).isEmpty();
        assertThat(audited()).containsExactly(AuditEvent.MEDIUM_REFUSED);
    }

    @Test
    void a_run_that_dies_before_the_audit_has_taken_nothing() throws Exception {
        dieAt("MEDIUM_CHECKED");
        assertThat(files()).hasSize(1);

        assertThat(audited()).isEmpty();
        assertThat(files()).isEmpty();
        assertThat(take(1).files().get(0)).exists();
    }

    @Test
    void a_run_that_dies_behind_the_audit_has_taken_everything() throws Exception {
        dieAt("MEDIUM_TAKEN");
        assertThat(files().get(0).toString()).contains(".part");

        assertThat(audited()).containsExactly(AuditEvent.MEDIUM_TAKEN, AuditEvent.MEDIUM_FILE_TAKEN);
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file)
                        .hasSameBinaryContentAs(export)
                        .asString()
                        .doesNotContain(".part"));
        assertRefused(1, MediumRule.REPLAY);
        assertThat(home.prepare(files().get(0)).kind()).isEqualTo(BatchOutcome.Kind.DONE);
    }

    private void dieAt(String moment) {
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals(moment)) {
                throw new AssertionError("died");
            }
        };
        assertThatThrownBy(() -> take(1)).isInstanceOf(AssertionError.class).hasMessage("died");
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    @Test
    void the_file_of_an_abandoned_batch_does_not_stay_either() throws Exception {
        Path file = take(1).files().get(0);
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals("CHUNK_WRITTEN") && step.equals("prepare")) {
                throw new IllegalStateException("stops here");
            }
        };
        assertThat(home.prepare(file).kind()).isNotEqualTo(BatchOutcome.Kind.DONE);
        HaltAtPoint.inProcess = CrashPoints.NONE;
        try (Pipeline pipeline = home.open()) {
            assertThat(file).exists();
            People.register(pipeline, "ada", OperatorRole.OPERATOR);
            People.register(pipeline, "bob", OperatorRole.APPROVER);
            String batch = pipeline.batches().get(0).batch();
            String request = pipeline.requestAbandonment(batch, "cannot be made", People.login("ada"))
                    .id();
            assertThat(pipeline.approve(request, People.login("bob")).kind()).isEqualTo(BatchOutcome.Kind.ABANDONED);
        }
        assertThat(directory.resolve("inbox")).isEmptyDirectory();
    }
}
