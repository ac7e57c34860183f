package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.launch.ClaimGround.Where;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a service that died or lost its server left in the bureau's own directory is taken for nothing else. */
class DropClaimTest {

    private static final String NAME = ClaimGround.NAME;
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    private ClaimGround ground;
    private DropHome drops;
    private Path folder;

    @BeforeEach
    void prepare_a_ground() throws Exception {
        ground = new ClaimGround(directory);
    }

    @AfterEach
    void end_the_server() throws IOException {
        ground.close();
    }

    private void agree(Where where) throws IOException {
        drops = ground.agree(where, Completion.MARKER);
        folder = ground.folder();
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void a_new_file_is_not_taken_for_one_whose_removal_was_cut_off(Where where) throws Exception {
        agree(where);
        ground.drop("the night before");
        ground.die(CrashPoints.Point.DROP_HALF_REMOVED);
        Path half = Files.writeString(folder.resolve(NAME), "tomorrow, until now");

        drops.once();

        assertThat(half).hasContent("tomorrow, until now");
        assertThat(DropHome.files(folder)).containsExactly(half);
        assertThat(drops.journal()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void a_half_claim_that_the_journal_knows_is_not_finished(Where where) throws Exception {
        agree(where);
        ground.drop("the night before");
        Drop known = drops.once().get(0);
        Path half = Files.writeString(folder.resolve(NAME), "tomorrow, until now");
        ground.plant(known.id() + "+" + NAME);

        drops.once();

        assertThat(DropHome.files(folder)).containsExactly(half);
        assertThat(drops.journal()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void a_file_that_is_exchanged_when_its_mark_is_taken_is_not_read(Where where) throws Exception {
        agree(where);
        ground.drop("the night before");
        HaltAtPoint.inProcess = (at, step) -> {
            if (at.equals(CrashPoints.Point.DROP_HALF_CLAIMED.name())) {
                exchange();
            }
        };

        assertThat(drops.once())
                .singleElement()
                .satisfies(drop -> assertThat(drop.reason()).startsWith("D-109: "));

        assertThat(DropHome.files(folder.resolve(".quarantine"))).hasSize(2);
        assertThat(DropHome.files(folder)).hasSize(2);
    }

    private void exchange() {
        try {
            ground.rewrite("tomorrow, until now", Duration.ofSeconds(5));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void what_the_bureau_did_not_put_into_its_directory_is_told_and_left(Where where) throws Exception {
        agree(where);
        drops.with("other", Completion.RENAME);
        Files.writeString(drops.folder("other").resolve(NAME), "of another issuer");
        Drop others = drops.once().get(0);
        Path planted = ground.plant(others.id() + "-" + NAME);
        Path renamed = ground.plant(ID + "-.hidden");
        Path escape = ground.plant(ID + "-\u001b]0;x");
        ground.drop("its own");

        assertThat(drops.once()).extracting(drop -> drop.of().name()).containsExactly(NAME);

        assertThat(DropHome.files(folder)).containsExactlyInAnyOrder(planted, renamed, escape);
        assertThat(drops.heard())
                .contains("bank: D-202: ", "(2 entries are not the bureau's)", "(" + NAME + ")")
                .doesNotContain("\u001b");
        assertThat(drops.journal()).hasSize(2);
    }
}
