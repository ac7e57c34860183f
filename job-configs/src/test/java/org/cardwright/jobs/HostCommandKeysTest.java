package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done with keys in a home whose keys are in a payment HSM, and what the HSM owns itself. */
class HostCommandKeysTest {

    @TempDir
    private Path folder;

    private SimulatedHsms hsms;
    private Path home;

    @BeforeEach
    void start() throws IOException {
        hsms = SimulatedHsms.over(folder.resolve("hsm"), 1);
        home = hsms.home(folder.resolve("home"), "keys.destroy-after-days = 0");
    }

    @AfterEach
    void stop() {
        hsms.close();
    }

    @Test
    void keys_of_the_hsm_are_listed_tried_and_led_through_their_life() throws IOException {
        assertThat(keys("list").out()).containsPattern("bank-one.cvk/1 +cvk .* active ");
        Ran derived = keys("derive --dry-run --key card-maker.kmc --method cps11 --kdd FFFFFF99999901020304");
        assertThat(derived.out()).containsPattern("K_ENC +97D199 +TDES_ZEROS");

        assertThat(keys("state bank-one.cvk SUSPENDED --reason audit").exitCode())
                .isZero();
        Ran waiting = prepare();
        assertThat(waiting.exitCode()).as(waiting.err()).isEqualTo(75);
        assertThat(waiting.err()).contains("bank-one.cvk");
        assertThat(keys("state bank-one.cvk DEACTIVATED --reason audit").exitCode())
                .isZero();
        assertThat(prepare().exitCode()).isEqualTo(77);
        assertThat(keys("verify-destroyed bank-one.cvk").exitCode()).isEqualTo(70);
        assertThat(keys("state bank-one.cvk DESTROYED --reason audit").exitCode())
                .isZero();
        assertThat(keys("state bank-one.cvk DESTROYED --reason audit").exitCode())
                .isZero();
        Ran gone = keys("verify-destroyed bank-one.cvk");
        assertThat(gone.exitCode()).as(gone.toString()).isZero();
        assertThat(gone.out()).contains("not checked: what the device holds");
    }

    @Test
    void a_home_says_how_each_of_its_hsms_does() throws IOException {
        try (SimulatedHsms two = SimulatedHsms.over(folder.resolve("two"), 2)) {
            home = two.home(folder.resolve("over-two"));
            Ran well = keys("module");
            assertThat(well.exitCode()).as(well.err()).isZero();
            assertThat(well.out())
                    .contains("custody: payment-hsm")
                    .containsPattern("localhost:" + two.simulator(0).address().getPort() + " +Cardwright simulator, ");
            two.lose(1);
            Ran lame = keys("module");
            assertThat(lame.exitCode()).isEqualTo(75);
            assertThat(lame.out())
                    .containsPattern("localhost:" + two.simulator(1).address().getPort() + " .* no .*ConnectException");
        }
    }

    @Test
    void an_issuer_key_is_made_in_the_hsm() {
        Ran made = keys("issuer generate bank-one.second --bits 1152");
        assertThat(made.exitCode()).as(made.toString()).isZero();
        assertThat(hsms.software().inventory().keys())
                .anyMatch(key -> key.name().toString().equals("bank-one.second/1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "backup --out FILE | the keys of this home are in a device",
                "restore-drill FILE --out FILE | the keys of this home are in a device",
                "restore FILE --out FILE | the keys of this home are in a device",
                "ceremony share-vault --out FILE | the keys of this home are in a device",
                "ceremony recover-vault --out FILE | the keys of this home are in a device",
                "ceremony create-vault --out FILE | the keys of the house are made at the payment HSM itself",
                "ceremony make bank-one.new --purpose cvk --owner bank-one --algorithm tdes --bits 128 --out FILE | components are made and entered at",
                "ceremony enter bank-one.new --purpose cvk --owner bank-one --kcv tdes-zeros:08D7B4 --algorithm tdes --bits 128 --out FILE"
                        + " | components are made and entered at"
            })
    void what_the_hsm_owns_is_said(String command, String because) throws IOException {
        Path file = Files.writeString(folder.resolve("FILE"), "nothing");
        Ran ran = keys(command.replace("FILE", file.toString()));
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(64);
        assertThat(ran.err()).startsWith("cardwright: " + because);
    }

    private Ran keys(String command) {
        return run("keys " + command);
    }

    private Ran prepare() throws IOException {
        Path export = folder.resolve("orders.csv");
        if (Files.notExists(export)) {
            SmallExport.of("bank-one", "visa-sda", 1).write(export);
        }
        return run("prepare " + export + " --issuer bank-one --out " + folder.resolve("batches"));
    }

    private Ran run(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--home", home.toString()));
        return Ran.command(arguments.toArray(String[]::new));
    }
}
