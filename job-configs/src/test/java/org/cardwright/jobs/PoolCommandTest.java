package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards whose key pairs lay in a pool are as good as any, in software, on tokens and behind host commands. */
class PoolCommandTest {

    private static final String ISSUER = "bank-one";

    @TempDir
    private Path folder;

    private Path home;
    private final List<String> opening = new ArrayList<>();

    private void home(Path root, String... settings) throws IOException {
        home = root;
        Path file = HomeDirectory.open(root).config("cardwright.properties");
        Files.writeString(file, "\n" + String.join("\n", settings) + "\n", StandardOpenOption.APPEND);
    }

    private Ran ran(String... command) {
        return Ran.command(Stream.of(Stream.of(command), Stream.of("--home", home.toString()), opening.stream())
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private Path prepare(String export, int cards) throws IOException {
        Path file = SmallExport.of(ISSUER, "visa-dda", cards).write(folder.resolve(export));
        Path out = folder.resolve("out-" + export);
        Ran ran = ran("prepare", file.toString(), "--issuer", ISSUER, "--out", out.toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        try (Stream<Path> made = Files.list(out)) {
            return made.toList().get(0);
        }
    }

    private void assertServes(String pool) throws IOException {
        Ran filled = ran("pool", "fill", "--size", "4");
        assertThat(filled.exitCode()).as(filled.err()).isZero();
        assertThat(filled.out()).contains("key pool " + pool + ": 4 pairs made");

        Path batch = prepare("orders.csv", 2);

        Ran verified = ran("verify", batch.toString());
        assertThat(verified.exitCode()).as(verified.err()).isZero();
        assertThat(verified.out()).contains("2 cards, 0 findings");
        Ran status = ran("pool", "status", "--metrics");
        assertThat(status.exitCode()).as("2 pairs are below the mark of 3").isEqualTo(75);
        assertThat(status.out())
                .contains(
                        "cardwright_key_pool_in_stock{pool=\"" + pool + "\"} 2",
                        "cardwright_key_pool_used_total{pool=\"" + pool + "\"} 2",
                        "cardwright_key_pool_low{pool=\"" + pool + "\"} 1");
        assertThat(ran("audit", "list").out()).contains("KEY_PAIRS_FILLED", "KEY_PAIRS_USED", "ICC key of a pool 2");
    }

    @Test
    void a_vault() throws IOException {
        home(TestVault.in(folder.resolve("home")), "key-pool = on", "key-pool.pairs = 1024/3:6:3");
        assertServes("1024-3-software");

        Ran text = ran("pool", "status");
        assertThat(text.out()).contains("1024-3-software", "LOW");
        Ran json = ran("pool", "status", "--json");
        JsonAnswer.requireOneObject(json.out());
        assertThat(json.out()).contains("\"outcome\":\"low\"", "\"in_stock\":2", "\"used\":2", "\"low_water\":3");
        Ran destroyed = ran("pool", "destroy", "1024-3-software", "--pair", "3", "--reason", "drawn as a sample");
        assertThat(destroyed.exitCode()).as(destroyed.err()).isZero();
        assertThat(ran("pool", "destroy", "1024-3-software", "--pair", "3", "--reason", "again")
                        .exitCode())
                .isEqualTo(64);
        assertThat(ran("pool", "fill", "--until", "25:00").exitCode()).isEqualTo(64);
        assertThat(ran("pool", "fill", "--size", "-1").exitCode()).isEqualTo(64);
        assertThat(ran("pool", "fill").out()).contains("5 pairs made");
        assertThat(ran("pool", "status").exitCode()).isZero();
        assertAllGo();
    }

    private void assertAllGo() {
        assertThat(ran("pool", "destroy", "1024-3-software", "--reason", "neither")
                        .exitCode())
                .isEqualTo(64);
        assertThat(ran("pool", "destroy", "1024-3-software", "--all", "--pair", "5", "--reason", "both")
                        .exitCode())
                .isEqualTo(64);
        assertThat(ran("pool", "destroy", "1408-3-software", "--all", "--reason", "no such pool")
                        .exitCode())
                .isEqualTo(64);
        Ran all = ran("pool", "destroy", "1024-3-software", "--all", "--reason", "the database was put back");
        assertThat(all.exitCode()).as(all.err()).isZero();
        assertThat(all.out()).contains("6 pairs of pool 1024-3-software destroyed");
        assertThat(ran("pool", "status", "--metrics").out())
                .contains("cardwright_key_pool_in_stock{pool=\"1024-3-software\"} 0");
    }

    @Test
    void tokens() throws IOException {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        SoftHsmTokens tokens = SoftHsmTokens.in(folder.resolve("hsm"), "perso1");
        try {
            home(
                    folder.resolve("home"),
                    "security-module = pkcs11",
                    "pkcs11.library = " + SoftHsmTokens.library(),
                    "pkcs11.tokens = perso1",
                    "custody = transit",
                    "key-pool = required",
                    "key-pool.pairs = 1024/3:6:3");
            Path pin = Files.writeString(folder.resolve("pin.txt"), SoftHsmTokens.PIN + "\n");
            Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
            opening.addAll(List.of("--passphrase-file", pin.toString()));
            assertServes("1024-3-transit");
        } finally {
            tokens.close();
        }
    }

    @Test
    void payment_hsms() throws IOException {
        try (SimulatedHsms hsms = SimulatedHsms.over(folder.resolve("hsm"), 1)) {
            home(hsms.home(folder.resolve("home")), "key-pool = on", "key-pool.pairs = 1024/3:6:3");
            assertServes("1024-3-payment-hsm");
        }
    }

    @Test
    void no_pool_is_kept_unless_somebody_says_so() throws IOException {
        home(TestVault.in(folder.resolve("home")));
        Ran fill = ran("pool", "fill");
        assertThat(fill.exitCode()).isEqualTo(64);
        assertThat(fill.err()).contains("key-pool.pairs is not set");
        assertThat(ran("pool", "status").out()).contains("key-pool.pairs is not set");
    }
}
