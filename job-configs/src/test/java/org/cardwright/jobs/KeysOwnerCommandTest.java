package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyGeneration;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transport key from before owners were told: no card leaves under it before two persons say whose it is. */
class KeysOwnerCommandTest {

    private static final String OLD = "personalizer.kek2-old";

    @TempDir
    private Path directory;

    private EditableHome home;

    @BeforeEach
    void fill_a_home_with_a_key_of_nobody() throws IOException {
        home = EditableHome.in(directory);
        home.edit("cardwright.properties", "policy = test\n", """
                policy = test
                transport-keys = confirmed
                keys = two-persons
                passphrase.memory-kib = 1024
                """);
        home.edit("products/visa-sda.xml", "label=\"personalizer.kek2-k0\"", "label=\"" + OLD + "\"");
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase();
                KeyVault vault = KeyVault.open(HomeDirectory.open(home.root()).vault(), passphrase)) {
            KeyGeneration.generate(
                    vault,
                    new KeyGeneration.Specification(
                            KeyName.of(OLD),
                            KeyPurpose.KEK,
                            KeyAlgorithm.TDES,
                            16,
                            KeyDirection.DATA_PREPARATION_TO_PERSONALIZER));
        }
        People.registerTwo(home.root());
    }

    @Test
    void two_persons_say_once_whose_a_key_is() throws IOException {
        String ada = People.file(directory, "ada");
        SmallExport.of("bank-one", "visa-sda", 1).write(directory.resolve("orders.csv"));
        Ran nobodys = prepare();
        assertThat(nobodys.exitCode()).as(nobodys.toString()).isEqualTo(77);
        assertThat(nobodys.err()).contains("they belong to nobody: keys personalizer.kek2-old/1; note whose they are");
        assertThat(home.out()).doesNotExist();
        Ran confirmed = run(
                "keys", "confirm", OLD, "--party", "personalizer", "--kcv", "tdes-zeros:ABCDEF", "--reason", "told");
        assertThat(confirmed.exitCode()).isEqualTo(64);
        assertThat(confirmed.err()).contains("key personalizer.kek2-old/1 belongs to nobody");

        Ran asked = own("personalizer", "--operator-file", ada);
        assertThat(asked.out()).startsWith("request own-key-");
        assertThat(run("keys", "list").out()).containsPattern("personalizer.kek2-old/1 .* - +- +never");
        String request = asked.out().replaceAll("request ([a-z0-9-]+): .*\n", "$1");
        assertThat(run("approve", request, "--operator-file", People.file(directory, "bob"))
                        .exitCode())
                .isZero();
        assertThat(own("somebody-else", "--operator-file", ada).out()).startsWith("request own-key-");
        assertThat(own("personalizer", "--operator-file", ada).out())
                .isEqualTo("key personalizer.kek2-old/1 belongs to bank-one, shared with personalizer\n");

        assertThat(run("keys", "list").out())
                .containsPattern("personalizer.kek2-old/1 .* bank-one +personalizer +never");
        Ran again = own("somebody-else", "--operator-file", ada);
        assertThat(again.exitCode()).isEqualTo(64);
        assertThat(again.err()).contains("personalizer.kek2-old/1 belongs to bank-one, personalizer already");
        assertThat(prepare().err())
                .containsPattern(
                        "not confirmed by the party that shall read the cards: keys .*personalizer.kek2-old/1");
        assertThat(run("audit", "list").out())
                .containsPattern(
                        "KEY_OWNER_NOTED +yes .*note the owner of personalizer.kek2-old/1, check value [0-9A-F]+:"
                                + " bank-one, shared with personalizer");
        assertThat(run("audit", "verify").exitCode()).isZero();
    }

    @Test
    void an_owner_is_told_as_a_party_and_shares_with_another_one() throws IOException {
        for (String[] wrong : new String[][] {
            {"keys", "owner", OLD, "--owner", "Bank One", "--reason", "why"},
            {"keys", "owner", OLD, "--owner", "bank-one", "--recipient", "bank-one", "--reason", "why"},
            {"keys", "owner", OLD, "--owner", "bank-one"},
            {"keys", "owner", "old.none", "--owner", "bank-one", "--reason", "why"},
        }) {
            assertThat(run(wrong).exitCode()).as(String.join(" ", wrong)).isEqualTo(64);
        }
    }

    private Ran own(String recipient, String... more) {
        return run(Stream.concat(
                        Stream.of(
                                "keys",
                                "owner",
                                OLD,
                                "--owner",
                                "bank-one",
                                "--recipient",
                                recipient,
                                "--reason",
                                "letter of 2019"),
                        Stream.of(more))
                .toArray(String[]::new));
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

    private Ran run(String... command) {
        return Ran.command(Stream.concat(
                        Stream.of(command), Stream.of("--home", home.root().toString()))
                .toArray(String[]::new));
    }
}
