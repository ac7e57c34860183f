package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.perso.file.Manifest;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The main job through the command line: five products in four forms, sealed, verified, proven, shown, refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobTest {

    /** What a manifest says of the file that its cards were ordered in, and what follows from it. */
    private static final Pattern ORIGIN = Pattern.compile("\"(batch|source_sha256|layout|signature)\":\"[^\"]*\"");

    private static final List<String> FORMS = List.of("csv", "dat", "xml", "json");

    @TempDir
    private static Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    void prepare_the_same_orders_in_four_forms() throws IOException {
        for (String form : FORMS) {
            TestVault.in(Path.of(home(form)));
            Files.write(folder.resolve("orders." + form), SampleData.bytes("exports/four-forms/orders." + form));
            assertThat(run(
                            "prepare",
                            export(form),
                            "--issuer",
                            "bank-one",
                            "--out",
                            batches(form),
                            "--home",
                            home(form)))
                    .as(err.toString())
                    .isZero();
        }
    }

    @Test
    void four_forms_give_the_same_record_files_and_manifests_that_differ_only_in_where_they_came_from()
            throws IOException {
        Map<String, ByteString> first = files(batch("csv"));
        String manifest = Files.readString(batch("csv").resolve(Manifest.NAME));
        assertThat(Manifest.read(batch("csv").resolve(Manifest.NAME)).cards()).isEqualTo(19);
        for (String form : FORMS) {
            assertThat(files(batch(form))).as(form).isEqualTo(first);
            String other = Files.readString(batch(form).resolve(Manifest.NAME));
            assertThat(withoutOrigin(other)).as(form).isEqualTo(withoutOrigin(manifest));
            if (!form.equals("csv")) {
                assertThat(origin(other)).hasSize(4).doesNotContainAnyElementsOf(origin(manifest));
            }
        }
    }

    private static String withoutOrigin(String manifest) {
        return ORIGIN.matcher(manifest).replaceAll("");
    }

    private static List<String> origin(String manifest) {
        return ORIGIN.matcher(manifest).results().map(MatchResult::group).toList();
    }

    @Test
    void the_wrong_order_stands_in_the_rejects_with_its_rule() throws IOException {
        assertThat(Files.readString(batch("csv").resolve("rejects.csv")))
                .isEqualTo(
                        "record,order,field,rule,reason\n8,A-000008,PAN,R-206,the check digit of the card number is wrong\n");
    }

    @Tag("R14")
    @Test
    void the_same_content_under_another_name_is_the_batch_that_is_done_already() throws IOException {
        Path renamed = Files.copy(folder.resolve("orders.csv"), folder.resolve("renamed.txt"));
        assertThat(run(
                        "prepare",
                        renamed.toString(),
                        "--issuer",
                        "bank-one",
                        "--out",
                        batches("csv"),
                        "--home",
                        home("csv")))
                .isZero();
        assertThat(out.toString()).contains("already done");
    }

    @Tag("R14")
    @Test
    void other_content_with_a_used_sequence_number_is_refused_with_a_pointer_to_the_first_batch() throws IOException {
        Path other = folder.resolve("other.csv");
        Files.writeString(other, Files.readString(folder.resolve("orders.csv")).replace("TESTVILLE", "ELSEWHERE"));
        assertThat(run(
                        "prepare",
                        other.toString(),
                        "--issuer",
                        "bank-one",
                        "--out",
                        batches("csv"),
                        "--home",
                        home("csv")))
                .isEqualTo(65);
        assertThat(err.toString()).contains(batch("csv").getFileName().toString());
    }

    @Tag("R16")
    @Test
    void a_changed_byte_is_found_by_verify_and_by_the_next_prepare() throws IOException {
        Path copy = folder.resolve("altered");
        assertThat(run(
                        "prepare",
                        export("dat"),
                        "--issuer",
                        "bank-one",
                        "--out",
                        copy.toString(),
                        "--home",
                        home("alt")))
                .isZero();
        Path sealed = only(copy);
        Path chip = sealed.resolve("visa-sda.visa-classic/chip.cps");
        byte[] bytes = Files.readAllBytes(chip);
        bytes[bytes.length / 2] ^= 1;
        Files.write(chip, bytes);
        assertThat(run("verify", sealed.toString(), "--home", home("alt"))).isEqualTo(70);
        assertThat(run(
                        "prepare",
                        export("dat"),
                        "--issuer",
                        "bank-one",
                        "--out",
                        copy.toString(),
                        "--home",
                        home("alt")))
                .isEqualTo(70);
    }

    @Test
    void a_sealed_batch_verifies_with_and_without_its_vault() throws IOException {
        assertThat(run("verify", batch("xml").toString(), "--home", home("xml")))
                .isZero();
        assertThat(out.toString()).contains("19 cards, 0 findings");
        assertThat(run(
                        "verify",
                        batch("xml").toString(),
                        "--home",
                        folder.resolve("none").toString()))
                .isZero();
        assertThat(out.toString()).contains("no security module");
    }

    @Test
    void a_card_is_proven_offline_and_a_proof_of_another_manifest_is_refused() throws IOException {
        String proof = folder.resolve("proof.json").toString();
        assertThat(run("prove", batch("json").toString(), "A-000003", "--out", proof, "--home", home("json")))
                .isZero();
        assertThat(check(proof, batch("json"))).isZero();
        assertThat(check(proof, batch("csv"))).isEqualTo(70);
    }

    @Test
    void a_rejected_order_has_no_proof() {
        String proof = folder.resolve("no-proof.json").toString();
        assertThat(run("prove", batch("json").toString(), "A-000008", "--out", proof, "--home", home("json")))
                .isEqualTo(70);
        assertThat(Path.of(proof)).doesNotExist();
    }

    private int check(String proof, Path batch) throws IOException {
        Path manifest = batch.resolve(Manifest.NAME);
        Path key = folder.resolve("key.hex");
        Files.writeString(key, Manifest.read(manifest).publicKey().toHex());
        return run("verify", "--proof", proof, "--manifest", manifest.toString(), "--public-key", key.toString());
    }

    @Test
    void shows_a_record_without_the_card_number() {
        String chip = batch("csv").resolve("mc-cda.mc-debit/chip.cps").toString();
        assertThat(run("show", chip, "--record", "1")).isZero();
        assertThat(out.toString()).contains("A0000000041010", "999999......").doesNotContain("9999991300000");
    }

    @Tag("R17")
    @Test
    void nobody_but_the_owner_can_read_the_output() throws IOException {
        try (Stream<Path> walk = Files.walk(batch("csv"))) {
            for (Path path : walk.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = Cardwright.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private static String export(String form) {
        return folder.resolve("orders." + form).toString();
    }

    private static String home(String form) {
        return folder.resolve("home-" + form).toString();
    }

    private static String batches(String form) {
        return folder.resolve("batches-" + form).toString();
    }

    private static Path batch(String form) {
        try {
            return only(Path.of(batches(form)));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private static Path only(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.toList().get(0);
        }
    }

    /** Every file but the manifest, by its path in the batch. */
    private static Map<String, ByteString> files(Path batch) throws IOException {
        Map<String, ByteString> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(batch)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = batch.relativize(file).toString();
                if (!name.equals(Manifest.NAME)) {
                    files.put(name, ByteString.of(Files.readAllBytes(file)));
                }
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }
}
