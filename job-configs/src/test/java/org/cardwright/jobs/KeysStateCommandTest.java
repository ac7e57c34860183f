package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.jobs.home.HomeDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a key, from the command line to the batches that need it. */
class KeysStateCommandTest {

    private static final String KEY = "bank-one.cvk";

    @TempDir
    private Path directory;

    private EditableHome home;

    @BeforeEach
    void fill_a_home() throws IOException {
        home = EditableHome.in(directory);
    }

    @Test
    void a_batch_waits_for_a_suspended_key_and_goes_through_when_it_is_active_again() throws IOException {
        SmallExport.of("bank-one", "visa-sda", 1).write(directory.resolve("orders.csv"));

        assertThat(state("suspended", "custodian ill").out()).isEqualTo("key bank-one.cvk/1 is SUSPENDED\n");
        assertThat(run("keys", "list").out()).containsPattern("bank-one.cvk/1 +cvk +- +TDES-112 +suspended ");
        Ran waiting = prepare();
        assertThat(waiting.exitCode()).as(waiting.toString()).isEqualTo(75);
        assertThat(waiting.toString()).contains("the batch waits: suspended are [bank-one.cvk/1]; nothing was taken");
        assertThat(home.out()).doesNotExist();

        assertThat(state("ACTIVE", "back again").exitCode()).isZero();
        Ran made = prepare();
        assertThat(made.exitCode()).as(made.toString()).isZero();
        assertThat(run("audit", "list").out())
                .containsPattern("KEY_SUSPENDED +yes .*suspend bank-one.cvk/1, .*: custodian ill")
                .containsPattern("KEY_ACTIVATED +yes .*activate bank-one.cvk/1, .*: back again");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bank-one.cvk      | ACTIVE         | why | bank-one.cvk/1 is ACTIVE and cannot become ACTIVE
            bank-one.cvk      | PRE_ACTIVATION | why | bank-one.cvk/1 is ACTIVE and cannot become PRE_ACTIVATION
            bank-one.none     | SUSPENDED      | why | there is no key bank-one.none/1
            bank-one.cvk      | DESTROYED      | why | bank-one.cvk/1 is ACTIVE and cannot become DESTROYED
            bank-one.cvk      | PENDING_DESTRUCTION | why | is ACTIVE and cannot become PENDING_DESTRUCTION
            bank-one.cvk      | GONE           | why | Invalid value for positional parameter at index 1 (STATE)
            bank-one.cvk      | SUSPENDED      | ''  | say why with --reason TEXT
            bureau.record-mac | SUSPENDED      | why | is the key of the ledger and its audit
            """)
    void what_cannot_be_is_wrong_usage(String key, String state, String reason, String said) {
        Ran ran = run("keys", "state", key, state, "--reason", reason);
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(64);
        assertThat(ran.err()).contains(said);
    }

    @Test
    void one_person_suspends_and_two_bring_a_key_back() throws IOException {
        home.edit(
                "cardwright.properties",
                "policy = test\n",
                "policy = test\nkeys = two-persons\npassphrase.memory-kib = 1024\n");
        People.registerTwo(home.root());
        String ada = People.file(directory, "ada");

        assertThat(state("SUSPENDED", "lost part", "--operator-file", ada).out())
                .isEqualTo("key bank-one.cvk/1 is SUSPENDED\n");
        Ran asked = state("ACTIVE", "found", "--operator-file", ada);
        assertThat(asked.out()).startsWith("request activate-key-");
        assertThat(run("keys", "list").out()).containsPattern("bank-one.cvk/1 .* suspended ");
        String request = asked.out().replaceAll("request ([a-z0-9-]+): .*\n", "$1");
        assertThat(run("approve", request, "--operator-file", People.file(directory, "bob"))
                        .exitCode())
                .isZero();

        assertThat(state("ACTIVE", "found", "--operator-file", ada, "--json").out())
                .startsWith("{\"outcome\":\"changed\",\"exit_code\":0,\"key\":\"bank-one.cvk/1\",")
                .contains("\"state\":\"active\"");
        assertThat(run("audit", "verify").exitCode()).isZero();
    }

    @Test
    void a_key_is_destroyed_in_two_steps_and_called_back_between_them() throws IOException {
        String today = LocalDate.now(Clock.systemUTC()).toString();
        assertThat(state("DEACTIVATED", "replaced").exitCode()).isZero();
        assertThat(state("DESTROYED", "no card of it is left").out())
                .startsWith("key bank-one.cvk/1 is PENDING_DESTRUCTION; from ")
                .contains("keys state bank-one.cvk/1 DEACTIVATED  calls it back");
        Ran early = state("DESTROYED", "now");
        assertThat(early.exitCode()).as(early.toString()).isEqualTo(75);
        assertThat(early.err()).contains("bank-one.cvk/1 may be destroyed from ");
        assertThat(state("ACTIVE", "wanted").exitCode()).isEqualTo(64);
        assertThat(state("DEACTIVATED", "still read").out()).isEqualTo("key bank-one.cvk/1 is DEACTIVATED\n");
        assertThat(run("keys", "verify-destroyed", KEY).exitCode()).isEqualTo(70);

        home.edit("cardwright.properties", "policy = test\n", "policy = test\nkeys.destroy-after-days = 0\n");
        assertThat(state("DESTROYED", "nobody asks").out()).contains("from " + today + " on");
        assertThat(run("keys", "list").out())
                .containsPattern("bank-one.cvk/1 .* pending-destruction .* destroyed from " + today + " on ");
        assertThat(state("DESTROYED", "nobody asked").out()).startsWith("key bank-one.cvk/1 is DESTROYED; ");
        SmallExport.of("bank-one", "visa-sda", 1).write(directory.resolve("orders.csv"));
        Ran refused = prepare();
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(77);
        assertThat(refused.toString()).contains("key bank-one.cvk/1 is DESTROYED; its bytes are gone");
        assertThat(run("audit", "list").out())
                .containsPattern("KEY_DESTRUCTION_PLANNED +yes .*plan to destroy bank-one.cvk/1, .*: nobody asks")
                .containsPattern("KEY_CALLED_BACK +yes .*call back bank-one.cvk/1, .*: still read")
                .containsPattern("KEY_DESTROYED +yes .*destroy bank-one.cvk/1, .*: nobody asked");
    }

    @Test
    void a_destroyed_key_has_a_certificate_that_names_both_persons() throws IOException {
        home.edit(
                "cardwright.properties",
                "policy = test\n",
                "policy = test\nkeys = two-persons\npassphrase.memory-kib = 1024\nkeys.destroy-after-days = 0\n");
        People.registerTwo(home.root());
        byTwo("DEACTIVATED", "replaced");
        byTwo("DESTROYED", "no card is left");
        Ran destroyed = byTwo("DESTROYED", "seven days are over");
        Path directory = Custodians.only(home.root().resolve("destructions"));
        assertThat(destroyed.out()).contains("certificate of destruction in " + directory);

        String certificate = Files.readString(directory.resolve("transcript.jsonl"));
        assertThat(certificate)
                .contains("destruction of key bank-one.cvk/1, check value ", "TDES-112, for cvk")
                .contains("\"who\":\"ada\",\"did\":\"plan to destroy bank-one.cvk/1", "no card is left")
                .contains("\"who\":\"bob\",\"did\":\"destroy bank-one.cvk/1", "seven days are over")
                .contains("asked for by ada, approved by bob", "nothing was found; files searched: ")
                .contains("not checked, may stay: what was sent to other parties")
                .doesNotContain("replaced");
        assertThat(Custodians.read(directory.resolve("transcript.pdf")))
                .contains("CERTIFICATE OF DESTRUCTION", "Signed by ada: ....", "Signed by bob: ....");
        Ran verified = run(
                "keys",
                "ceremony",
                "verify",
                directory.resolve("transcript.jsonl").toString());
        assertThat(verified.exitCode()).as(verified.toString()).isZero();
        assertSaysItAgainOfDestroyedKeysOnly();
    }

    private void assertSaysItAgainOfDestroyedKeysOnly() throws IOException {
        Path again = directory.resolve("again");
        assertThat(run("keys", "verify-destroyed", KEY, "--out", again.toString())
                        .out())
                .contains("certificate of destruction in " + Custodians.only(again));
        assertThat(run(
                                "keys",
                                "verify-destroyed",
                                "bank-one.kek1-k0",
                                "--out",
                                directory.resolve("x").toString())
                        .exitCode())
                .isEqualTo(70);
        assertThat(directory.resolve("x")).doesNotExist();
    }

    private Ran byTwo(String state, String reason) throws IOException {
        String ada = People.file(directory, "ada");
        String request =
                state(state, reason, "--operator-file", ada).out().replaceAll("request ([a-z0-9-]+): .*\n", "$1");
        assertThat(run("approve", request, "--operator-file", People.file(directory, "bob"))
                        .exitCode())
                .isZero();
        Ran done = state(state, reason, "--operator-file", ada);
        assertThat(done.exitCode()).as(done.toString()).isZero();
        return done;
    }

    @Test
    void a_copy_of_the_vault_betrays_a_destroyed_key() throws IOException {
        home.edit("cardwright.properties", "policy = test\n", "policy = test\nkeys.destroy-after-days = 0\n");
        Path backup = Files.createDirectories(directory.resolve("backup/monday"));
        assertThat(state("DEACTIVATED", "replaced").exitCode()).isZero();
        Files.copy(HomeDirectory.open(home.root()).vault().resolve("keys.vault"), backup.resolve("keys.vault"));
        assertThat(state("DESTROYED", "first").exitCode()).isZero();
        assertThat(state("DESTROYED", "second").exitCode()).isZero();

        Ran clean = run("keys", "verify-destroyed", KEY);
        assertThat(clean.exitCode()).as(clean.toString()).isZero();
        assertThat(clean.out())
                .contains("nothing is left of bank-one.cvk/1 in what was searched", "not checked: blocks of the disk");
        Ran found = run(
                "keys",
                "verify-destroyed",
                KEY,
                "--json",
                "--backup",
                backup.getParent().toString());
        assertThat(found.exitCode()).as(found.toString()).isEqualTo(70);
        JsonAnswer.requireOneObject(found.out());
        assertThat(found.out())
                .startsWith("{\"outcome\":\"not destroyed\",\"exit_code\":70,\"key\":\"bank-one.cvk/1\"")
                .contains("monday/keys.vault holds the key");
        assertThat(run("keys", "verify-destroyed", KEY, "--backup", "/nowhere").exitCode())
                .isEqualTo(64);
        assertThat(run("keys", "verify-destroyed", "bank-one.none").exitCode()).isEqualTo(64);
    }

    @Test
    void a_key_works_between_its_days_and_the_list_warns_before_their_end() throws IOException {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        Ran given = run(
                "keys",
                "period",
                KEY,
                "--from",
                today.plusDays(1).toString(),
                "--until",
                today.plusDays(5).toString(),
                "--reason",
                "new batch");
        assertThat(given.out())
                .isEqualTo("key bank-one.cvk/1 is used from " + today.plusDays(1) + ", until " + today.plusDays(5)
                        + ", read until none\n");
        assertThat(run("keys", "list").out())
                .containsPattern("bank-one.cvk/1 .* " + today.plusDays(1) + " +" + today.plusDays(5) + " +- +days-7 ")
                .contains("alarms: 1 on " + today);
        assertThat(run("keys", "list", "--on", today.plusDays(6).toString()).out())
                .containsPattern("bank-one.cvk/1 .* protects-no-more ");
        SmallExport.of("bank-one", "visa-sda", 1).write(directory.resolve("orders.csv"));
        Ran early = prepare();
        assertThat(early.exitCode()).as(early.toString()).isEqualTo(77);
        assertThat(early.toString()).contains("key bank-one.cvk/1 protects nothing before " + today.plusDays(1));
        assertThat(home.out()).doesNotExist();

        assertThat(run("keys", "period", KEY, "--from", "none", "--reason", "a day too late")
                        .exitCode())
                .isZero();
        assertThat(prepare().exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bank-one.cvk      | --until      | 2026-02-30 | --until is a day, yyyy-mm-dd, or none
            bank-one.cvk      | --until      | 1970-01-01 | the days of a key lie between
            bank-one.none     | --until      | 2030-01-01 | there is no key bank-one.none/1
            bureau.record-mac | --read-until | 2030-01-01 | is the key of the ledger and its audit
            """)
    void days_that_cannot_be_are_wrong_usage(String key, String option, String day, String said) {
        Ran ran = run("keys", "period", key, option, day, "--reason", "why");
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(64);
        assertThat(ran.err()).contains(said);
        assertThat(run("keys", "period", KEY, "--reason", "why").err()).contains("say which days");
    }

    private Ran state(String state, String reason, String... more) {
        List<String> command = new ArrayList<>(List.of("keys", "state", KEY, state, "--reason", reason));
        command.addAll(List.of(more));
        return run(command.toArray(new String[0]));
    }

    private Ran prepare() {
        return run(
                "prepare",
                directory.resolve("orders.csv").toString(),
                "--issuer",
                "bank-one",
                "--out",
                home.out().toString());
    }

    private Ran run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--home", home.root().toString()));
        return Ran.command(command.toArray(new String[0]));
    }
}
