package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.KeyBlockHeader;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.Tr31;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys between parties through the command line. */
class KeysExchangeCommandTest {

    private static final String CVK = "0123456789ABCDEFFEDCBA9876543210";
    private static final String CVK_KCV = "tdes-zeros:08D7B4";
    private static final String KEK2 = "E0F2C2D5A4B68698687A4A5D2C3E0E10";
    private static final String KEK2_KCV = "tdes-zeros:C2AAA9";
    private static final String FROM_BANK = " --owner bank-one --recipient personalizer --under bank-one.kek1-k0";

    @TempDir
    private Path directory;

    @BeforeEach
    void home() throws IOException {
        TestVault.in(directory.resolve("home"));
        file("cvk", block("C0TC", 'E', CVK));
        file("kek2", block("K0TE", 'N', KEK2));
    }

    @Test
    void keys_come_in_and_one_of_them_leaves_for_the_party_that_may_have_it() throws IOException {
        importBoth();
        Ran list = keys("list");
        assertThat(list.out())
                .containsPattern(
                        "bank-one.new-cvk/1 +cvk +- +TDES-112 +active +08D7B4 +bank-one +personalizer +in a key block")
                .containsPattern("bank-one.new-kek2/1 +kek +data-preparation-to-personalizer .* +never .* +test");
        Ran sent = done(export("--to personalizer --form block-b --out " + out()));
        assertThat(sent.out()).contains("for personalizer written to", "the check value 08D7B4 goes another way");
        String text = Files.readString(out(), StandardCharsets.US_ASCII).strip();
        Tr31.Unwrapped there = Tr31.unwrap(text, secret(KEK2));
        assertThat(there.key()).isEqualTo(secret(CVK));
        assertThat(there.header().exportability()).isEqualTo('N');
        assertThat(run("audit", "list").out())
                .containsPattern("KEY_IMPORTED .*take in key bank-one.new-cvk/1 as cvk under bank-one.kek1-k0/1")
                .containsPattern(
                        "KEY_EXPORTED .*send key bank-one.new-cvk/1 to personalizer under bank-one.new-kek2/1");
        assertThat(run("audit", "verify").exitCode()).isZero();
    }

    @Test
    void a_key_goes_to_nobody_else_and_nothing_is_written_over() throws IOException {
        importBoth();
        Ran other = export("--to other-personalizer --form block-b --out " + out());
        assertThat(other.exitCode()).isEqualTo(77);
        assertThat(other.err()).contains("bank-one.new-cvk/1 is not for other-personalizer");
        assertThat(export("--to personalizer --form block-d --out " + out()).err())
                .contains("is under AES");
        assertThat(export("--to personalizer --form block-a --out " + out()).exitCode())
                .isEqualTo(64);
        assertThat(export("--to Personalizer --form block-b --out " + out()).exitCode())
                .isEqualTo(64);
        assertThat(out()).doesNotExist();
        Files.writeString(out(), "theirs");
        assertThat(export("--to personalizer --form block-b --out " + out()).exitCode())
                .isEqualTo(65);
        assertThat(out()).hasContent("theirs");
        assertThat(run("audit", "list").out()).doesNotContain("KEY_EXPORTED");
    }

    @Test
    void a_key_that_is_not_what_was_announced_stays_outside() throws IOException {
        String cvk = "import bank-one.new-cvk --block " + directory.resolve("cvk") + FROM_BANK;
        assertThat(keys(cvk + " --purpose cvk --kcv tdes-zeros:08D7B5").err()).contains("check value");
        assertThat(keys(cvk + " --purpose pvk-pvv --kcv " + CVK_KCV).err()).contains("another usage");
        assertThat(keys(cvk + " --purpose kek --direction in --kcv " + CVK_KCV).exitCode())
                .isEqualTo(77);
        for (String wrong : List.of(
                " --purpose cvc --kcv " + CVK_KCV,
                " --purpose cvk --kcv 08D7B4",
                " --purpose cvk --kcv zeros:08D7B4",
                " --purpose cvk --kcv tdes-zeros:8D7B4",
                " --purpose cvk --direction both --kcv " + CVK_KCV,
                " --purpose cvk --leaves sometimes --kcv " + CVK_KCV,
                " --purpose cvk --any-parity --kcv " + CVK_KCV,
                " --purpose cvk --cryptogram x --kcv " + CVK_KCV)) {
            assertThat(keys(cvk + wrong).exitCode()).as(wrong).isEqualTo(64);
        }
        file("bad", "two\nlines");
        Ran bad = keys("import bank-one.new-cvk --purpose cvk --kcv " + CVK_KCV + FROM_BANK + " --block "
                + directory.resolve("bad"));
        assertThat(bad.exitCode()).isEqualTo(65);
        assertThat(bad.err()).contains("one line of printable characters").doesNotContain("two");
        assertThat(keys("list").out()).doesNotContain("bank-one.new");
        assertThat(run("audit", "list").out())
                .doesNotContain("KEY_IMPORTED")
                .containsPattern("KEY_ACT_REFUSED +no .*take in key bank-one.new-cvk/1 as cvk .*check value");
    }

