package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dry runs of key diversification through the command line. */
class KeysDeriveCommandTest {

    private static final String PAN = "9999990000000014";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void home() throws IOException {
        TestVault.in(directory.resolve("home"));
        secret("PAN", PAN + "\n", "rw-------");
        secret("WRONG", "9999990000000015\n", "rw-------");
        secret("TWO", PAN + "\n" + PAN + "\n", "rw-------");
        secret("READABLE", PAN + "\n", "rw-r--r--");
    }

    @Test
    void prints_the_check_value_and_never_the_card_number() {
        Ran ran = derive("--dry-run --key bank-one.imk-ac --method emv-a --pan-file PAN --sequence-number 1");
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .containsPattern("key +bank-one.imk-ac/1\\R")
                .containsPattern("source +EMV 4.4 Book 2, A1.4.1\\R")
                .containsPattern("pan +999999......0014\\R")
                .containsPattern("MK +CC412E +TDES_ZEROS\\R")
                .doesNotContain(PAN);
    }

    @Test
    void the_same_as_one_object() {
        Ran ran = derive("--dry-run --key bank-one.imk-ac/1 --method emv-a --pan-file PAN --sequence-number 1 --json");
        assertThat(ran.out())
                .isEqualToIgnoringNewLines("{\"outcome\":\"derived\",\"exit_code\":0,\"key\":\"bank-one.imk-ac/1\","
                        + "\"method\":\"emv-a\",\"source\":\"EMV 4.4 Book 2, A1.4.1\",\"pan\":\"999999......0014\","
                        + "\"sequence_number\":\"01\",\"keys\":[{\"name\":\"MK\",\"kcv_method\":\"TDES_ZEROS\","
                        + "\"kcv\":\"CC412E\"}]}");
        JsonAnswer.requireOneObject(ran.out());
    }

    @Test
    void lists_the_methods_without_a_vault() {
        assertThat(Ran.command("keys", "derive", "--list", "--home", "/nowhere").out())
                .containsPattern("emv-c +AES: IMK_AC.* PAN, PAN sequence number +MK +none +EMV 4.4 Book 2, A1.4.3");
        Ran json = Ran.command("keys", "derive", "--list", "--json");
        JsonAnswer.requireOneObject(json.out());
        assertThat(JsonAnswer.names(json.out()))
                .isEqualTo("outcome exit_code methods method algorithms purposes takes keys parity source");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --key bank-one.imk-ac --method emv-a --pan-file PAN            | 64 | derived keys never leave the security module
            --dry-run --key bank-one.imk-ac                                | 64 | a dry run needs --key and --method
            --dry-run --key bank-one.imk-ac --method emv-x --pan-file PAN  | 64 | the methods are emv-a, emv-b, emv-c
            --dry-run --key bank-one.imk-ac/0 --method emv-a --pan-file PAN | 64 | a key version is 1 to 255
            --dry-run --key bank-one.imk-ac/x --method emv-a --pan-file PAN | 64 | a key version is 1 to 255
            --dry-run --key BANK --method emv-a --pan-file PAN             | 64 | a key label has
            --dry-run --key bank-one.imk-ac --method emv-a --pan 9999990000000014 | 64 | stands in the list of processes
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file PAN --sequence-number 100 | 64 | --sequence-number: a PAN sequence number is 00 to 99
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file WRONG | 65 | WRONG: the PAN check digit is wrong
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file TWO  | 65 | TWO must have one line
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file NONE | 65 | no file NONE
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file READABLE | 77 | its mode must be 0600
            --dry-run --key bank-one.cvk --method emv-a --pan-file PAN     | 77 | is for CVK
            --dry-run --key bank-one.imk-ac --method emv-c --pan-file PAN  | 77 | starts from AES
            --dry-run --key bank-one.nothing --method emv-a --pan-file PAN | 77 | bank-one.nothing
            """)
    void refuses_with_a_reason(String line, int exitCode, String message) {
        Ran ran = derive(line);
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(exitCode);
        assertThat(ran.err()).startsWith("cardwright: ").contains(message).doesNotContain(PAN, "internal failure");
        assertThat(ran.out()).isEmpty();
    }

    private static void secret(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static Ran derive(String line) {
        List<String> arguments = new ArrayList<>(List.of("keys", "derive"));
        for (String word : line.strip().split(" ", -1)) {
            arguments.add(
                    word.matches("[A-Z]{3,}") && !word.equals("BANK")
                            ? directory.resolve(word).toString()
                            : word);
        }
        arguments.addAll(List.of("--home", directory.resolve("home").toString()));
        return Ran.command(arguments.toArray(String[]::new));
    }
}
