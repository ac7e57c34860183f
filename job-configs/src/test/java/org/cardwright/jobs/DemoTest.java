package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The demo, as the README promises it. */
class DemoTest {

    @TempDir
    private Path folder;

    @Test
    void makes_about_a_thousand_cards_of_five_products_and_tells_what_where_and_why_not() throws Exception {
        StringWriter out = new StringWriter();
        CommandLine command = Cardwright.commandLine();
        command.setOut(new PrintWriter(out));

        assertThat(command.execute("demo", "--out", folder.toString())).isZero();

        assertThat(out.toString())
                .contains("visa-sda.visa-classic", "visa-dda.visa-premium", "mc-cda.mc-debit")
                .contains("dual-interface.", "payment-loyalty.", "(no such product)")
                .contains("chip.cps", "laser.xml", "rejects.csv", "Merkle root");
        try (Stream<Path> walk = Files.walk(folder.resolve("batches"))) {
            List<Path> rejects =
                    walk.filter(path -> path.endsWith("rejects.csv")).toList();
            long bad = 0;
            for (Path file : rejects) {
                bad += Files.readAllLines(file).size() - 1;
            }
            assertThat(rejects).hasSize(3);
            assertThat(bad).isGreaterThanOrEqualTo(30);
        }
    }
}
