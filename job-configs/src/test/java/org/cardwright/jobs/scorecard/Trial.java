package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.pipeline.ledger.DatabaseSettings;

/**
 * One batch in a bureau of its own that is going to be disturbed, and in the end must be what an undisturbed run makes.
 *
 * <p>Every run of a trial is the same command.
 */
final class Trial {

    /** Exit code of a run that may be tried again. */
    static final int TRY_AGAIN = 75;

    /** Orders of the reduced size: four slices and a rest of nothing. Rows share them, and with them the undisturbed run. */
    static final Map<String, Integer> FEW = Map.of("visa-sda", 62, "visa-dda", 2);

    /** Orders of the full size, where a row does not say how many. */
    static final Map<String, Integer> MANY = Map.of("visa-sda", 780, "visa-dda", 20);

    private static final Map<Map<String, Integer>, Remains> UNDISTURBED = new ConcurrentHashMap<>();
    private static final Map<Map<String, Integer>, Long> MILLIS = new ConcurrentHashMap<>();

    private final TestBureau bureau;
    private final Map<String, Integer> orders;
    private final DatabaseSettings database;
    private final Path export;

    private Trial(TestBureau bureau, Map<String, Integer> orders, DatabaseSettings database) throws IOException {
        this.bureau = bureau;
        this.orders = orders;
        this.database = database;
        this.export = bureau.export("orders.csv", 1, orders);
    }

    /** Over the embedded database of a home that the program makes itself: configuration, vault and all. */
    static Trial emptyHome(Path root, Map<String, Integer> orders) throws IOException {
        TestBureau bureau = new TestBureau(root);
        return new Trial(bureau, orders, DatabaseSettings.embedded(bureau.home().resolve("database")));
    }

    private Trial furnished() throws IOException {
        bureau.withQuickVault();
        bureau.set("threads = 2", "slices-per-chunk = 1");
        return this;
    }

    /** Over the embedded database. */
    static Trial embedded(Path root, Map<String, Integer> orders) throws IOException {
        return emptyHome(root, orders).furnished();
    }

    /** Over PostgreSQL. */
    static Trial over(DatabaseSettings database, Path root, Map<String, Integer> orders) throws IOException {
        Trial trial = new Trial(new TestBureau(root), orders, database).furnished();
        trial.bureau.set("database = " + database.url(), "database.user = " + database.user());
        return trial;
    }

    TestBureau bureau() {
        return bureau;
    }

    DatabaseSettings database() {
        return database;
    }

    /** The issuer's file. */
    Path export() {
        return export;
    }

    /** The command of every run. */
    String[] command() {
        return bureau.prepare(export);
    }

    /** Where the runs of this trial say what they have to say. */
    Program program(String... jvmOptions) {
        return new Program(bureau.root().resolve("logs"), jvmOptions);
    }

    /** Whatever was done to the batch, the same command now finishes it. */
    void finish() throws IOException, InterruptedException, SQLException {
        Program.Ended ended = new Program(bureau.root().resolve("logs-of-the-last-run")).run(command());
        assertThat(ended.exitCode())
                .as("%s: the last run: %s", bureau.root(), ended)
                .isZero();
        assertFinished();
        assertAuditIsOutside();
    }

    /** Same bytes, same rows, every step closed and balanced. */
    void assertFinished() throws IOException, InterruptedException, SQLException {
        assertThat(differences()).as(bureau.root().toString()).isEmpty();
        assertBalanced();
    }

    private void assertBalanced() throws SQLException {
        assertThat(LedgerRows.unbalanced(database)).as("unbalanced steps").isZero();
        assertThat(LedgerRows.chunksWithoutKeyUse(database))
                .as("chunks without their entry in the audit")
                .isZero();
    }

    /** To be asked after a run in which nothing failed. */
    void assertAuditIsOutside() throws IOException, SQLException {
        assertThat(entriesOutside()).as("%s: audit.log", bureau.root()).isEqualTo(LedgerRows.audit(database));
    }

    /** The keyed hashes of the entries in the file beside the database, each with a bar behind it. */
    List<String> entriesOutside() throws IOException {
        return Files.readAllLines(bureau.home().resolve("audit.log")).stream()
                .map(line -> line.replaceFirst(".*\"hash\":\"([0-9A-F]{64})\".*", "$1|"))
                .toList();
    }

    /** The same bytes; chunks of another size make other rows of the same sums. */
    void assertSameBytes() throws IOException, InterruptedException, SQLException {
        Remains undisturbed = undisturbed(orders);
        assertThat(Remains.of(bureau, database).withRowsOf(undisturbed).differencesFrom(undisturbed))
                .as(bureau.root().toString())
                .isEmpty();
        assertBalanced();
    }

    /** What a finished batch has otherwise than an undisturbed run. */
    List<String> differences() throws IOException, InterruptedException, SQLException {
        return Remains.of(bureau, database).differencesFrom(undisturbed(orders));
    }

    /**
     * Names below the output directory that a machine would look at although they are not, byte for byte, what an
     * undisturbed run ends with.
     */
    List<String> namesBeforeTheSeal() throws IOException, InterruptedException, SQLException {
        Map<String, String> sealed = undisturbed(orders).files();
        Map<String, String> there = Files.isDirectory(bureau.out()) ? Remains.contents(bureau.out()) : Map.of();
        boolean begun = there.keySet().stream().anyMatch(name -> !name.startsWith("."));
        return begun && !there.equals(sealed) ? List.copyOf(there.keySet()) : List.of();
    }

    /** Every file and directory in which this batch has bytes of records, under all the names they have until the seal. */
    List<Path> files() throws IOException, InterruptedException, SQLException {
        return new BatchPaths(bureau, undisturbed(orders)).all();
    }

    /** Deletes the bureau. */
    void forget() {
        Directories.delete(bureau.root());
    }

    /** How long an undisturbed run takes on this machine, from an empty database to its end. */
    static long undisturbedMillis(Map<String, Integer> orders) throws IOException, InterruptedException, SQLException {
        undisturbed(orders);
        return Objects.requireNonNull(MILLIS.get(orders));
    }

    /** How long the program takes to start, open a home and end on this machine now. */
    static long startMillis() throws IOException, InterruptedException {
        Trial trial = embedded(Files.createTempDirectory("start"), Map.of("visa-sda", 1));
        ForkClassPath.options(List.of());
        long started = System.nanoTime();
        Program.Ended ended = trial.program()
                .run("batch", "list", "--home", trial.bureau.home().toString());
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        trial.forget();
        return (System.nanoTime() - started) / 1_000_000;
    }

    /** What an undisturbed run leaves, made once per JVM; it is deleted again, its hashes stay. */
    static Remains undisturbed(Map<String, Integer> orders) throws IOException, InterruptedException, SQLException {
        Remains known = UNDISTURBED.get(orders);
        if (known != null) {
            return known;
        }
        Trial trial = embedded(Files.createTempDirectory("undisturbed"), orders);
        Program program = trial.program();
        ForkClassPath.options(List.of());
        long started = System.nanoTime();
        Program.Ended ended = program.run(trial.command());
        MILLIS.put(orders, (System.nanoTime() - started) / 1_000_000);
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        Remains remains = Remains.of(trial.bureau, trial.database);
        int ordered = orders.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(remains.cards()).hasSize(ordered).doesNotHaveDuplicates();
        assertThat(remains.ledger()).hasSizeGreaterThan(ordered);
        trial.forget();
        UNDISTURBED.put(orders, remains);
        return remains;
    }
}
