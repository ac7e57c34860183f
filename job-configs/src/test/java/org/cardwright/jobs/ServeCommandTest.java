package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.cardwright.sample.GnuPg;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issuers drop their files, and {@code serve --once} makes their batches. */
class ServeCommandTest {

    private static final String LAYOUTS = "layouts =";

    @TempDir
    private Path folder;

    private EditableHome home;
    private Path dropped;

    @BeforeEach
    void prepare_a_home_with_a_folder() throws IOException {
        home = EditableHome.in(folder);
        dropped = folder("drop");
        agree("bank-one", "drop.folder = " + dropped + "\ndrop.quiet-seconds = 1\n");
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    }

    private void agree(String issuer, String lines) throws IOException {
        home.edit("issuers/" + issuer + ".properties", LAYOUTS, lines + LAYOUTS);
    }

    private void drop(String name, int number, String city) throws IOException {
        SmallExport.of("bank-one", "visa-sda", 3 * number).with(0, "city", city).write(dropped.resolve(name), number);
        Files.createFile(dropped.resolve(name + ".done"));
    }

    private Ran serve(String... arguments) {
        String[] command = new String[arguments.length + 6];
        System.arraycopy(
                new String[] {
                    "serve",
                    "--once",
                    "--out",
                    home.out().toString(),
                    "--home",
                    home.root().toString()
                },
                0,
                command,
                0,
                6);
        System.arraycopy(arguments, 0, command, 6, arguments.length);
        return Ran.command(command);
    }

    @Test
    void files_become_batches_in_the_order_of_their_numbers() throws Exception {
        drop("b-first.csv", 1, "HERE");
        assertThat(serve().exitCode()).isZero();
        drop("a-third.csv", 3, "THERE");
        drop("z-second.csv", 2, "ELSEWHERE");
        drop("broken.csv", 4, "NOWHERE");
        Files.writeString(dropped.resolve("broken.csv"), "HDR;bank-one;4;2026-11-20\n");

        Ran served = serve();

        assertThat(served.exitCode()).as(served.out() + served.err()).isEqualTo(65);
        String said = served.out();
        assertThat(said.indexOf("z-second.csv: SEALED"))
                .as(said)
                .isPositive()
                .isLessThan(said.indexOf("a-third.csv: SEALED"));
        assertThat(said).contains("broken.csv: REFUSED, ");

        Ran listed = Ran.command("drops", "--home", home.root().toString());
        assertThat(listed.out()).contains("b-first.csv", "sealed", "broken.csv", "refused");
        Ran json = Ran.command(
                "drops", "--json", "--issuer", "bank-two", "--home", home.root().toString());
        JsonAnswer.requireOneObject(json.out());
        assertThat(json.out()).contains("\"drops\":[]");
        assertThat(Ran.command("audit", "list", "--home", home.root().toString())
                        .out())
                .contains("DROP_TAKEN", "DROP_SEALED", "DROP_REFUSED");
        assertThat(dropped.resolve("a-third.csv")).doesNotExist();
    }

    @Test
    void an_issuer_that_waits_for_people_holds_back_its_own_files_only() throws Exception {
        home.edit("cardwright.properties", "policy = test", "policy = test\nprofiles = released");
        drop("first.csv", 1, "HERE");
        drop("second.csv", 2, "THERE");
        Ran served = serve();
        assertThat(served.exitCode()).as(served.out()).isEqualTo(77);
        assertThat(served.out()).contains("first.csv: WAITING, ").doesNotContain("second.csv: WAITING");

        home.edit("cardwright.properties", "profiles = released", "profiles = any");
        Ran again = serve();
        assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("first.csv: SEALED", "second.csv: SEALED");
    }

