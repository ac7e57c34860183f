package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line tells of the keys of a home. */
class KeysListCommandTest {

    @TempDir
    private static Path directory;

    @BeforeAll
    static void home() throws IOException {
        TestVault.in(directory.resolve("home"));
    }

    @Test
    void tells_what_each_key_is_for_and_by_what_it_is_known() {
        Ran ran = list();
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .containsPattern("bank-one.kek1-k0/1 +kek +issuer-to-data-preparation +TDES-112 +active +"
                        + "[0-9A-F]{6} +- +- +never +- +- +- +- +test\\R")
                .containsPattern(
                        "bank-one.cvk/1 +cvk +- +TDES-112 +active +[0-9A-F]{6} +- +- +never +- +- +- +- +test\\R")
                .containsPattern("bureau.manifest-signing/1 +manifest-signing +- +ED25519 ");
    }

    @Test
    void never_shows_a_key() {
        String shown = list().out() + list("--json").out();
        assertThat(shown).doesNotContainPattern("[0-9A-Fa-f]{16}");
    }

    @Test
    void the_same_as_one_object() {
        Ran ran = list("--json");
        JsonAnswer.requireOneObject(ran.out());
        assertThat(ran.out())
                .startsWith("{\"outcome\":\"listed\",\"exit_code\":0,\"on\":\"")
                .contains("\"alarms\":0,\"keys\":[{\"key\":")
                .containsPattern("\\{\"key\":\"bank-one.kek1-k0/1\",\"purpose\":\"kek\",\"usage\":\"K0\","
                        + "\"direction\":\"issuer-to-data-preparation\",\"algorithm\":\"TDES-112\",\"state\":\"active\","
                        + "\"kcv_method\":\"TDES_ZEROS\",\"kcv\":\"[0-9A-F]{6}\",\"exportability\":\"never\","
                        + "\"test\":true,\"alarm\":\"NONE\"\\}");
    }

    @Test
    void a_wrong_passphrase_shows_nothing() throws IOException {
        Path wrong = Files.writeString(directory.resolve("wrong"), "not the passphrase\n");
        Ran ran = list("--passphrase-file", wrong.toString());
        assertThat(ran.exitCode()).isEqualTo(77);
        assertThat(ran.out()).isEmpty();
    }

    private static Ran list(String... more) {
        String[] arguments = new String[more.length + 4];
        System.arraycopy(
                new String[] {
                    "keys", "list", "--home", directory.resolve("home").toString()
                },
                0,
                arguments,
                0,
                4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Ran.command(arguments);
    }
}
