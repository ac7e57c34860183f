package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong before anything is done is said before the permission of two persons is used. */
class KeptPermissionTest {

    private static final Pattern APPROVE = Pattern.compile("cardwright approve (back-up-keys-[a-f0-9]{16}) ");

    @TempDir
    private Path directory;

    private Path home = Path.of("");

    @Test
    void a_name_that_is_taken_costs_no_permission() throws IOException {
        EditableHome edited = EditableHome.in(directory);
        edited.edit(
                "cardwright.properties",
                "policy = test\n",
                "policy = test\nkeys = two-persons\npassphrase.memory-kib = 1024\n");
        home = edited.root();
        People.registerTwo(home);
        Path out = directory.resolve("keys.backup");
        String backup =
                "keys backup --reason nightly --out " + out + " --operator-file " + People.file(directory, "ada");
        Matcher request = APPROVE.matcher(run(backup).out());
        assertThat(request.find()).isTrue();
        assertThat(run("approve " + request.group(1) + " --operator-file " + People.file(directory, "bob"))
                        .exitCode())
                .isZero();

        Files.writeString(out, "theirs");
        Ran taken = run(backup);
        assertThat(taken.exitCode()).isEqualTo(65);
        assertThat(taken.err()).contains("there is a file keys.backup already");
        assertThat(out).hasContent("theirs");
        Files.delete(out);

        Ran made = run(backup);
        assertThat(made.out()).as(made.toString()).contains("keys written to " + out);
        assertThat(run("audit list").out()).contains("KEYS_BACKED_UP").doesNotContain("KEY_ACT_REFUSED");
    }

    private Ran run(String line) {
        List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        arguments.addAll(List.of("--home", home.toString()));
        return Ran.command(arguments.toArray(String[]::new));
    }
}
