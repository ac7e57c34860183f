package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cardwright.jobs.sample.OrderForms;
import org.cardwright.sample.SampleData;
import org.cardwright.sample.SoftHsmTokens;

/** A run with everything that can go wrong: rejected records, a kill and a restart, refusals, wrong commands. */
final class CanaryRun implements AutoCloseable {

    private static final String ISSUER = "bank-one";
    private static final long LONGEST_WAIT_MILLIS = 120_000;

    private final Path folder;
    private final Map<String, Integer> orders;
    private final TestBureau bureau;
    private final Path temp;
    private final Path working;
    private final Path dumps;
    private final Path exports;
    private final Path held;
    private final Program program;
    private final Program holding;
    private final List<Process> started = new ArrayList<>();
    private List<String> opening = List.of();

    private CanaryRun(Path folder, Map<String, Integer> orders, TestBureau bureau) throws IOException {
        this.folder = folder;
        this.orders = orders;
        this.bureau = bureau;
        this.temp = Files.createDirectories(folder.resolve("temp"));
        this.working = Files.createDirectories(folder.resolve("working"));
        this.dumps = Files.createDirectories(folder.resolve("dumps"));
        this.exports = Files.createDirectories(folder.resolve("exports"));
        this.held = folder.resolve("held");
        this.program = program();
        this.holding = program("-D" + HeldAtExit.HELD + "=" + held).through(HeldAtExit.class);
    }

    /** With the keys in a vault. */
    static CanaryRun inVault(Path folder, Map<String, Integer> orders) throws IOException {
        return new CanaryRun(folder, orders, new TestBureau(folder.resolve("bureau")).withQuickVault());
    }

    /** With the keys on a fresh token; the run that brings them there is over when this returns. */
    static CanaryRun onToken(Path folder, Map<String, Integer> orders, String token) throws Exception {
        CanaryRun run = new CanaryRun(folder, orders, new TestBureau(folder.resolve("bureau")));
        run.bureau.set(
                "security-module = pkcs11",
                "pkcs11.library = " + SoftHsmTokens.library(),
                "pkcs11.tokens = " + token,
                "custody = transit");
        Path pin = Files.writeString(run.exports.resolve("pin.txt"), SoftHsmTokens.PIN + "\n");
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
        run.opening = List.of("--passphrase-file", pin.toString());
        run.expect(0, run.opened("keys", "list", "--home", run.bureau.home().toString()));
        return run;
    }

    private Program program(String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("-Djava.io.tmpdir=" + temp);
        return new Program(folder.resolve("logs-" + more.length), options.toArray(new String[0])).in(working);
    }

    boolean hasVault() {
        return opening.isEmpty();
    }

    TestBureau bureau() {
        return bureau;
    }

    /** Writes the issuer's file and gives its bytes. */
    byte[] export(int ordersBetweenMistakes) throws IOException {
        byte[] bytes = OrderForms.delimitedOneOfAKind(ISSUER, 1, orders, ordersBetweenMistakes);
        Files.write(exports.resolve("orders.csv"), bytes);
        return bytes;
    }

    private String[] prepare() {
        return opened(bureau.prepare(exports.resolve("orders.csv")));
    }

    private String[] opened(String... command) {
        return Stream.concat(Stream.of(command), opening.stream()).toArray(String[]::new);
    }

    /** Makes key pairs ahead for some of the cards: the tables then hold them wrapped, and a card's parts are looked for there. */
    void fillPool() throws Exception {
        bureau.set("key-pool = on", "key-pool.pairs = 1024/3:16:0, 1152/3:2:0");
        expect(0, opened("pool", "fill", "--home", bureau.home().toString()));
    }

    /** Looks at everything in the middle of <em>prepare</em>, then kills it there and looks at what it left. */
    void killedInPrepare(Leaks leaks) throws Exception {
        Program.Running running = program.start(prepare());
        Process process = keep(running.process());
        await(process, () -> holds(bureau.home().resolve("work"), "prepared"));
        Inspection inspection = new Inspection(running, dumps);
        Path heap = inspection.heap("prepare");
        Map<String, byte[]> surroundings = inspection.surroundings();
        process.destroyForcibly().waitFor();
        leaks.addWorkingHeap(heap);
        surroundings.forEach(leaks::add);
        leaks.add("after the kill:", scanFiles(leaks.scan()));
    }

    /** Wrong passphrase, wrong file, wrong layout, a file that is none of ours, a command without its options. */
    void refusals(Leaks leaks) throws Exception {
        Path export = exports.resolve("orders.csv");
        Path wrong = Files.writeString(exports.resolve("passphrase"), "not the passphrase of this vault\n");
        String home = bureau.home().toString();
        String out = bureau.out().toString();
        List<String> prepare = new ArrayList<>(List.of(bureau.prepare(export)));
        prepare.addAll(List.of("--passphrase-file", wrong.toString()));
        expect(77, prepare.toArray(new String[0]));
        expect(65, opened("prepare", broken().toString(), "--issuer", ISSUER, "--out", out, "--home", home));
        expect(65, "show", export.toString());
        expect(64, "prepare", export.toString(), "--home", home);
        leaks.add("refusals", scanFiles(leaks.scan()));
    }

    private void expect(int exitCode, String... arguments) throws Exception {
        Program.Ended ended = program.run(arguments);
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(exitCode);
    }

    /** The same orders with a quote that is never closed. */
    private Path broken() throws IOException {
        String text = Files.readString(exports.resolve("orders.csv"), StandardCharsets.UTF_8);
        int middle = text.indexOf('\n', text.length() / 2) + 1;
        return Files.writeString(
                exports.resolve("broken.csv"),
                text.substring(0, middle) + "\"" + text.substring(middle),
                StandardCharsets.UTF_8);
    }

