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
                .containsPattern(
                        "emv-c +AES issuer master key +PAN, PAN sequence number +MK +none +EMV 4.4 Book 2, A1.4.3 +yes");
        Ran json = Ran.command("keys", "derive", "--list", "--json");
        JsonAnswer.requireOneObject(json.out());
        assertThat(JsonAnswer.names(json.out()))
                .isEqualTo("outcome exit_code methods method algorithms purposes takes keys parity source dry_run");
    }

    @Test
    void session_keys_come_of_card_keys_that_come_of_the_master_key() {
        Ran cards = derive("--dry-run --key card-maker.kmc --method cps11 --kdd FFFFFF99999901020304");
        assertThat(cards.out())
                .containsPattern("kdd +FFFFFF99999901020304\\R")
                .containsPattern("K_ENC +97D199 +TDES_ZEROS\\R")
                .containsPattern("K_MAC +D83603 +TDES_ZEROS\\R")
                .containsPattern("K_DEK +CD897D +TDES_ZEROS\\R");
        Ran session = derive("--dry-run --key card-maker.kmc --method scp02 --card-keys cps11"
                + " --kdd FFFFFF99999901020304 --sequence-counter 0007 --json");
        assertThat(session.out())
                .contains("\"card_keys\":\"cps11\",\"kdd\":\"FFFFFF99999901020304\",\"sequence_counter\":\"0007\"")
                .contains("{\"name\":\"S-ENC\",\"kcv_method\":\"TDES_ZEROS\",\"kcv\":\"B50241\"}")
                .contains("BF6E79", "DE78E6", "09C644");
        JsonAnswer.requireOneObject(session.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            card-maker.kmc-aes --method scp03 --card-keys kdf3 --kdd FFFFFF99999901020304 --host-challenge 0102030405060708 --card-challenge 1112131415161718 | 23087F | host challenge +0102030405060708
            chip-maker.mic --method kic-tdes --chip-number 4790050112345678     | DC9C93 | chip number +4790050112345678
            bureau.kdk-hmac --method kdf-hmac-sha256 --fixed-input 0a0b0c --bits 256 | 9C0E54 | fixed input +0A0B0C
            """)
    void every_kind_of_data_is_shown_with_the_check_values(String line, String checkValue, String data) {
        Ran ran = derive("--dry-run --key " + line);
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out()).contains(checkValue).containsPattern(data);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --key bank-one.imk-ac --method emv-a --pan-file PAN            | 64 | derived keys never leave the security module
            --dry-run --key bank-one.imk-ac                                | 64 | a dry run needs --key and --method
            --dry-run --key bank-one.imk-ac --method emv-x --pan-file PAN  | 64 | the methods are emv-a, emv-b, emv-c, none
            --dry-run --key bank-one.imk-ac/0 --method emv-a --pan-file PAN | 64 | a key version is 1 to 255
            --dry-run --key bank-one.imk-ac/x --method emv-a --pan-file PAN | 64 | a key version is 1 to 255
            --dry-run --key BANK --method emv-a --pan-file PAN             | 64 | a key label has
            --dry-run --key bank-one.imk-ac --method emv-a --pan 9999990000000014 | 64 | stands in the list of processes
            --dry-run --key bank-one.imk-ac --method emv-a 9999990000000014 | 64 | a PAN is typed or read with --pan-file
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file PAN --sequence-number 100 | 64 | a PAN sequence number is 00 to 99
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file PAN --kdd 00 | 64 | emv-a takes no --kdd
            --dry-run --key card-maker.kmc --method cps11                  | 64 | cps11 needs --kdd
            --dry-run --key card-maker.kmc --method cps11 --pan-file PAN --kdd FFFFFF99999901020304 | 64 | cps11 takes no --pan-file
            --dry-run --key card-maker.kmc --method cps11 --kdd FFFFFF9999990102030 | 64 | --kdd: not an even number of hexadecimal digits
            --dry-run --key card-maker.kmc --method cps11 --kdd FFFFFF999999010203 | 64 | needed 10 bytes, not 9
            --dry-run --key card-maker.kmc --method scp02 --card-keys emv-a --kdd FFFFFF99999901020304 --sequence-counter 0007 | 64 | gives no keys of a security domain
            --dry-run --key card-maker.kmc --method scp02 --card-keys visa1 --kdd FFFFFF99999901020304 --sequence-counter 0007 | 64 | there is no such method
            --dry-run --key bureau.kdk --method kdf-cmac --fixed-input 00 --bits 160 | 64 | 128, 192 or 256 bits
            --dry-run --key bureau.kdk --method pbkdf2                     | 64 | would let anyone try PINs
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file WRONG | 65 | WRONG: the PAN check digit is wrong
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file TWO  | 65 | TWO must have one line
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file NONE | 65 | no file NONE
            --dry-run --key bank-one.imk-ac --method emv-a --pan-file READABLE | 77 | its mode must be 0600
            --dry-run --key bank-one.cvk --method emv-a --pan-file PAN     | 77 | is for CVK
            --dry-run --key bank-one.imk-ac --method emv-c --pan-file PAN  | 77 | starts from AES
            --dry-run --key card-maker.kmc-aes --method cps11 --kdd FFFFFF99999901020304 | 77 | starts from TDES
            """)
    void refuses_with_a_reason(String line, int exitCode, String message) {
        Ran ran = derive(line);
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(exitCode);
        assertThat(ran.err())
                .containsPattern("^(cardwright|Invalid value for option '--key'): ")
                .contains(message)
                .doesNotContain(PAN, "internal failure");
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
