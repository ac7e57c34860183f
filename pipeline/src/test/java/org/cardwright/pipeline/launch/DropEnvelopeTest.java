package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cardwright.crypto.envelope.Envelope;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.ledger.AuditEntry;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes in an envelope is taken by its content, once; an issuer that agreed on one is never served without. */
class DropEnvelopeTest {

    private static final String NAME = "night-1.cms";

    @TempDir
    private Path directory;

    private static EnclosedDrops enclosed;

    private DropHome drops;
    private Path folder;
    private Path export;

    @BeforeAll
    static void make_keys() throws Exception {
        enclosed = new EnclosedDrops();
    }

    @BeforeEach
    void prepare_a_home_with_a_folder() throws IOException {
        drops = home(enclosed.envelope());
        export = drops.home().export("export.csv", 1, 20);
    }

    private DropHome home(Envelope envelope) throws IOException {
        DropHome made = new DropHome(directory).enclosed(envelope).with(DropHome.ISSUER, Completion.RENAME);
        folder = made.folder(DropHome.ISSUER);
        return made;
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    private DropHome home(Opening opening) throws IOException {
        return home(new Envelope() {
            @Override
            public String open(Path sealed, String name, OutputStream clear) throws IOException {
                return opening.open(sealed, name, clear);
            }

            @Override
            public Set<String> signers() {
                return Set.of();
            }
        });
    }

    /** What an envelope does when it is opened. */
    @FunctionalInterface
    private interface Opening {
        String open(Path sealed, String name, OutputStream clear) throws IOException;
    }

    private Drop once() throws IOException {
        return drops.once().get(0);
    }

    private List<Path> inbox() throws IOException {
        return DropHome.files(directory.resolve("inbox"));
    }

    @Test
    void its_content_becomes_a_batch_and_comes_once_in_whatever_envelope() throws Exception {
        String envelope = Inbox.sha256(enclosed.enclose(export, folder.resolve(NAME)))
                .toHex()
                .toLowerCase(Locale.ROOT);

        Drop drop = once();

        assertThat(drop.state()).isEqualTo(DropState.SEALED);
        assertThat(drop.of().sha256()).isEqualTo(Inbox.sha256(export).toHex().toLowerCase(Locale.ROOT));
        assertThat(drop.of().bytes()).isEqualTo(Files.size(export));
        assertThat(drop.of().envelope().sha256()).isEqualTo(envelope);
        assertThat(drop.of().envelope().signer()).matches("X.509 [0-9A-F]{64}");
        assertThat(drops.answers(DropHome.ISSUER).resolve("1-" + NAME + ".json"))
                .content()
                .contains("\"envelope_sha256\":\"" + envelope, "\"signer\":\"X.509 ");
        try (Pipeline pipeline = drops.home().open()) {
            assertThat(pipeline.audit().map(AuditEntry::reason))
                    .anyMatch(
                            detail -> detail.contains(", signed by X.509 ") && detail.contains("envelope " + envelope));
        }
        enclosed.enclose(export, folder.resolve("again.cms"));
        assertThat(once().state()).isEqualTo(DropState.REPEATED);
        assertThat(inbox()).isEmpty();
        assertThat(DropHome.files(folder)).isEmpty();
        Query.run(drops.home(), "update issuer_drop set signer = '' where number = 1");
        assertThatThrownBy(drops::journal).isInstanceOf(NotReconciledException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, M-101", "1, M-104"})
    void a_bare_or_an_altered_file_goes_to_quarantine_unopened(int altered, String rule) throws Exception {
        Path sealed = folder.resolve(NAME);
        Files.copy(export, sealed);
        if (altered > 0) {
            byte[] changed = Files.readAllBytes(enclosed.enclose(export, sealed));
            changed[changed.length / 2] ^= 1;
            Files.write(sealed, changed);
        }
        byte[] dropped = Files.readAllBytes(sealed);

        Drop drop = once();

        assertThat(drop.state()).isEqualTo(DropState.QUARANTINED);
        assertThat(drop.reason()).startsWith(rule + ": ");
        assertThat(drop.of().envelope()).isEqualTo(Drop.Envelope.NONE);
        assertThat(inbox()).isEmpty();
        assertThat(DropHome.files(folder.resolve(".quarantine")))
                .singleElement()
                .satisfies(file -> assertThat(file).hasBinaryContent(dropped));
    }

    @ParameterizedTest
    @CsvSource({"2000000, D-105", "900000, D-108"})
    void a_content_that_swells_is_not_taken(int bytes, String rule) throws Exception {
        drops = home((Opening) (file, name, clear) -> {
            clear.write(new byte[bytes]);
            return "nobody";
        });
        Files.writeString(folder.resolve(NAME), "small");
        assertThat(once().reason()).startsWith(rule + ": ");
        assertThat(inbox()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = CrashPoints.Point.class,
            names = {"DROP_CLAIMED", "DROP_COPIED", "DROP_TAKEN", "DROP_ENDED"})
    void a_service_that_dies_opens_it_once_more(CrashPoints.Point point) throws Exception {
        enclosed.enclose(export, folder.resolve(NAME));
        HaltAtPoint.inProcess = (at, step) -> {
            if (at.equals(point.name())) {
                throw new DeathInTest();
            }
        };
        assertThatThrownBy(drops::once).isInstanceOf(DeathInTest.class);
        HaltAtPoint.inProcess = CrashPoints.NONE;
        assertSealedOnce();
    }

    @Test
    void a_service_that_dies_while_it_opens_leaves_nothing_clear() throws Exception {
        enclosed.enclose(export, folder.resolve(NAME));
        drops = home((Opening) (file, name, clear) -> {
            try (OutputStream half = clear) {
                half.write(new byte[1000]);
            }
            throw new DeathInTest();
        });
        assertThatThrownBy(drops::once).isInstanceOf(DeathInTest.class);
        drops = home(enclosed.envelope());
        assertSealedOnce();
    }

    private void assertSealedOnce() throws IOException {
        drops.once();
        assertThat(drops.journal())
                .singleElement()
                .satisfies(drop -> assertThat(drop.state()).isEqualTo(DropState.SEALED));
        assertThat(inbox()).isEmpty();
        assertThat(DropHome.files(folder)).isEmpty();
    }

    private static final class DeathInTest extends Error {
        private static final long serialVersionUID = 1L;
    }
}
