package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run of the service ends, whatever issuers do meanwhile, and tells each of them once. */
class DropRunTest {

    private static final int MOST = 3;
    private static final int FEW = 20;

    @TempDir
    private Path directory;

    private DropHome drops;
    private int next = MOST;

    @BeforeEach
    void prepare_a_home_with_a_folder() throws IOException {
        drops = new DropHome(directory).with(DropHome.ISSUER, Completion.RENAME);
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    private void link(int name) throws IOException {
        Files.createSymbolicLink(drops.folder(DropHome.ISSUER).resolve("link-" + name), directory);
    }

    @Test
    void it_takes_so_many_of_an_issuer_and_no_more() throws Exception {
        for (int i = 0; i < MOST; i++) {
            link(i);
        }
        // for each one that goes another one comes, until a run without a bound would end too
        HaltAtPoint.inProcess = (at, step) -> {
            if (at.equals(CrashPoints.Point.DROP_REFUSED.name())) {
                comeAgain();
            }
        };
        assertThat(drops.once(MOST)).hasSize(MOST);
        assertThat(drops.heard()).containsOnlyOnce("bank: " + MOST + " files were taken in this run");
        HaltAtPoint.inProcess = CrashPoints.NONE;
        assertThat(drops.once()).hasSize(MOST);
    }

    private void comeAgain() {
        try {
            if (next < FEW) {
                link(next++);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void who_was_told_is_not_told_again() throws Exception {
        link(1);
        Path answer = drops.answers(DropHome.ISSUER).resolve("1-link-1.json");
        List<Object> told = new ArrayList<>();
        HaltAtPoint.inProcess = (at, step) -> {
            if (at.equals(CrashPoints.Point.DROP_REFUSED.name())) {
                // whoever looks for those that are untold comes first
                WaitFor.condition(() -> Files.exists(answer));
                told.add(inode(answer));
            }
        };
        assertThat(drops.once()).extracting(Drop::number).containsExactly(1L);
        assertThat(told).containsExactly(inode(answer));
    }

    private static Object inode(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
