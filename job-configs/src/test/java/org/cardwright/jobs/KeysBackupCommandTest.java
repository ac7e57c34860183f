package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault under a quorum: recovered, backed up, drilled and restored by its custodians. */
class KeysBackupCommandTest {

    @TempDir
    private Path directory;

    private Path sheets = Path.of("");

    @BeforeEach
    void share() throws IOException {
        Path home = TestVault.in(directory.resolve("home"));
        Custodians.register(home);
        StringBuilder five = new StringBuilder();
        for (String who : Custodians.FIVE) {
            five.append(Custodians.file(directory, who, "the share of " + who));
        }
        Ran shared = run("keys ceremony share-vault --sealed --out " + directory.resolve("shared") + five);
        assertThat(shared.err()).isEmpty();
        assertThat(shared.out()).contains("the vault is shared: 3 of 5 custodians open it");
        sheets = Custodians.only(directory.resolve("shared"));
    }

    private Ran run(String command) {
        return run(command, "home");
    }

    private Ran run(String command, String home) {
        return Ran.command(Stream.concat(
                        Stream.of(command.split(" ")),
                        Stream.of("--home", directory.resolve(home).toString()))
                .toArray(String[]::new));
    }

    private Path sheet(int index, String form) {
        return sheets.resolve("share-" + index + "-" + Custodians.FIVE.get(index - 1) + form);
    }

    /** A custodian who types the sheet. */
    private String paper(int index) throws IOException {
        return Custodians.file(directory, Custodians.FIVE.get(index - 1), Custodians.typed(sheet(index, ".pdf")));
    }

    /** A custodian who has the file. */
    private String file(int index) throws IOException {
        String who = Custodians.FIVE.get(index - 1);
        return Custodians.file(directory, who, "file:" + sheet(index, ".share"), "the share of " + who);
    }

    private String backup() {
        Path file = directory.resolve("keys.backup");
        Ran made = run("keys backup --out " + file);
        assertThat(made.err()).isEmpty();
        assertThat(made.out()).contains("keys written to " + file);
        return file.toString();
    }

