package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R13: whatever goes wrong, no card number, name, PIN or key stands anywhere but in the inbox and the output. */
class CanaryTest {

    private static final int SLICES_PER_CHUNK = 32;
    private static final int CHUNK_CARDS = 16 * SLICES_PER_CHUNK;
    private static final int ORDERS_BETWEEN_MISTAKES = 9;

    @TempDir
    private Path folder;

    @Tag("R13")
    @Row(
            claim = "no clear PAN, PIN or key outside its place",
            wanted = "0 hits outside inbox and output, planted canary found in 100 % of places, heap <= 2 x chunk")
    @Test
    void nothing_leaks_on_the_embedded_database(Evidence evidence) throws Exception {
        try (CanaryRun run = CanaryRun.inVault(folder, orders(evidence))) {
            run.bureau().set("slices-per-chunk = " + SLICES_PER_CHUNK, "threads = 2");
            measure(evidence, run, new EmbeddedTables(run.bureau().home().resolve("database")));
        }
    }

    /** The same over PostgreSQL: its tables copied out, its data directory and write-ahead log as bytes. */
    @Tag("R13")
    @Tag("full")
    @Row(
            variant = "PostgreSQL",
            claim = "no clear PAN, PIN or key outside its place",
            wanted = "0 hits outside inbox and output, planted canary found in 100 % of places, heap <= 2 x chunk")
    @Test
    void nothing_leaks_on_postgresql(Evidence evidence) throws Exception {
        Path data = folder.resolve("server");
        try (PostgresServer server = PostgresServer.startedIn(data);
                CanaryRun run = CanaryRun.inVault(folder.resolve("run"), orders(evidence))) {
            DatabaseSettings database = server.database();
            run.bureau()
                    .set(
                            "slices-per-chunk = " + SLICES_PER_CHUNK,
                            "threads = 2",
                            "database = " + database.url(),
                            "database.user = " + database.user());
            measure(evidence, run, new PostgresTables(database, data));
        }
    }

    /** The same with the keys on a token: then not one of them is in the heap, not even while the batch works with it. */
    @Tag("R13")
    @Row(
            variant = "PKCS #11",
            claim = "no clear PAN, PIN or key outside its place",
            wanted =
                    "0 hits outside inbox and output, planted canary found in 100 % of places, heap <= 2 x chunk, no key of the"
                            + " token in the heap at any time")
    @Test
    void nothing_leaks_with_the_keys_on_a_token(Evidence evidence) throws Exception {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        SoftHsmTokens tokens = SoftHsmTokens.in(folder.resolve("hsm"), "perso");
        try (CanaryRun run = CanaryRun.onToken(folder.resolve("run"), orders(evidence), "perso")) {
            run.bureau().set("slices-per-chunk = " + SLICES_PER_CHUNK, "threads = 2");
            Leaks leaks = measure(
                    evidence, run, new EmbeddedTables(run.bureau().home().resolve("database")));
            assertThat(leaks.mostKeysInHeap()).isZero();
        } finally {
            tokens.close();
        }
    }

    private static Map<String, Integer> orders(Evidence evidence) {
        return new TreeMap<>(Map.of(
                "visa-sda", evidence.size(320, 3_000),
                "visa-dda", evidence.size(2, 100),
                "mc-cda", evidence.size(2, 100),
                "dual-interface", evidence.size(2, 100),
                "payment-loyalty", evidence.size(2, 100)));
    }

    private Leaks measure(Evidence evidence, CanaryRun run, DatabaseBytes database) throws Exception {
        byte[] export = run.export(ORDERS_BETWEEN_MISTAKES);
        List<Canary> canaries = new ArrayList<>(PlantedSecrets.keys());
        canaries.addAll(PlantedSecrets.ofExport(export, "bank-one"));
        Leaks leaks = new Leaks(canaries);

        run.fillPool();
        run.killedInPrepare(leaks);
        run.refusals(leaks);
        run.toTheEnd(leaks);
        leaks.add("files", run.scanFiles(leaks.scan()));
        if (database instanceof EmbeddedTables && run.hasVault()) {
            evidence.control("cards in the folder of an embosser, while it has them", run.throughQueue(leaks));
        }
        database.columns().forEach(leaks::add);
        leaks.add("database files", leaks.scan().scan(database.files(), List.of()));

        evidence.control(
                "keys and PIN of a card, when its record is opened", finds(leaks.scan(), run.opened("visa-sda")));
        List<Canary> rsaKeys = PlantedSecrets.ofOpenedCards(run.opened("visa-dda"));
        assertThat(rsaKeys).hasSizeGreaterThanOrEqualTo(5);
        CanaryScan rsa = new CanaryScan(rsaKeys);
        leaks.add("RSA keys of cards:", run.scanFiles(rsa));
        leaks.add("RSA keys of cards", rsa.scan(run.heapAtTheEnd()));
        planted(evidence, run, database);
        evidence.figure("canaries", canaries.size());
        evidence.figure("places", leaks.places());
        evidence.figure("hits", leaks.found().size());
        evidence.figure("most cards in the heap at a time, chunk " + CHUNK_CARDS, leaks.mostCardsInHeap());
        evidence.figure("keys open in the heap at a time", leaks.mostKeysInHeap());
        assertThat(leaks.found()).isEmpty();
        assertThat(leaks.mostCardsInHeap()).as(leaks.cardsInHeaps().toString()).isLessThanOrEqualTo(2 * CHUNK_CARDS);
        return leaks;
    }

    /** The recomputed secrets are those that the cards really get. */
    private static boolean finds(CanaryScan scan, List<String> opened) {
        byte[] text = String.join("\n", opened).getBytes(StandardCharsets.US_ASCII);
        List<String> kinds = scan.scan("opened", text).stream()
                .map(hit -> hit.canary().split(":", 2)[0])
                .distinct()
                .toList();
        return kinds.containsAll(
                List.of("card-imk-ac", "card-imk-smi", "card-imk-smc", "pin-block-format-2", "pan", "name"));
    }

    /** A canary planted in each kind of place is found there. */
    private void planted(Evidence evidence, CanaryRun run, DatabaseBytes database) throws Exception {
        String pan = "9999997700000013";
        Canary canary = Canary.ofDigits("planted", pan);
        CanaryScan scan = new CanaryScan(List.of(canary));
        for (Map.Entry<String, Boolean> place : run.plantedInProcess(pan, scan).entrySet()) {
            evidence.control("planted: " + place.getKey(), place.getValue());
        }
        for (Path place : run.plantedInFiles(pan)) {
            evidence.control("planted: " + place, !scan.scan(place).isEmpty());
        }
        database.plant(pan);
        TreeSet<String> found = new TreeSet<>();
        database.columns().forEach((table, bytes) -> {
            if (!scan.scan(table, bytes).isEmpty()) {
                found.add(table);
            }
        });
        evidence.control("planted: a column of a table", found.size() == 1);
        evidence.control(
                "planted: database files",
                !scan.scan(database.files(), List.of()).isEmpty());
    }
}
