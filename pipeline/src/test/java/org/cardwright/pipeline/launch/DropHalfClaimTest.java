package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.pipeline.launch.ClaimGround.NOW;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.launch.ClaimGround.Where;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A claim of which a dead service moved only the second file is finished with its own file, or told and kept: never removed unread. */
class DropHalfClaimTest {

    private static final Duration LONG_AGO = Duration.ofDays(-400);
    private static final Duration LATER = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private ClaimGround ground;
    private DropHome drops;

    @BeforeEach
    void prepare_a_ground() throws Exception {
        ground = new ClaimGround(directory);
    }

    @AfterEach
    void end_the_server() throws IOException {
        ground.close();
    }

    private void half(Where where, Completion completion, Duration later) throws IOException {
        drops = drops == null ? ground.agree(where, completion) : drops;
        ground.drop("the night before", completion, later);
        ground.die(CrashPoints.Point.DROP_HALF_CLAIMED);
    }

    /** Second files that are older than their file are an honest issuer's, and so are later ones. */
    private static Stream<Arguments> halves() {
        return Stream.of(
                Arguments.of(Where.HERE, Completion.MARKER, LONG_AGO),
                Arguments.of(Where.HERE, Completion.MARKER, LATER),
                Arguments.of(Where.HERE, Completion.CHECKSUM, LONG_AGO),
                Arguments.of(Where.AT_A_SERVER, Completion.MARKER, LONG_AGO),
                Arguments.of(Where.AT_A_SERVER, Completion.CHECKSUM, LONG_AGO));
    }

    @ParameterizedTest
    @MethodSource("halves")
    void it_is_finished_whenever_its_second_file_was_made(Where where, Completion completion, Duration later)
            throws Exception {
        half(where, completion, later);
        ground.die(CrashPoints.Point.DROP_COPIED);

        drops.once();

        assertThat(drops.journal()).singleElement().satisfies(drop -> {
            assertThat(drop.state()).isEqualTo(DropState.REFUSED);
            assertThat(drop.of().sha256()).isNotEmpty();
        });
        assertThat(DropHome.files(ground.folder())).isEmpty();
        assertThat(ground.answers()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void a_file_that_was_written_since_waits_for_another_mark(Where where) throws Exception {
        half(where, Completion.MARKER, NOW);
        Path successor = ground.rewrite("tomorrow, until now", LONG_AGO);

        assertThat(drops.once()).extracting(ClaimGround::rule).containsExactly("D-109");

        assertThat(successor).hasContent("tomorrow, until now");
        assertThat(ground.quarantined()).hasSize(1);
        assertThat(ground.answers()).hasSize(1);
        Files.createFile(ground.folder().resolve(ClaimGround.NAME + ".done"));
        assertThat(drops.once()).extracting(Drop::state).containsExactly(DropState.REFUSED);
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void a_file_that_is_gone_is_told_and_its_mark_is_kept(Where where) throws Exception {
        half(where, Completion.MARKER, NOW);
        Files.delete(ground.file());
        ground.die(CrashPoints.Point.DROP_REFUSED);
        assertThat(ground.quarantined()).isEmpty();

        drops.once();

        assertThat(drops.journal()).extracting(ClaimGround::rule).containsExactly("D-109");
        assertThat(ground.quarantined()).hasSize(1);
        assertThat(DropHome.files(ground.folder())).hasSize(1);
        assertThat(ground.answers()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void a_checksum_decides_of_a_file_that_was_written_since(Where where) throws Exception {
        half(where, Completion.CHECKSUM, NOW);
        ground.rewrite("the night before", LATER);
        assertThat(drops.once()).extracting(Drop::state).containsExactly(DropState.REFUSED);

        half(where, Completion.CHECKSUM, NOW);
        ground.rewrite("the night after, until now", LATER);
        assertThat(drops.once()).extracting(ClaimGround::rule).containsExactly("D-106");

        half(where, Completion.CHECKSUM, NOW);
        ground.drop("with a checksum of its own", Completion.CHECKSUM, NOW);
        assertThat(drops.once())
                .extracting(Drop::state)
                .containsExactlyInAnyOrder(DropState.QUARANTINED, DropState.REFUSED);
        assertThat(ground.quarantined()).hasSize(3);
        assertThat(DropHome.files(ground.folder())).hasSize(3);
    }

    @Test
    void a_file_that_was_exchanged_before_the_service_died_is_not_read() throws Exception {
        drops = ground.agree(Where.HERE, Completion.MARKER);
        ground.drop("the night before");
        ground.dieAfter(CrashPoints.Point.DROP_CLAIMED, () -> {
            try {
                ground.rewrite("tomorrow, until now", LONG_AGO);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });

        assertThat(drops.once()).extracting(ClaimGround::rule).containsExactly("D-109");
        assertThat(ground.quarantined()).hasSize(2);
    }

    @Test
    void a_listing_that_misses_the_file_makes_no_half_of_a_whole_claim() throws Exception {
        drops = ground.agree(Where.AT_A_SERVER, Completion.MARKER);
        ground.drop("the night before");
        ground.die(CrashPoints.Point.DROP_CLAIMED);
        ground.server().play(SftpTrick.LISTS_HALVES);
        ground.rewrite("tomorrow, until now", NOW);

        assertThat(drops.once()).extracting(Drop::state).containsExactly(DropState.REFUSED);
        assertThat(DropHome.files(ground.folder())).containsExactly(ground.file());
    }

    @Test
    void a_mark_of_which_nobody_knows_the_file_is_told_and_kept() throws Exception {
        drops = ground.agree(Where.HERE, Completion.MARKER);
        drops.once();
        ground.rewrite("of an older program", NOW);
        ground.plant("0".repeat(32) + "+" + ClaimGround.NAME);
        ground.plant("f".repeat(32) + "=a_b.csv");

        assertThat(drops.once()).extracting(ClaimGround::rule).containsExactlyInAnyOrder("D-109", "D-101");
        assertThat(ground.quarantined()).hasSize(2);
        assertThat(ground.file()).hasContent("of an older program");
    }
}
