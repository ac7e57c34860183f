package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            bank-one.cvk      | DESTROYED      | why | Invalid value for positional parameter at index 1 (STATE)
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
