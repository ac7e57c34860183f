package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keys did for the cards of a batch stands in the audit, chunk by chunk, and is bound to what was delivered. */
class KeyUseAuditTest {

    private static final Pattern USED =
            Pattern.compile("KEYS_USED +yes +[0-9a-f]{64} +cards 1 to 3, 0 refused; operations: "
                    + "CVV ([0-9]+), .*card keys ([0-9]+), .*; root ([0-9A-F]{64})");

    @TempDir
    private Path directory;

    @Test
    void one_entry_per_chunk_counts_the_operations_and_has_the_root_of_the_manifest() throws IOException {
        EditableHome home = EditableHome.in(directory);
        SmallExport.of("bank-one", "visa-sda", 3).write(directory.resolve("orders.csv"));
        Ran made = Ran.command(
                "prepare",
                directory.resolve("orders.csv").toString(),
                "--issuer",
                "bank-one",
                "--out",
                home.out().toString(),
                "--home",
                home.root().toString());
        assertThat(made.exitCode()).as(made.toString()).isZero();
        String audit =
                Ran.command("audit", "list", "--home", home.root().toString()).out();
        Matcher used = USED.matcher(audit);
        assertThat(used.find()).as(audit).isTrue();
        assertThat(Integer.parseInt(used.group(1))).isPositive();
        assertThat(Integer.parseInt(used.group(2))).isEqualTo(3);
        assertThat(used.find()).as("a second chunk").isFalse();
        used.reset();
        assertThat(used.find()).isTrue();
        assertThat(manifest(home)).contains("\"" + used.group(3).toLowerCase(Locale.ROOT) + "\"");
        assertThat(Files.readAllLines(home.root().resolve("audit.log")))
                .anyMatch(line -> line.contains("KEYS_USED") && line.contains(used.group(3)));
    }

    private static String manifest(EditableHome home) throws IOException {
        try (Stream<Path> batches = Files.list(home.out())) {
            return Files.readString(batches.findFirst().orElseThrow().resolve("manifest.json"));
        }
    }
}