    /** Restarts it, looks at the heap while the files are verified, and at everything when it is about to end. */
    void toTheEnd(Leaks leaks) throws Exception {
        Program.Running running = holding.start(prepare());
        Process process = keep(running.process());
        Inspection inspection = new Inspection(running, dumps);
        await(process, () -> holds(bureau.out(), "rejects.csv") || Files.exists(held));
        Path heap = inspection.heap("release");
        await(process, () -> Files.exists(held));
        leaks.addWorkingHeap(heap);
        leaks.add("heap at the end", leaks.scan().scan(inspection.heap("end")));
        inspection.surroundings().forEach((place, bytes) -> leaks.add(place + " at the end", bytes));
        leaks.add("before the end:", scanFiles(leaks.scan()));
        Files.delete(held);
        Program.Ended ended = running.await();
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains(" rejected");
    }

    /** Hands the cards to an embosser: they stand in its folder and nowhere else, and there only until it has taken them. */
    boolean throughQueue(Leaks leaks) throws Exception {
        Path definition = bureau.home().resolve("config/machines/embosser-1.xml");
        Files.writeString(definition, Files.readString(definition).replace("job-cards=\"250\"", "job-cards=\"5000\""));
        String[] feed = opened(
                "personalize",
                bureau.batch().toString(),
                "--machine",
                "embosser-1",
                "--wait",
                "0",
                "--home",
                bureau.home().toString());
        expect(75, feed);
        Path queues = bureau.home().resolve("queues");
        boolean there = !leaks.scan().scan(List.of(queues), List.of()).isEmpty();
        leaks.add("while the embosser has a job:", scanFiles(leaks.scan(), List.of(queues)));
        SimulatedEmbosser.makesAll(queues.resolve("embosser-1"));
        expect(0, feed);
        leaks.add("after the embosser:", scanFiles(leaks.scan()));
        return there;
    }

    /** Every file below the folder but what the issuer sent, the inbox, the output and our own dumps. */
    List<CanaryScan.Hit> scanFiles(CanaryScan scan) throws IOException {
        return scanFiles(scan, List.of());
    }

    private List<CanaryScan.Hit> scanFiles(CanaryScan scan, List<Path> more) throws IOException {
        List<Path> allowed = new ArrayList<>(more);
        allowed.addAll(List.of(exports, bureau.home().resolve("inbox"), bureau.out(), dumps));
        return scan.scan(List.of(folder), allowed);
    }

    /** Opens the records of a product as the personalizer would: lines {@code DGIxxxx=HEX}. */
    List<String> opened(String product) throws Exception {
        Path keys = Files.write(
                exports.resolve("transport-keys.json"), SampleData.bytes("keys-test-only/transport-keys.json"));
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        Path opened = Files.createDirectories(exports.resolve("opened-" + product));
        try (Stream<Path> groups = Files.list(bureau.batch())) {
            Path group = groups.filter(path -> path.getFileName().toString().startsWith(product + "."))
                    .findFirst()
                    .orElseThrow();
            String chip = group.resolve("chip.cps").toString();
            expect(0, "show", chip, "--format", "dgi", "--keys", keys.toString(), "--out", opened.toString());
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(opened)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file, StandardCharsets.US_ASCII));
            }
        }
        return lines;
    }

    /** The heap that was dumped when the program was about to end. */
    Path heapAtTheEnd() {
        return dumps.resolve("end.hprof");
    }

    /** Starts the program with a secret in every place of a process, and says where it was found. */
    Map<String, Boolean> plantedInProcess(String secret, CanaryScan scan) throws Exception {
        Program planted = program("-Dscorecard.planted=" + secret, "-D" + HeldAtExit.HELD + "=" + held)
                .through(HeldAtExit.class);
        Program.Running running =
                planted.start(List.of(), Map.of("PLANTED", secret), List.of("show", "planted" + secret));
        Process process = keep(running.process());
        await(process, () -> Files.exists(held));
        Inspection inspection = new Inspection(running, dumps);
        Map<String, Boolean> found = new TreeMap<>();
        inspection
                .surroundings()
                .forEach((place, bytes) ->
                        found.put(place, !scan.scan(place, bytes).isEmpty()));
        found.put("heap", !scan.scan(inspection.heap("planted")).isEmpty());
        Files.delete(held);
        found.put("standard error", !scan.scan(running.err()).isEmpty());
        running.await();
        return found;
    }

    /** A file with the secret in each directory that is scanned. */
    List<Path> plantedInFiles(String secret) throws IOException {
        List<Path> places = new ArrayList<>();
        for (Path directory : List.of(temp, working, bureau.home().resolve("work"), folder.resolve("logs-0"))) {
            places.add(Files.writeString(directory.resolve("planted"), "x" + secret + "y", StandardCharsets.US_ASCII));
        }
        return places;
    }

    private Process keep(Process process) {
        started.add(process);
        return process;
    }

    /** Something that is not so yet. */
    private interface Condition {
        boolean met() throws IOException;
    }

    private static void await(Process process, Condition condition) throws Exception {
        long until = System.currentTimeMillis() + LONGEST_WAIT_MILLIS;
        while (!condition.met()) {
            if (!process.isAlive() || System.currentTimeMillis() > until) {
                throw new AssertionError("the program did not come so far, alive " + process.isAlive());
            }
            Thread.sleep(2);
        }
    }

    /** A file whose name begins so and that is not empty. */
    private static boolean holds(Path directory, String begin) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(begin))
                    .anyMatch(file -> file.toFile().length() > 0);
        } catch (UncheckedIOException moved) {
            return false;
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