    @Test
    void a_legacy_cryptogram_comes_in_with_what_is_to_be_known_of_it() throws IOException {
        String even = "0022446688AACCEEFFDDBB9977553311";
        try (KeyCipher kek = KeyCipher.tdes(secret(kek1()))) {
            file("ecb", HexFormat.of().formatHex(kek.encryptEcb(HexFormat.of().parseHex(even))));
        }
        String legacy = "import bank-one.new-cvk --purpose cvk --kcv tdes-zeros:" + kcv(even) + FROM_BANK
                + " --cryptogram " + directory.resolve("ecb") + " --algorithm tdes";
        assertThat(keys(legacy).exitCode()).isEqualTo(64);
        assertThat(keys(legacy + " --form tdes-ecb").err()).contains("parity");
        assertThat(keys(legacy + " --form aes-kw").err()).contains("is under AES");
        assertThat(keys(legacy + " --form tdes-ecb --any-parity").out())
                .contains("key bank-one.new-cvk/1 taken in: TDES-112", "its parity was even and was adjusted");
        Ran json = keys(legacy.replace("new-cvk", "new-cvk/2") + " --form tdes-ecb --any-parity --json");
        assertThat(json.out())
                .startsWith("{\"outcome\":\"imported\",\"exit_code\":0,\"key\":\"bank-one.new-cvk/2\"")
                .contains("\"parity\":\"even\"", "\"not_understood\":[]");
    }

    @Test
    void two_persons_let_a_key_in_where_policy_asks_for_them() throws IOException {
        EditableHome home = EditableHome.in(directory.resolve("strict"));
        home.edit(
                "cardwright.properties",
                "policy = test\n",
                "policy = test\nkeys = two-persons\npassphrase.memory-kib = 1024\n");
        People.registerTwo(home.root());
        String cvk = "import bank-one.new-cvk --purpose cvk --kcv " + CVK_KCV + FROM_BANK + " --block "
                + directory.resolve("cvk") + " --operator-file " + People.file(directory, "ada");
        assertThat(in(home, cvk).err()).contains("this takes two persons");
        Matcher request = Pattern.compile("cardwright approve (import-key-[a-f0-9]{16})  and")
                .matcher(in(home, cvk + " --reason new-card-values").out());
        assertThat(request.find()).isTrue();
        assertThat(in(home, "list").out()).doesNotContain("bank-one.new-cvk");
        done(Ran.command(
                "approve",
                request.group(1),
                "--operator-file",
                People.file(directory, "bob"),
                "--home",
                home.root().toString()));
        assertThat(in(home, cvk.replace("--purpose cvk", "--inactive --purpose cvk"))
                        .exitCode())
                .as("permission is for this content only")
                .isEqualTo(64);
        assertThat(done(in(home, cvk)).out()).contains("taken in: TDES-112, check value 08D7B4");
    }

    private void importBoth() {
        done(keys("import bank-one.new-cvk --purpose cvk --leaves trusted --kcv " + CVK_KCV + FROM_BANK + " --block "
                + directory.resolve("cvk")));
        done(keys("import bank-one.new-kek2 --purpose kek --direction out --kcv " + KEK2_KCV + FROM_BANK + " --block "
                + directory.resolve("kek2")));
    }

    private Ran export(String more) {
        return keys("export bank-one.new-cvk --under bank-one.new-kek2 " + more);
    }

    private Path out() {
        return directory.resolve("sent");
    }

    private static Ran done(Ran ran) {
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        return ran;
    }

    private Ran keys(String words) {
        return run(("keys " + words).split(" "));
    }

    private Ran run(String... arguments) {
        return at(directory.resolve("home"), arguments);
    }

    private static Ran in(EditableHome home, String words) {
        return at(home.root(), ("keys " + words).split(" "));
    }

    private static Ran at(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--home", home.toString()));
        return Ran.command(command.toArray(new String[0]));
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text + "\n", StandardCharsets.US_ASCII);
    }

    private static String block(String use, char exportability, String hex) {
        KeyBlockHeader header = new KeyBlockHeader(
                'B', use.substring(0, 2), use.charAt(2), use.charAt(3), "00", exportability, List.of());
        return Tr31.wrap(header, secret(hex), secret(kek1()), new SecureRandom());
    }

    /** The published test key of that name. */
    private static String kek1() {
        String json = new String(SampleData.bytes("keys-test-only/symmetric-keys.json"), StandardCharsets.US_ASCII);
        Matcher found = Pattern.compile("\"bank-one.kek1-k0\"[^}]*\"hex\": *\"([0-9A-F]+)\"")
                .matcher(json);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String kcv(String hex) {
        try (KeyCipher cipher = KeyCipher.tdes(secret(hex))) {
            return HexFormat.of().withUpperCase().formatHex(cipher.encryptEcb(new byte[8]), 0, 3);
        }
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HexFormat.of().parseHex(hex));
    }
}
