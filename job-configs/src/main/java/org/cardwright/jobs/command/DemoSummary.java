package org.cardwright.jobs.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.json.JsonWriter;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.ledger.BatchCounts;

/** What the demo made: cards per product, files, seals and times, for a person or a program. */
final class DemoSummary {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int SHOWN_DIGITS = 16;

    private final Map<String, Made> products = new TreeMap<>();
    private final List<Sealed> batches = new ArrayList<>();

    /** What became of the orders of one product. */
    private static final class Made {
        private int good;
        private int rejected;
    }

    /**
     * One sealed batch, verified once more after its run.
     *
     * @param issuer who ordered it
     * @param export the issuer's file
     * @param outcome how its run ended
     * @param manifest its seal
     * @param nanos duration of the run
     */
    record Sealed(String issuer, Path export, BatchOutcome outcome, Manifest manifest, long nanos) {

        private Path directory() {
            return outcome.directory().orElseThrow();
        }

        private String seconds() {
            return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_SECOND);
        }
    }

    /** Adds a batch; its rejected orders stand beside the made cards of the product they asked for. */
    void add(Sealed batch, List<String> rejectedProducts) {
        batches.add(batch);
        cardsByGroup(batch.manifest()).forEach((group, cards) -> of(group).good += cards);
        for (String product : rejectedProducts) {
            of(groupOf(batch.manifest(), product)).rejected++;
        }
    }

    private Made of(String group) {
        return products.computeIfAbsent(group, name -> new Made());
    }

    /** Every file of a group has all its cards. */
    private static Map<String, Integer> cardsByGroup(Manifest manifest) {
        Map<String, Integer> cards = new TreeMap<>();
        for (Manifest.FileEntry file : manifest.files()) {
            int slash = file.path().indexOf('/');
            if (slash > 0) {
                cards.put(file.path().substring(0, slash), file.records());
            }
        }
        return cards;
    }

    private static String groupOf(Manifest manifest, String product) {
        return cardsByGroup(manifest).keySet().stream()
                .filter(group -> group.startsWith(product + ".") && !product.isEmpty())
                .findFirst()
                .orElse("(no such product)");
    }

    void print(PrintWriter out) {
        TextTable made = new TextTable("product and plastic", "made", "rejected");
        products.forEach((group, counts) -> made.row(group, counts.good, counts.rejected));
        made.print(out);
        out.println();
        TextTable sealed =
                new TextTable("issuer", "export", "in", "good", "rejected", "seconds", "Merkle root", "sealed in");
        for (Sealed batch : batches) {
            BatchCounts counts = batch.outcome().counts();
            sealed.row(
                    batch.issuer(),
                    batch.export().getFileName(),
                    counts.in(),
                    counts.good(),
                    counts.rejected(),
                    batch.seconds(),
                    batch.manifest()
                            .merkleRoot()
                            .toHex()
                            .substring(0, SHOWN_DIGITS)
                            .toLowerCase(Locale.ROOT),
                    shown(batch.directory()));
        }
        sealed.print(out);
        out.println();
        TextTable files = new TextTable("file", "issuer", "records", "bytes");
        for (Sealed batch : batches) {
            for (Manifest.FileEntry file : batch.manifest().files()) {
                files.row(file.path(), batch.issuer(), file.records(), file.bytes());
            }
        }
        files.print(out);
        int cards = batches.stream().mapToInt(batch -> batch.manifest().cards()).sum();
        out.println(cards + " cards in " + batches.size()
                + " batches: read back from disk and verified before each seal, and once more after it.");
        out.flush();
    }

    void printJson(PrintWriter out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonWriter json = JsonWriter.inGivenOrder(bytes).beginObject();
        json.member("outcome", "done").member("exit_code", ExitCode.DONE);
        json.name("products").beginArray();
        for (Map.Entry<String, Made> product : products.entrySet()) {
            json.beginObject().member("group", product.getKey());
            json.member("made", product.getValue().good).member("rejected", product.getValue().rejected);
            json.endObject();
        }
        json.endArray().name("batches").beginArray();
        for (Sealed batch : batches) {
            json(json, batch);
        }
        json.endArray().endObject();
        out.println(bytes.toString(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void json(JsonWriter json, Sealed batch) throws IOException {
        BatchCounts counts = batch.outcome().counts();
        json.beginObject().member("issuer", batch.issuer());
        json.member("batch", batch.outcome().batch());
        json.member("export", batch.export().toString());
        json.member("directory", batch.directory().toString());
        json.member("in", counts.in()).member("good", counts.good()).member("rejected", counts.rejected());
        json.member("nanoseconds", batch.nanos());
        json.member("merkle_root", batch.manifest().merkleRoot());
        json.member("signature", batch.manifest().signature());
        json.name("files").beginArray();
        for (Manifest.FileEntry file : batch.manifest().files()) {
            json.beginObject().member("path", file.path()).member("sha256", file.sha256());
            json.member("bytes", file.bytes()).member("records", file.records()).endObject();
        }
        json.endArray().endObject();
    }

    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }
}
