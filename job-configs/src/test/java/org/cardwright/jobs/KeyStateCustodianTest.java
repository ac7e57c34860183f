package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key leaves its state when the custodian of the state asks for it, and nobody else. */
class KeyStateCustodianTest {

    @TempDir
    private Path directory;

    private EditableHome home;

    @BeforeEach
    void every_role_is_another_person() throws IOException {
        home = EditableHome.in(directory);
        home.edit(
                "cardwright.properties",
                "policy = test\n",
                "policy = test\nkeys = two-persons\npassphrase.memory-kib = 1024\n");
        People.registerTwo(home.root());
        People.add(
                home.root(),
                Map.of(
                        "opal", OperatorRole.OPERATOR,
                        "mia", OperatorRole.KEY_MANAGER,
                        "otto", OperatorRole.SECURITY_OFFICER));
    }

    @Test
    void who_does_not_answer_for_the_state_moves_no_key_out_of_it() throws IOException {
        refused(state("SUSPENDED", "opal"), "operator opal lacks role KEY_MANAGER");
        refused(state("SUSPENDED", "otto"), "operator otto lacks role KEY_MANAGER");
        assertThat(state("SUSPENDED", "mia").out()).isEqualTo("key bank-one.cvk/1 is SUSPENDED\n");

        refused(state("ACTIVE", "mia"), "operator mia lacks role SECURITY_OFFICER");
        String request = state("ACTIVE", "otto").out().replaceAll("request ([a-z0-9-]+): .*\n", "$1");
        assertThat(run("approve", request, "--operator-file", person("bob")).exitCode())
                .isZero();
        refused(state("ACTIVE", "mia"), "operator mia lacks role SECURITY_OFFICER");
        assertThat(state("ACTIVE", "otto").out()).isEqualTo("key bank-one.cvk/1 is ACTIVE\n");

        assertThat(run("audit", "list").out())
                .containsPattern("opal +OPERATOR_REFUSED +no +opal +operator opal lacks role KEY_MANAGER")
                .containsPattern("mia +KEY_SUSPENDED +yes")
                .containsPattern("otto +KEY_ACTIVATED +yes");
    }

    private static void refused(Ran ran, String said) {
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(77);
        assertThat(ran.err()).contains(said);
    }

    private Ran state(String state, String who) throws IOException {
        return run("keys", "state", "bank-one.cvk", state, "--reason", "inquiry", "--operator-file", person(who));
    }

    private String person(String who) throws IOException {
        return People.file(directory, who);
    }

    private Ran run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--home", home.root().toString()));
        return Ran.command(command.toArray(new String[0]));
    }
}
