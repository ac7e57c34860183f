package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.OrderForms;
import org.cardwright.jobs.sample.TestVault;

/**
 * One installation with its home, an issuer export and an output directory, all below one folder.
 *
 * @param root the folder
 */
record TestBureau(Path root) {

    static final String ISSUER = "bank-one";

    /** The home of the program under test. */
    Path home() {
        return root.resolve("home");
    }

    /** Parent of the batch directories. */
    Path out() {
        return root.resolve("batches");
    }

    /** Gives the home a vault with the published test keys that opens faster than the one the program would make. */
    TestBureau withQuickVault() throws IOException {
        TestVault.in(home());
        return this;
    }

    /** Adds lines to the settings of the home, {@code "threads = 1"}. */
    void set(String... lines) throws IOException {
        Path settings = HomeDirectory.open(home()).config("cardwright.properties");
        Files.write(settings, List.of(lines), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    /** Writes a delimited export of one issuer: how many orders of which product. */
    Path export(String name, int sequenceNumber, Map<String, Integer> ordersByProduct) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(root);
        Files.write(file, OrderForms.delimited(ISSUER, sequenceNumber, new TreeMap<>(ordersByProduct)));
        return file;
    }

    /** Arguments of {@code prepare} for that export. */
    String[] prepare(Path export) {
        return new String[] {
            "prepare", export.toString(), "--issuer", ISSUER, "--out", out().toString(), "--home", home().toString()
        };
    }

    /** The only batch directory there is; hidden names are work in progress. */
    Path batch() throws IOException {
        List<Path> batches = new ArrayList<>();
        try (Stream<Path> children = Files.list(out())) {
            children.filter(child -> !child.getFileName().toString().startsWith("."))
                    .forEach(batches::add);
        }
        if (batches.size() != 1) {
            throw new AssertionError(batches.size() + " batch directories instead of one");
        }
        return batches.get(0);
    }

    /** Every byte that was put out, by path below the output directory. */
    Map<String, ByteString> outputs() throws IOException {
        Map<String, ByteString> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(out())) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(out().relativize(file).toString(), ByteString.of(Files.readAllBytes(file)));
            }
        }
        return files;
    }
}
