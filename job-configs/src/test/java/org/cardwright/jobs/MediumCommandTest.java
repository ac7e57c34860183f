package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer's file travels encrypted from the issuer to a sealed batch; whatever happened on its way is found. */
class MediumCommandTest {

    private static final Pattern TAKEN = Pattern.compile("orders\\.csv +\\d+ +12 +(\\S+)");

    @TempDir
    private Path folder;

    private EditableHome home;
    private MediumKeyFiles keys;
    private Path orders;

    @BeforeEach
    void prepare_a_home_and_two_parties() throws Exception {
        home = EditableHome.in(folder);
        keys = MediumKeyFiles.in(folder.resolve("keys"));
        keys.make("bureau", "RSA", "2048");
        keys.make("issuer", "RSA", "2048");
        home.edit("cardwright.properties", "policy = test", "policy = test\nmedium.keystore = " + keys.store("bureau"));
        home.edit(
                "issuers/bank-one.properties",
                "layouts =",
                "medium.certificates = " + keys.certificate("issuer") + "\nlayouts =");
        orders = SmallExport.of("bank-one", "visa-sda", 12).write(folder.resolve("orders.csv"));
    }

    private Ran medium(String... arguments) {
        List<String> command = new ArrayList<>(List.of("medium"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--issuer", "bank-one", "--home", home.root().toString()));
        return Ran.command(command.toArray(String[]::new));
    }

    private Path made(String name, int sequence, String signer, String recipient) {
        Path container = folder.resolve(name);
        Ran made = medium(
                "make",
                orders.toString(),
                "--sequence",
                Integer.toString(sequence),
                "--sign-with",
                keys.store(signer).toString(),
                "--to",
                keys.certificate(recipient).toString(),
                "--out",
                container.toString());
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).contains("sequence " + sequence + ", files 1, records 12");
        return container;
    }

    private List<Path> inbox() throws IOException {
        Path inbox = home.root().resolve("inbox");
        if (!Files.isDirectory(inbox)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(inbox)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void a_file_comes_in_on_a_medium_is_prepared_and_goes_away() throws Exception {
        Path container = made("night.cms", 17, "issuer", "bureau");
        assertThat(new String(Files.readAllBytes(container), StandardCharsets.ISO_8859_1))
                .doesNotContain("bank-one", "999999", "manifest.json");

        Ran looked = medium("check", container.toString());
        assertThat(looked.exitCode()).as(looked.err()).isZero();
        assertThat(looked.out()).contains("sequence 17: intact; nothing was taken");
        assertThat(inbox()).isEmpty();

        Ran taken = medium("import", container.toString());
        assertThat(taken.exitCode()).as(taken.err()).isZero();
        Matcher row = TAKEN.matcher(taken.out());
        assertThat(row.find()).as(taken.out()).isTrue();
        assertThat(inbox()).containsExactly(Path.of(row.group(1)));

        Ran again = medium("import", container.toString());
        assertThat(again.exitCode()).isEqualTo(65);
        assertThat(again.err()).contains("night.cms: M-210").contains("audit entry");

        Ran prepared = Ran.command(
                "prepare",
                row.group(1),
                "--issuer",
                "bank-one",
                "--out",
                home.out().toString(),
                "--home",
                home.root().toString());
        assertThat(prepared.exitCode()).as(prepared.err()).isZero();
        assertThat(inbox()).isEmpty();
    }

    @Test
    void neither_content_nor_number_comes_in_twice() throws Exception {
        assertThat(medium("import", made("night.cms", 17, "issuer", "bureau").toString())
                        .exitCode())
                .isZero();

        Path same = made("again.cms", 17, "issuer", "bureau");
        assertThat(medium("import", same.toString(), "--json").err()).contains("again.cms: M-210");
        orders = SmallExport.of("bank-one", "visa-sda", 12)
                .with(0, "city", "ELSEWHERE")
                .write(folder.resolve("orders.csv"), 2);
        assertThat(medium("import", made("other.cms", 17, "issuer", "bureau").toString())
                        .err())
                .contains("other.cms: M-211");
        Ran next = medium("import", made("next.cms", 18, "issuer", "bureau").toString(), "--json");
        assertThat(next.exitCode()).as(next.err()).isZero();
        JsonAnswer.requireOneObject(next.out());
        assertThat(next.out()).contains("\"outcome\":\"taken\"", "\"sequence_number\":18", "\"records\":12");

        Ran audit = Ran.command("audit", "list", "--home", home.root().toString());
        assertThat(audit.out()).contains("MEDIUM_TAKEN", "MEDIUM_FILE_TAKEN", "MEDIUM_REFUSED");
    }

    @Test
    void what_is_not_from_the_issuer_to_the_bureau_is_refused_and_leaves_nothing() throws Exception {
        Path container = made("night.cms", 1, "issuer", "bureau");
        byte[] bytes = Files.readAllBytes(container);
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 1;
        assertRefused("M-104", Files.write(folder.resolve("flipped.cms"), flipped));
        assertRefused("M-101", Files.write(folder.resolve("cut.cms"), Arrays.copyOf(bytes, 900)));
        assertRefused("M-105", made("other.cms", 1, "issuer", "issuer"));
        assertRefused("M-102", made("foreign.cms", 1, "bureau", "bureau"));

        home.edit(
                "issuers/bank-two.properties",
                "layouts =",
                "medium.certificates = " + keys.certificate("bureau") + "\nlayouts =");
        Ran another = Ran.command(
                "medium",
                "import",
                folder.resolve("foreign.cms").toString(),
                "--issuer",
                "bank-two",
                "--home",
                home.root().toString());
        assertThat(another.err()).contains("M-203");
        assertThat(another.exitCode()).isEqualTo(65);
        assertThat(inbox()).isEmpty();
    }

    private void assertRefused(String rule, Path container) throws IOException {
        Ran ran = medium("import", container.toString());
        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(65);
        assertThat(ran.err()).contains(container.getFileName() + ": " + rule).doesNotContain("\tat ");
        assertThat(inbox()).isEmpty();
    }

    @Test
    void files_that_the_issuer_has_no_layout_for_come_neither_in_nor_out() throws Exception {
        Path container = made("night.cms", 1, "issuer", "bureau");
        home.edit("issuers/bank-one.properties", "bank-one-delimited, ", "");
        Ran unread = medium("import", container.toString());
        assertThat(unread.exitCode()).isEqualTo(65);
        assertThat(inbox()).isEmpty();

        Ran make = medium(
                "make",
                orders.toString(),
                "--sequence",
                "2",
                "--sign-with",
                keys.store("issuer").toString(),
                "--to",
                keys.certificate("bureau").toString(),
                "--out",
                folder.resolve("two.cms").toString());
        assertThat(make.exitCode()).isEqualTo(65);
        assertThat(folder.resolve("two.cms")).doesNotExist();
    }

    @Test
    void a_home_without_key_or_certificates_says_so() throws Exception {
        Path container = made("night.cms", 1, "issuer", "bureau");
        String issuer = home.read("issuers/bank-one.properties");
        home.write("issuers/bank-one.properties", issuer.replaceFirst("medium.certificates.*\n", ""));
        assertThat(medium("import", container.toString()).err()).contains("medium.certificates is missing");
        String settings = home.read("cardwright.properties");
        home.write("cardwright.properties", settings.replaceFirst("medium.keystore.*\n", ""));
        assertThat(medium("import", container.toString()).err()).contains("medium.keystore is missing");
        home.write("cardwright.properties", settings);
        Files.setPosixFilePermissions(keys.store("bureau"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(medium("import", container.toString()).exitCode()).isEqualTo(77);
    }
}
