package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.scorecard.HaltAtPoint.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PINs that are really random, in a program that dies: whatever goes on after intake finds the PINs that intake has assigned. */
class NewPinHaltTest {

    private static final Map<String, Integer> ORDERS = Map.of("visa-sda", 12);
    private static final String NEW_PIN =
            "<issuer-keys/><new-pin source=\"RANDOM\" digits=\"12\"" + " storage-key=\"${issuer}.pin-storage\"/>";

    @TempDir
    private Path folder;

    @Test
    void every_run_after_the_same_death_puts_the_same_pins_onto_the_cards() throws Exception {
        TestBureau bureau = bureau("one");
        Path before = folder.resolve("before");
        copy(bureau.root(), before);
        String[] prepare = bureau.prepare(bureau.root().resolve("orders.csv"));
        Path dead = dead(bureau, prepare, "STEP_CREATED/prepare/1");

        Map<String, ByteString> first = finished(bureau, prepare);
        replace(bureau, dead);
        assertThat(finished(bureau, prepare)).isEqualTo(first);

        replace(bureau, before);
        assertThat(chips(finished(bureau, prepare)))
                .as("nothing was assigned yet: other PINs, other cards")
                .isNotEqualTo(chips(first));
    }

    /** The PINs stand in the files of the chunk, and no row knows them. */
    @Test
    void a_death_before_the_commit_of_intake_leaves_no_pin_to_anybody() throws Exception {
        TestBureau bureau = bureau("two");
        String[] prepare = bureau.prepare(bureau.root().resolve("orders.csv"));
        Path dead = dead(bureau, prepare, "CHUNK_WRITTEN/intake/1");
        Map<String, ByteString> first = finished(bureau, prepare);
        replace(bureau, dead);
        Map<String, ByteString> second = finished(bureau, prepare);
        assertThat(chips(second)).isNotEqualTo(chips(first));
        assertThat(chips(second).size())
                .as("as many cards")
                .isEqualTo(chips(first).size());
    }

    private Path dead(TestBureau bureau, String[] prepare, String moment) throws Exception {
        Program program = new Program(
                        folder.resolve("logs"), Moment.parse(moment).option())
                .withClasses(HaltAtPoint.service(folder));
        assertThat(program.run(prepare).exitCode()).isEqualTo(HaltAtPoint.HALTED);
        Path dead = folder.resolve("dead");
        copy(bureau.root(), dead);
        return dead;
    }

    private Map<String, ByteString> finished(TestBureau bureau, String[] prepare) throws Exception {
        Program.Ended ended = new Program(folder.resolve("logs-" + System.nanoTime())).run(prepare);
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        return bureau.outputs();
    }

    private static String chip(Map<String, ByteString> files) {
        return files.keySet().stream()
                .filter(name -> name.endsWith("/chip.cps"))
                .findFirst()
                .orElseThrow();
    }

    private static ByteString chips(Map<String, ByteString> files) {
        return files.getOrDefault(chip(files), ByteString.EMPTY);
    }

    /** Nothing is drawn from the published seed, and no order has a PIN block. */
    private TestBureau bureau(String name) throws IOException {
        TestBureau bureau = new TestBureau(folder.resolve(name)).withQuickVault();
        HomeDirectory home = HomeDirectory.open(bureau.home());
        edit(home.config("cardwright.properties"), "key.test-seed = bureau.test-seed", "threads = 2");
        Path product = home.config("products").resolve("visa-sda.xml");
        edit(product, "pin-required=\"true\"", "pin-required=\"false\"");
        edit(product, "<issuer-keys pin=\"${issuer}.kek1-p0\"/>", NEW_PIN);
        withoutPins(bureau.export("orders.csv", 1, ORDERS));
        return bureau;
    }

    private static void edit(Path file, String old, String replacement) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, replacement));
    }

    private static void withoutPins(Path export) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(export));
        List<String> columns = List.of(lines.get(1).split(";", -1));
        for (int i = 2; i < lines.size() - 1; i++) {
            String[] cells = lines.get(i).split(";", -1);
            cells[columns.indexOf("pinBlock")] = "";
            cells[columns.indexOf("pinFormat")] = "";
            lines.set(i, String.join(";", cells));
        }
        Files.write(export, lines);
    }

    private static void replace(TestBureau bureau, Path copy) throws Exception {
        Directories.delete(bureau.root());
        copy(copy, bureau.root());
    }

    private static void copy(Path from, Path to) throws Exception {
        Process copying = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(copying.waitFor()).isZero();
    }
}
