package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No card leaves under a key of which its reader has not said that it is the same there. */
class KeysConfirmCommandTest {

    private static final Pattern UNCONFIRMED = Pattern.compile("personalizer\\.kek2-[a-z0-9]+/1");

    @TempDir
    private Path directory;

    private Path export = Path.of("");

    @BeforeEach
    void home() throws IOException {
        TestVault.in(directory.resolve("home"));
        Files.writeString(
                HomeDirectory.open(directory.resolve("home")).config("cardwright.properties"),
                "\ntransport-keys = confirmed\n",
                StandardOpenOption.APPEND);
        export = SmallExport.of("bank-one", "visa-sda", 2).write(directory.resolve("orders.csv"));
    }

    @Test
    void a_batch_is_taken_when_every_key_under_which_it_leaves_is_confirmed() {
        List<String> keys = unconfirmed();
        assertThat(keys).contains("personalizer.kek2-k0/1", "personalizer.kek2-p0/1");
        assertThat(run("batch", "list").out()).doesNotContain("bank-one");
        for (String key : keys.subList(1, keys.size())) {
            assertThat(confirm(key, checkValue(key), "personalizer").exitCode()).isZero();
        }
        assertThat(unconfirmed()).containsExactly(keys.get(0));
        Ran last = confirm(keys.get(0), checkValue(keys.get(0)), "personalizer");
        assertThat(last.out()).contains("key " + keys.get(0) + " is confirmed by personalizer, check value ");
        assertThat(prepare().exitCode()).isZero();
        assertThat(run("audit", "list").out())
                .containsPattern("KEY_CONFIRMED .*note the confirmation of " + keys.get(0) + " by personalizer");
    }

    @Test
    void another_check_value_is_refused_and_stands_in_the_audit() {
        String key = "personalizer.kek2-k0/1";
        Ran other = confirm(key, "tdes-zeros:ABCDEF", "personalizer");
        assertThat(other.exitCode()).isEqualTo(77);
        assertThat(other.err()).contains("personalizer told another check value than key " + key + " has here");
        assertThat(run("audit", "list").out())
                .containsPattern("KEY_CONFIRMATION_REFUSED .*personalizer told another check value");
        assertThat(confirm(key, "aes-cmac:ABCDEF", "personalizer").exitCode()).isEqualTo(64);
        assertThat(confirm(key, "ABCDEF", "personalizer").exitCode()).isEqualTo(64);
        assertThat(confirm(key, "tdes-zeros:ABCDEF", "The Personalizer").exitCode())
                .isEqualTo(64);
        assertThat(confirm("personalizer.none", "tdes-zeros:ABCDEF", "personalizer")
                        .exitCode())
                .isEqualTo(64);
        assertThat(unconfirmed()).contains(key);
    }

    private List<String> unconfirmed() {
        Ran refused = prepare();
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(77);
        assertThat(refused.err()).contains("not confirmed by the party that shall read the cards");
        List<String> keys = new ArrayList<>();
        Matcher found = UNCONFIRMED.matcher(refused.err());
        while (found.find()) {
            keys.add(found.group());
        }
        return keys;
    }

    private String checkValue(String key) {
        Matcher line = Pattern.compile(Pattern.quote(key) + " .* ([0-9A-F]{6}) ")
                .matcher(run("keys", "list").out());
        assertThat(line.find()).isTrue();
        return "tdes-zeros:" + line.group(1);
    }

    private Ran confirm(String key, String checkValue, String party) {
        return run(
                "keys", "confirm", key, "--party", party, "--kcv", checkValue, "--reason", "told by telephone, 4711");
    }

    private Ran prepare() {
        return run(
                "prepare",
                export.toString(),
                "--issuer",
                "bank-one",
                "--out",
                directory.resolve("batches").toString());
    }

    private Ran run(String... command) {
        return Ran.command(Stream.concat(
                        Stream.of(command),
                        Stream.of("--home", directory.resolve("home").toString()))
                .toArray(String[]::new));
    }
}
