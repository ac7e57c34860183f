package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ceremony as it is held: custodians who sit down at a terminal one after the other, and mistype. */
class KeysCeremonyTerminalTest {

    private static final String ONE = "0123456789ABCDEF FEDCBA9876543210";
    private static final String ONE_KCV = "08D7B4";
    private static final String TWO = "1111111111111111 2222222222222222";
    private static final String TWO_KCV = "D2B91C";

    @TempDir
    private Path directory;

    @BeforeEach
    void home() throws IOException {
        Assumptions.assumeFalse(AtTerminal.isMissing(), "script of util-linux is missing");
        TestVault.in(directory.resolve("home"));
        Custodians.register(directory.resolve("home"));
    }

    private AtTerminal enter(String kcv) throws IOException {
        return new AtTerminal(
                directory,
                ("keys ceremony enter bank-one.entered --purpose kek --direction in --owner bank-one --recipient personalizer"
                                + " --algorithm tdes --bits 128 --kcv tdes-zeros:" + kcv + " --out "
                                + directory.resolve("out") + " --home " + directory.resolve("home"))
                        .split(" "));
    }

    private static void sitsDown(AtTerminal terminal, int number, String who) throws Exception {
        terminal.shows("Custodian " + number + ": ")
                .type(who)
                .shows("Passphrase of " + who + ": ")
                .type("the passphrase of " + who);
    }

    private static void types(AtTerminal terminal, int number, String component, String kcv) throws Exception {
        terminal.shows("Component " + number + " in hexadecimal digits: ")
                .type(component)
                .shows("Check value on its form: ")
                .type(kcv);
    }

    /** The whole key of ONE and TWO has this check value; it is told on another way than the components. */
    @Test
    void components_are_typed_without_echo_and_a_slip_is_typed_again() throws Exception {
        try (AtTerminal terminal = enter("2284A8")) {
            sitsDown(terminal, 1, "cleo");
            types(terminal, 1, ONE, "08D7B5");
            terminal.shows("once more");
            types(terminal, 1, ONE, ONE_KCV);
            sitsDown(terminal, 2, "dan");
            types(terminal, 2, TWO.substring(1), TWO_KCV);
            terminal.shows("once more");
            types(terminal, 2, TWO, TWO_KCV);
            int exitCode = terminal.exitCode();
            assertThat(terminal.screen()).contains("component 2 has check value " + TWO_KCV);
            assertThat(exitCode).as(terminal.screen()).isZero();
            assertThat(terminal.screen())
                    .contains("bank-one.entered/1")
                    .doesNotContain(ONE, TWO, "FEDCBA98", "22222222", "the passphrase of");
        }
        assertThat(Files.readString(Custodians.only(directory.resolve("out")).resolve("transcript.jsonl")))
                .contains("entered component 1, check value", "entered component 2, check value")
                .doesNotContain("FEDCBA98", "22222222");
    }

    @Test
    void three_slips_end_it_and_leave_no_key() throws Exception {
        try (AtTerminal terminal = enter("2284A8")) {
            sitsDown(terminal, 1, "cleo");
            for (int slip = 1; slip <= 3; slip++) {
                types(terminal, 1, ONE, "FFFFFF");
            }
            assertThat(terminal.exitCode()).isEqualTo(77);
            assertThat(terminal.screen())
                    .contains("another check value than its form")
                    .doesNotContain("FEDCBA98");
        }
        assertThat(Ran.command(
                                "keys",
                                "list",
                                "--home",
                                directory.resolve("home").toString())
                        .out())
                .contains("bank-one.kek1-k0")
                .doesNotContain("bank-one.entered");
    }

    @Test
    void nobody_sits_down_twice_at_the_terminal_either() throws Exception {
        try (AtTerminal terminal = enter("2284A8")) {
            sitsDown(terminal, 1, "cleo");
            types(terminal, 1, ONE, ONE_KCV);
            sitsDown(terminal, 2, "cleo");
            assertThat(terminal.exitCode()).isEqualTo(77);
            assertThat(terminal.screen()).contains("custodian cleo is present already");
        }
    }
}
