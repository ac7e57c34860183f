package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R14: no order is produced twice, whatever is sent again, and under which name. */
class ReplayTest {

    private static final Map<String, Integer> ORDERS = Map.of("visa-sda", 12);
    private static final int LONG_RUN_ORDERS = 600;

    @TempDir
    private Path folder;

    private int situations;

    @Tag("R14")
    @Row(
            claim = "duplicates and replays are refused",
            wanted = "0, 65, 70 or 75 as the situation demands, the first batch named, 0 second productions")
    @Test
    void nothing_is_produced_twice(Evidence evidence) throws Exception {
        TestBureau bureau = new TestBureau(folder.resolve("bureau")).withQuickVault();
        Program program = new Program(folder.resolve("logs"));
        Path first = bureau.export("orders.csv", 1, ORDERS);
        expect(0, program.run(bureau.prepare(first)));
        Path batch = bureau.batch();
        String name = batch.getFileName().toString();
        Map<String, ByteString> outputs = bureau.outputs();

        Path renamed = Files.copy(first, folder.resolve("renamed.txt"));
        Program.Ended again = program.run(bureau.prepare(renamed));
        expect(0, again);
        assertThat(again.out()).contains("already done", name);
        assertThat(bureau.outputs()).isEqualTo(outputs);

        Path reordered = reordered(first);
        refusedAsReplay(program.run(bureau.prepare(reordered)), name);
        refusedAsReplay(program.run(bureau.prepare(changed(first, "TESTVILLE", "ELSEWHERE"))), name);
        Program.Ended skipped = program.run(bureau.prepare(bureau.export("third.csv", 3, ORDERS)));
        refusedAsReplay(skipped, name);
        assertThat(bureau.outputs()).isEqualTo(outputs);

        sameCardsInAnotherFile(program, bureau, first, name);
        alteredOrMissing(program, bureau, first, batch);
        whileItRuns(program, evidence);

        evidence.figure("situations", situations);
        evidence.figure("cards produced twice", cardsProducedTwice(bureau));
        assertThat(cardsProducedTwice(bureau)).isZero();
        copyTree(batchNamed(bureau, 2), bureau.out().resolve("0123456789abcdef"));
        evidence.control("a batch produced twice", cardsProducedTwice(bureau) > 0);
    }

    private void expect(int exitCode, Program.Ended ended) {
        situations++;
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(exitCode);
    }

    private void refusedAsReplay(Program.Ended ended, String firstBatch) {
        expect(65, ended);
        assertThat(ended.err()).contains(firstBatch);
    }

    /** Other content with the used sequence number: the same orders from behind. */
    private Path reordered(Path export) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(export, StandardCharsets.UTF_8));
        lines.subList(2, lines.size() - 1).sort(Comparator.reverseOrder());
        return Files.writeString(folder.resolve("reordered.csv"), String.join("\n", lines) + "\n");
    }

    private Path changed(Path export, String from, String to) throws IOException {
        String text = Files.readString(export, StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return Files.writeString(folder.resolve("changed.csv"), text.replace(from, to));
    }

    /** The next file of the issuer holds cards of the first one, and new ones: only the new ones are made. */
    private void sameCardsInAnotherFile(Program program, TestBureau bureau, Path first, String name) throws Exception {
        List<String> old = Files.readAllLines(first, StandardCharsets.UTF_8);
        List<String> fresh =
                Files.readAllLines(bureau.export("more.csv", 2, Map.of("visa-sda", 20)), StandardCharsets.UTF_8);
        // the first twelve orders of the new file are cards of the old one: same PAN, sequence number, date
        assertThat(cell(fresh.get(2), 4)).isEqualTo(cell(old.get(2), 4));
        Program.Ended ended = program.run(bureau.prepare(bureau.root().resolve("more.csv")));
        expect(0, ended);
        assertThat(ended.out()).contains("20 ordered = 8 good + 12 rejected");
        String rejects = Files.readString(batchNamed(bureau, 2).resolve("rejects.csv"), StandardCharsets.UTF_8);
        assertThat(rejects.lines().filter(line -> line.contains(name)).count())
                .as(rejects)
                .isEqualTo(12);
    }

    private static String cell(String line, int number) {
        return line.split(";", -1)[number];
    }

    private void alteredOrMissing(Program program, TestBureau bureau, Path first, Path batch) throws Exception {
        Path chip = batch.resolve("visa-sda.visa-classic/chip.cps");
        byte[] good = Files.readAllBytes(chip);
        byte[] bad = good.clone();
        bad[bad.length / 3] ^= 4;
        Files.write(chip, bad);
        expect(70, program.run(bureau.prepare(first)));
        Files.write(chip, good);
        Path aside = folder.resolve("aside");
        Files.move(batch, aside);
        expect(70, program.run(bureau.prepare(first)));
        assertThat(batch).doesNotExist();
        Files.move(aside, batch);
        expect(0, program.run(bureau.prepare(first)));
    }

    /** The same content under another name while its batch is being made. */
    private void whileItRuns(Program program, Evidence evidence) throws Exception {
        TestBureau busy = new TestBureau(folder.resolve("busy")).withQuickVault();
        Path export = busy.export("orders.csv", 1, Map.of("visa-sda", evidence.size(LONG_RUN_ORDERS, 3_000)));
        Program.Running running = program.start(busy.prepare(export));
        Path work = busy.home().resolve("work");
        while (running.process().isAlive() && !hasFiles(work)) {
            Thread.sleep(5);
        }
        Path renamed = Files.copy(export, folder.resolve("busy.txt"));
        expect(75, program.run(busy.prepare(renamed)));
        assertThat(running.process().isAlive()).isTrue();
        running.kill();
        running.process().waitFor();
    }

    private static boolean hasFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }

    /** Card numbers that stand in the embossing files of two batches. */
    private static int cardsProducedTwice(TestBureau bureau) throws IOException {
        Map<String, Integer> made = new HashMap<>();
        try (Stream<Path> walk = Files.walk(bureau.out())) {
            for (Path chip : walk.filter(path -> path.endsWith("chip.cps")).toList()) {
                for (List<PlainCard> card : PlainCard.all(Files.readAllBytes(chip))) {
                    byte[] record = card.get(0).groupings().get(0x0201);
                    byte[] pan = PlainCard.objects(PlainCard.objects(record).get(0x70))
                            .get(0x5A);
                    made.merge(ByteString.of(pan).toHex(), 1, Integer::sum);
                }
            }
        }
        return (int) made.values().stream().filter(times -> times > 1).count();
    }

    /** The batch with the second file of the issuer. */
    private static Path batchNamed(TestBureau bureau, int file) throws IOException {
        try (Stream<Path> batches = Files.list(bureau.out())) {
            List<Path> found = new ArrayList<>();
            for (Path batch : batches.filter(
                            path -> !path.getFileName().toString().startsWith("."))
                    .toList()) {
                int rejected = Manifest.read(batch.resolve(Manifest.NAME))
                        .head()
                        .counts()
                        .rejected();
                if (rejected > 0 == (file == 2)) {
                    found.add(batch);
                }
            }
            return found.get(0);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : walk.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
