package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where people act by name the audit has the name, also of what was only tried, or refused. */
class NamedPersonTest {

    @TempDir
    private Path directory;

    private EditableHome home;

    @BeforeEach
    void two_persons_are_registered() throws IOException {
        home = EditableHome.in(directory);
        home.edit(
                "cardwright.properties",
                "policy = test\n",
                "policy = test\nkeys = two-persons\npassphrase.memory-kib = 1024\n");
        People.registerTwo(home.root());
    }

    @Test
    void a_dry_run_names_who_derived() throws IOException {
        Path pan = Files.writeString(directory.resolve("pan"), "9999990000000014\n");
        Files.setPosixFilePermissions(pan, PosixFilePermissions.fromString("rw-------"));
        String line = "keys derive --dry-run --method emv-a --pan-file " + pan + " --key ";
        assertThat(run(line + "bank-one.imk-ac --operator-file " + person("ada"))
                        .exitCode())
                .isZero();
        assertThat(run(line + "bank-one.cvk --operator-file " + person("ada")).exitCode())
                .isEqualTo(77);
        assertThat(run(line + "bank-one.imk-ac --operator-file " + person("bob"))
                        .exitCode())
                .as("an approver only")
                .isEqualTo(77);
        assertThat(run("audit list").out())
                .containsPattern("ada +KEY_TRIED +yes +bank-one.imk-ac/1 by emv-a")
                .containsPattern("ada +KEY_TRIED +no +bank-one.cvk/1 by emv-a")
                .doesNotContainPattern("(system|bob) +KEY_TRIED");
    }

    @Test
    void a_check_value_that_is_refused_names_who_brought_it() throws IOException {
        Ran refused = run("keys confirm personalizer.kek2-k0 --party personalizer --kcv tdes-zeros:ABCDEF --reason told"
                + " --operator-file " + person("ada"));
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(77);
        assertThat(run("audit list").out())
                .containsPattern("ada +KEY_CONFIRMATION_REFUSED +no +key personalizer.kek2-k0/1 ");
    }

    private String person(String who) throws IOException {
        return People.file(directory, who);
    }

    private Ran run(String line) {
        List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        arguments.addAll(List.of("--home", home.root().toString()));
        return Ran.command(arguments.toArray(String[]::new));
    }
}
