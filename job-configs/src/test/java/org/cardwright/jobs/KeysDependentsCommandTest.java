package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which batches depend on a key, and what a compromise does to them, from the command line. */
class KeysDependentsCommandTest {

    private static final String KEY = "bank-one.cvk";

    @TempDir
    private Path directory;

    private Path home;
    private Path export;

    @BeforeEach
    void fill_a_home() throws IOException {
        home = TestVault.in(directory.resolve("home"));
        export = SmallExport.of("bank-one", "visa-sda", 2)
                .with(0, "order", "A-1")
                .with(1, "order", "A-2")
                .write(directory.resolve("orders.csv"));
    }

    @Test
    void batches_and_orders_are_listed_and_a_sealed_one_is_named_when_the_key_is_compromised() throws IOException {
        assertThat(run("keys", "dependents", KEY).out())
                .endsWith("0 cards in 0 batches depend on bank-one.cvk/1; not sealed: 0\n");
        Path batch = prepared(home);
        String identity = batch.getFileName().toString();

        assertThat(run("keys", "dependents", KEY).out())
                .containsPattern("\n" + identity + " +bank-one +[0-9-]{10} +CLOSED +2 +" + batch + "\n")
                .endsWith("\n2 cards in 1 batches depend on bank-one.cvk/1; not sealed: 0\n");
        Path orders = directory.resolve("dependents.csv");
        Ran listed = run("keys", "dependents", KEY + "/1", "--json", "--orders", orders.toString());
        JsonAnswer.requireOneObject(listed.out());
        assertThat(listed.out())
                .startsWith(
                        "{\"outcome\":\"listed\",\"exit_code\":0,\"key\":\"bank-one.cvk/1\",\"cards\":2,\"batches\":[{"
                                + "\"batch\":\"" + identity)
                .contains("\"issuer\":\"bank-one\",", "\"cards\":2,\"all_read\":true}]");
        assertThat(Files.readAllLines(orders))
                .hasSize(3)
                .startsWith("batch,order,product,made")
                .anyMatch(line -> line.matches(identity + "[0-9a-f]{48},A-1,visa-sda/1,true"))
                .anyMatch(line -> line.matches(identity + "[0-9a-f]{48},A-2,visa-sda/1:gold,true"));
        Ran again = run("keys", "dependents", KEY, "--orders", orders.toString());
        assertThat(again.exitCode()).isEqualTo(64);
        assertThat(again.err()).contains("already");

        assertThat(state("COMPROMISED", "seen by others").out())
                .isEqualTo("key bank-one.cvk/1 is COMPROMISED\nsealed before: batch " + identity
                        + " of bank-one, cards: 2, in " + batch + "\n");
    }

    @Test
    void a_compromise_holds_the_release_of_a_batch_that_is_not_sealed() throws IOException {
        Path elsewhere = prepared(TestVault.in(directory.resolve("elsewhere/home")));
        String identity = elsewhere.getFileName().toString();
        // a file where the directory of the release belongs: everything is made, nothing is sealed
        Path out = Files.createDirectories(home.resolveSibling("out"));
        Path obstacle = Files.createFile(out.resolve("." + identity + ".part"));
        assertThat(prepare(home).exitCode()).isEqualTo(70);
        Files.delete(obstacle);
        assertThat(run("keys", "dependents", KEY).out())
                .containsPattern(identity + " +bank-one +[0-9-]{10} +OPEN +2 ")
                .endsWith("not sealed: 1\n");

        Ran changed = state("COMPROMISED", "seen by others", "--json");
        JsonAnswer.requireOneObject(changed.out());
        assertThat(changed.out())
                .startsWith("{\"outcome\":\"changed\",\"exit_code\":0,\"key\":\"bank-one.cvk/1\",")
                .contains(
                        "\"state\":\"compromised\"", "\"dependents\":[{\"batch\":\"" + identity, "\"state\":\"OPEN\"");
        Ran held = prepare(home);
        assertThat(held.exitCode()).as(held.toString()).isEqualTo(77);
        assertThat(held.toString())
                .contains("the release is held: its cards depend on key bank-one.cvk/1, which is COMPROMISED");
        assertThat(out.resolve(identity)).doesNotExist();
    }

    @Test
    void no_key_is_destroyed_while_a_batch_is_not_finished() throws IOException {
        Path settings = home.resolve("config/cardwright.properties");
        Files.writeString(settings, Files.readString(settings) + "\nkeys.destroy-after-days = 0\n");
        Path elsewhere = prepared(TestVault.in(directory.resolve("elsewhere/home")));
        String identity = elsewhere.getFileName().toString();
        Path out = Files.createDirectories(home.resolveSibling("out"));
        Path obstacle = Files.createFile(out.resolve("." + identity + ".part"));
        assertThat(prepare(home).exitCode()).isEqualTo(70);

        assertThat(transport("DEACTIVATED").exitCode()).isZero();
        Ran refused = transport("DESTROYED");
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(75);
        assertThat(refused.err())
                .contains("personalizer.kek2-k0/1 is needed by batches that are not finished: " + identity)
                .contains("finish or abandon them first");

        assertThat(run("keys", "dependents", "personalizer.kek2-k0").out()).contains("not sealed: 1");
        Files.delete(obstacle);
    }

    private Ran transport(String state) {
        return run("keys", "state", "personalizer.kek2-k0", state, "--reason", "lot is done");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bank-one.cvk/2    | there is no key bank-one.cvk/2, and no batch was taken with one
            bank-one.cvc      | there is no key bank-one.cvc/1, and no batch was taken with one
            bank-one.cvk/0    | a key version is 1 to 255
            bank-one.cvk/x    | a key version is 1 to 255
            BANK              | a key label has 1 to 64 of a-z 0-9 . -
            --orders          | Expected parameter for option '--orders'
            ''                | Missing required parameter: 'NAME'
            """)
    void what_names_no_key_is_wrong_usage(String name, String said) {
        Ran ran = name.isEmpty() ? run("keys", "dependents") : run("keys", "dependents", name);
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(64);
        assertThat(ran.err()).contains(said);
    }

    private Ran state(String state, String reason, String... more) {
        return run(Stream.concat(Stream.of("keys", "state", KEY, state, "--reason", reason), Stream.of(more))
                .toArray(String[]::new));
    }

    private Path prepared(Path in) throws IOException {
        Ran ran = prepare(in);
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        try (Stream<Path> batches = Files.list(in.resolveSibling("out"))) {
            return batches.findFirst().orElseThrow();
        }
    }

    private Ran prepare(Path in) {
        return runIn(
                in,
                "prepare",
                export.toString(),
                "--issuer",
                "bank-one",
                "--out",
                in.resolveSibling("out").toString());
    }

    private Ran run(String... arguments) {
        return runIn(home, arguments);
    }

    private static Ran runIn(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--home", home.toString()));
        return Ran.command(command.toArray(new String[0]));
    }
}