    private String next() throws IOException {
        Path file = directory.resolve("next.passphrase");
        Files.writeString(file, "chosen by the quorum\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private String out() {
        return " --out " + directory.resolve("held");
    }

    @Test
    void every_custodian_has_a_sheet_and_a_file_of_the_own_share_only() throws IOException {
        assertThat(Custodians.read(sheet(2, ".pdf")))
                .contains("KEY SHARE 2 of 5", "Custodian", "dan", "VAULT home", "3 of 5 shares");
        assertThat(Custodians.typed(sheet(2, ".pdf")))
                .hasSizeGreaterThanOrEqualTo(8)
                .doesNotContainAnyElementsOf(
                        List.of(Custodians.typed(sheet(3, ".pdf"))).subList(4, 8));
        String transcript = Files.readString(sheets.resolve("transcript.jsonl"));
        assertThat(transcript).contains("got share 2 of 3/5, set ", "as share-2-dan.pdf and share-2-dan.share");
        for (String line : Custodians.typed(sheet(2, ".pdf"))) {
            assertThat(transcript).doesNotContain(line.substring(3, 22));
        }
        assertThat(run("audit list").out()).contains("VAULT_SHARED", "dan", "check value");
    }

    @Test
    void three_custodians_give_a_lost_vault_another_passphrase() throws IOException {
        String recover = "keys ceremony recover-vault --new-passphrase-file " + next() + out();
        Ran two = run(recover + paper(1) + file(4));
        assertThat(two.exitCode()).isEqualTo(64);
        Ran recovered = run(recover + paper(1) + file(4) + paper(5));
        assertThat(recovered.err()).isEmpty();
        assertThat(recovered.out()).contains("the vault has its new passphrase");
        assertThat(run("keys list").exitCode()).as("the old passphrase").isEqualTo(77);
        assertThat(run("keys list --passphrase-file " + next()).exitCode()).isZero();
        assertThat(run("audit list --passphrase-file " + next()).out())
                .contains("VAULT_RECOVERED", "gus", "entered share 5 of 3/5");
    }

    @Test
    void a_share_in_strange_hands_or_with_a_slip_opens_nothing() throws IOException {
        String recover = "keys ceremony recover-vault --new-passphrase-file " + next() + out();
        String stolen = Custodians.file(directory, "dan", Custodians.typed(sheet(1, ".pdf")));
        assertThat(run(recover + stolen + paper(2) + paper(3)).err()).contains("the share is of another custodian");
        List<String> lines = new ArrayList<>(Arrays.asList(Custodians.typed(sheet(1, ".pdf"))));
        lines.set(3, lines.get(3).replace(lines.get(3).charAt(5), lines.get(3).charAt(5) == '7' ? '8' : '7'));
        String slip = Custodians.file(directory, "cleo", lines.toArray(new String[0]));
        Ran mistyped = run(recover + slip + paper(2) + paper(3));
        assertThat(mistyped.exitCode()).isEqualTo(77);
        assertThat(mistyped.err()).contains("line 4 has a typing error");
        assertThat(run(recover + paper(1) + paper(1) + paper(2)).err()).contains("share 1 was entered before");
        Path other = Files.createFile(
                directory.resolve("liar.custodian"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(other, List.of("cleo", "not the passphrase of cleo"));
        Files.write(other, List.of(Custodians.typed(sheet(1, ".pdf"))), StandardOpenOption.APPEND);
        Ran liar = run(recover + " --custodian-file " + other + paper(2) + paper(3));
        assertThat(liar.exitCode()).isEqualTo(77);
        assertThat(liar.err()).contains("unknown operator or wrong passphrase");
        assertThat(run("keys list").exitCode()).isZero();
    }

    @Test
    void a_drill_finds_all_keys_good_and_names_what_changed_since() throws IOException {
        String file = backup();
        Ran good = run("keys restore-drill " + file + out() + file(1) + paper(2) + paper(3));
        assertThat(good.err()).isEmpty();
        assertThat(good.exitCode()).isZero();
        assertThat(good.out()).containsPattern("([0-9]+) of \\1 keys good");
        assertThat(run("keys state bank-one.cvk SUSPENDED --reason drill").exitCode())
                .isZero();
        assertThat(run("keys ceremony make bank-one.later --purpose kek --direction in --owner bank-one"
                                + " --algorithm aes --bits 256" + out() + Custodians.file(directory, "cleo")
                                + Custodians.file(directory, "dan"))
                        .exitCode())
                .isZero();
        Ran changed = run("keys restore-drill " + file + out() + file(5) + paper(4) + paper(3));
        assertThat(changed.exitCode()).isEqualTo(70);
        assertThat(changed.out()).contains("different: key bank-one.cvk/1", "missing: key bank-one.later/1");
        Ran json = run("keys restore-drill " + file + out() + file(5) + paper(4) + paper(3) + " --json");
        assertThat(json.out())
                .startsWith("{\"outcome\":\"held\",\"exit_code\":70")
                .contains("\"missing\":[\"bank-one.later/1\"]", "\"different\":[\"bank-one.cvk/1\"]");
        assertThat(run("audit list").out()).contains("KEYS_BACKED_UP", "BACKUP_DRILLED");
    }

    @Test
    void a_lost_vault_comes_back_into_an_empty_home_and_never_over_another() throws IOException {
        String restore =
                "keys restore " + backup() + " --new-passphrase-file " + next() + out() + file(2) + paper(4) + paper(5);
        Ran restored = run(restore, "fresh");
        assertThat(restored.err()).isEmpty();
        assertThat(restored.out()).contains("keys restored; transcript in ");
        String there = run("keys list --passphrase-file " + next(), "fresh").out();
        assertThat(there).isEqualTo(run("keys list").out());
        assertThat(run("audit list --passphrase-file " + next(), "fresh").out())
                .contains("custodian gus entered share 5 of 3/5");
        assertThat(run(restore, "fresh").exitCode()).isEqualTo(64);
        assertThat(run(restore).exitCode()).isEqualTo(64);
    }

    @Test
    void an_altered_backup_is_refused() throws IOException {
        Path file = Path.of(backup());
        Files.writeString(file, Files.readString(file).replaceFirst("key D", "key B"));
        Ran altered = run("keys restore-drill " + file + out() + file(1) + file(2) + file(3));
        assertThat(altered.exitCode()).isEqualTo(77);
    }
}