    @Test
    void a_file_in_an_envelope_of_gnupg_is_served_and_a_bare_one_is_not() throws Exception {
        GnuPg.missing().ifPresent(Assumptions::abort);
        Path keys = home.root().resolve("config");
        String passphrase =
                new String(SampleData.bytes("keys-test-only/passphrase.txt"), StandardCharsets.US_ASCII).strip();
        try (GnuPg gnuPg = new GnuPg(folder.resolve("g"), passphrase)
                .withKey("bureau@cardwright.example", "future-default", "0")
                .withKey("bank@cardwright.example", "ed25519", "0")) {
            gnuPg.secretKey("bureau@cardwright.example", keys.resolve("bureau.asc"));
            gnuPg.publicKey("bank@cardwright.example", keys.resolve("issuers/bank.asc"));
            home.edit("cardwright.properties", "policy = test", "policy = test\nopenpgp.keys = bureau.asc");
            agree("bank-one", "drop.envelope = openpgp\ndrop.signers = bank.asc\n");
            Path clear = folder.resolve("orders.csv");
            SmallExport.of("bank-one", "visa-sda", 3).write(clear, 1);
            gnuPg.run(
                    "--output",
                    dropped.resolve("night.pgp").toString(),
                    "--sign",
                    "--local-user",
                    "bank@cardwright.example",
                    "--encrypt",
                    "--recipient",
                    "bureau@cardwright.example",
                    clear.toString());
        }
        Files.createFile(dropped.resolve("night.pgp.done"));
        Ran served = serve();
        assertThat(served.exitCode()).as(served.out() + served.err()).isZero();
        assertThat(served.out()).contains("night.pgp: SEALED");

        drop("bare.csv", 2, "HERE");
        Ran refused = serve();
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.out()).contains("bare.csv: QUARANTINED, D-401: ");

        agree("bank-two", "drop.folder = " + folder + "/two\ndrop.envelope = openpgp\ndrop.signers = bank.asc\n");
        Ran shared = serve();
        assertThat(shared.exitCode()).isEqualTo(64);
        assertThat(shared.err()).contains("the same key signs for bank-one and for bank-two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop.folder = x${}drop.envelope = openpgp | 65 | drop.signers is needed with drop.envelope, and only then",
                "drop.folder = x${}drop.signers = x.asc | 65 | drop.signers is needed with drop.envelope, and only then",
                "drop.folder = x${}drop.envelope = cms${}drop.signers = x.pem | 65 | no file x.pem",
                "drop.folder = x${}drop.envelope = cms${}drop.signers = bank-one.properties | 65 | medium.keystore is missing",
                "drop.folder = x${}drop.envelope = openpgp${}drop.signers = bank-one.properties | 65 | openpgp.keys is missing",
                "drop.sftp = sftp://a@b/c | 65 | drop.sftp and drop.sftp.host-keys are needed together",
                "drop.sftp = ftp://a@b/c${}drop.sftp.host-keys = x | 65 | drop.sftp is sftp://USER@HOST[:PORT]/DIRECTORY",
                "drop.sftp = sftp://a@b/c/${}drop.sftp.host-keys = x | 65 | drop.sftp is sftp://USER@HOST[:PORT]/DIRECTORY",
                "drop.sftp = sftp://a@b/c${}drop.sftp.host-keys = x${}drop.folder = x | 65 | exclude each other",
                "drop.sftp = sftp://a@b/c${}drop.sftp.host-keys = x | 65 | sftp.keystore is missing",
                "drop.quiet-seconds = 1 | 65 | bank-two.properties: drop.folder is missing",
                "drop.folder = DROP/inner | 64 | the folders of bank-one and of bank-two must be apart",
                "drop.folder = x${}drop.complete = maybe | 65 | drop.complete is none of marker, checksum, rename"
            })
    void what_is_agreed_wrongly_is_said(String lines, int exitCode, String why) throws IOException {
        agree("bank-two", lines.replace("DROP", dropped.toString()).replace("${}", "\n") + "\n");
        Ran served = serve();
        assertThat(served.exitCode()).isEqualTo(exitCode);
        assertThat(served.err()).contains(why);
    }

    @Test
    void a_home_without_folders_has_nothing_to_watch() throws IOException {
        String issuer = home.read("issuers/bank-one.properties");
        home.write("issuers/bank-one.properties", issuer.replaceAll("(?m)^drop.*\n", ""));
        Ran served = serve();
        assertThat(served.exitCode()).isEqualTo(64);
        assertThat(served.err()).contains("no issuer has a drop.folder or drop.sftp");
    }
}
