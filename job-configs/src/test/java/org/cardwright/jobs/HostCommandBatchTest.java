package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cardwright.crypto.hostcommand.HostOperation;
import org.cardwright.crypto.hostcommand.SimulatedFault;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job over payment HSMs on the network: what it writes is byte for byte what the software module writes. */
class HostCommandBatchTest {

    private static final String ISSUER = "bank-one";
    /** Answers about single cards that are kept as they come: a batch with a wrong one is held by the verifier. */
    private static final Set<HostOperation> KEPT = EnumSet.of(
            HostOperation.DERIVE_CARD_KEYS,
            HostOperation.TRANSLATE_PIN,
            HostOperation.TRANSLATE_DATA,
            HostOperation.CARD_VERIFICATION_VALUE,
            HostOperation.PIN_VERIFICATION_VALUE,
            HostOperation.PIN_OFFSET,
            HostOperation.DATA_AUTHENTICATION_CODE,
            HostOperation.CVC3_VECTOR,
            HostOperation.STATIC_CVC3,
            HostOperation.MAC,
            HostOperation.SEAL_DATA,
            HostOperation.OPEN_DATA);

    private static final int NOT_VERIFIED = 70;
    private static final int TRY_AGAIN = 75;
    private static final int KEYS_REFUSED = 77;

    @TempDir
    private Path folder;

    private SimulatedHsms hsms;
    private Path home;
    private Path export;

    @BeforeEach
    void start() throws IOException {
        hsms = SimulatedHsms.over(folder.resolve("hsm"), 2);
        home = hsms.home(folder.resolve("home"));
        export = SmallExport.of(ISSUER, "visa-dda", 3).write(folder.resolve("orders.csv"));
    }

    @AfterEach
    void stop() {
        hsms.close();
    }

    @Test
    void a_batch_has_the_same_bytes_as_with_the_software_module() throws IOException {
        prepare(0);
        assertSameBytes();
        Ran verified = ran(home, "verify", batch(home).toString());
        assertThat(verified.exitCode()).as(verified.err()).isZero();
        assertThat(verified.out()).contains("3 cards, 0 findings");
        assertThat(hsms.simulator(0).seen(HostOperation.GENERATE_CARD_KEY)
                        + hsms.simulator(1).seen(HostOperation.GENERATE_CARD_KEY))
                .isPositive();
    }

    @Test
    void one_hsm_that_is_lost_in_the_middle_of_the_batch_changes_nothing() throws IOException {
        List<HostOperation> oneOfThese = List.of(
                HostOperation.SEAL_DATA,
                HostOperation.TRANSLATE_PIN,
                HostOperation.DERIVE_CARD_KEYS,
                HostOperation.GENERATE_CARD_KEY);
        oneOfThese.forEach(operation -> hsms.order(1, SimulatedFault.of(operation, SimulatedFault.Kind.DEATH)));
        prepare(0);
        assertSameBytes();
        assertThat(oneOfThese.stream().mapToInt(hsms.simulator(1)::seen).sum()).isEqualTo(1);
    }

    @Test
    void with_both_lost_the_run_ends_and_the_same_command_finishes_the_batch_when_they_are_back() throws IOException {
        for (HostOperation operation : List.of(HostOperation.GENERATE_CARD_KEY, HostOperation.SIGN_LOADED)) {
            hsms.order(0, SimulatedFault.of(operation, SimulatedFault.Kind.DEATH));
            hsms.order(1, SimulatedFault.of(operation, SimulatedFault.Kind.DEATH));
            Ran lost = prepare(TRY_AGAIN);
            assertThat(lost.err())
                    .contains("localhost:" + hsms.simulator(0).address().getPort());
            assertNothingLeft();
            Ran unreachable = prepare(TRY_AGAIN);
            assertThat(unreachable.err()).contains("no payment HSM answers", "ConnectException");
            hsms.restore(0);
            hsms.restore(1);
        }
        prepare(0);
        assertSameBytes();
    }

    /** The card verification key of another issuer under the name of this one's: its check value is another one. */
    @Test
    void a_key_that_is_exchanged_between_two_runs_is_noticed_by_its_check_value() throws IOException {
        hsms.order(0, SimulatedFault.of(HostOperation.SIGN_LOADED, SimulatedFault.Kind.DEATH));
        hsms.order(1, SimulatedFault.of(HostOperation.SIGN_LOADED, SimulatedFault.Kind.DEATH));
        prepare(TRY_AGAIN);
        Path right = HomeDirectory.open(folder.resolve("hsm")).vault();

        hsms.exchange(otherKeys());
        Ran noticed = prepare(KEYS_REFUSED);
        assertThat(noticed.err())
                .containsPattern("the security module has another key under the name bank-one.cvk/1, check value"
                        + " [0-9A-F]{6}, than batch [0-9a-f]{16} was taken with, [0-9A-F]{6}");
        assertNothingLeft();
        assertThat(ran(home, "audit", "list").out()).containsPattern("FILE_REFUSED +no .*another key under the name");
        export = SmallExport.of(ISSUER, "visa-sda", 1).write(folder.resolve("next.csv"), 2);
        assertThat(prepare(KEYS_REFUSED).err()).contains("another key under the name bank-one.cvk/1");

        hsms.exchange(right);
        export = folder.resolve("orders.csv");
        prepare(0);
        assertSameBytes();
    }

    private Path otherKeys() throws IOException {
        Path vault = folder.resolve("exchanged");
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase();
                KeyVault made = KeyVault.create(vault, passphrase, PassphraseCost.LEAST)) {
            TestKeyImport.importAll(made, HostCommandBatchTest::exchanged);
        }
        return vault;
    }

    private static byte[] exchanged(String file) {
        String keys = new String(SampleData.bytes("keys-test-only/" + file), StandardCharsets.UTF_8);
        return keys.replace("bank-one.cvk", "third.cvk")
                .replace("bank-two.cvk", "bank-one.cvk")
                .replace("third.cvk", "bank-two.cvk")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void answers_that_are_lost_are_asked_for_again() throws IOException {
        for (HostOperation operation : HostOperation.values()) {
            if (operation.isRepeatable()) {
                hsms.order(0, SimulatedFault.of(operation, SimulatedFault.Kind.CLOSED_IN_ANSWER));
            }
        }
        prepare(0);
        assertSameBytes();
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_asked_for_elsewhere() throws IOException {
        home = hsms.home(folder.resolve("impatient"), "host-commands.answer-ms = 1500");
        export = SmallExport.of(ISSUER, "visa-sda", 3).write(folder.resolve("sda.csv"));
        hsms.order(0, SimulatedFault.of(HostOperation.TRANSLATE_PIN, SimulatedFault.Kind.SILENCE));
        hsms.order(1, SimulatedFault.of(HostOperation.SIGN_STATIC_DATA, SimulatedFault.Kind.SILENCE));
        prepare(0);
        assertSameBytes();
    }

    /** Whichever of the two is asked, each gives every answer wrongly once that is proved before it is used. */
    @Test
    void wrong_answers_end_the_run_and_nothing_wrong_leaves() throws IOException {
        for (HostOperation operation : HostOperation.values()) {
            if (!KEPT.contains(operation)) {
                hsms.order(0, SimulatedFault.of(operation, SimulatedFault.Kind.FLIPPED_BYTE));
            }
        }
        for (HostOperation operation : List.of(HostOperation.GENERATE_CARD_KEY, HostOperation.SIGN_LOADED)) {
            hsms.order(1, SimulatedFault.of(operation, SimulatedFault.Kind.FLIPPED_BYTE));
        }
        List<String> ends = new ArrayList<>();
        Ran ran = prepare();
        while (ran.exitCode() != 0 && ends.size() < HostOperation.values().length) {
            assertThat(ran.exitCode()).as(ran.err()).isEqualTo(NOT_VERIFIED);
            assertNothingLeft();
            ends.add(ran.err());
            ran = prepare();
        }
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ends)
                .anySatisfy(end -> assertThat(end).contains("GENERATE_CARD_KEY wrongly: not used"))
                .anySatisfy(end -> assertThat(end).contains("SIGN_LOADED wrongly: not used"));
        assertSameBytes();
    }

    @Test
    void a_wrong_answer_that_cannot_be_proved_when_it_comes_is_found_before_the_release() throws IOException {
        hsms.order(0, SimulatedFault.of(HostOperation.CARD_VERIFICATION_VALUE, SimulatedFault.Kind.FLIPPED_BYTE));
        Ran ran = prepare(NOT_VERIFIED);
        assertThat(ran.err()).contains("not released");
        assertNothingLeft();
    }

    private Ran prepare(int exitCode) throws IOException {
        Ran ran = prepare();
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exitCode);
        return ran;
    }

    private Ran prepare() throws IOException {
        return ran(
                home,
                "prepare",
                export.toString(),
                "--issuer",
                ISSUER,
                "--out",
                out(home).toString());
    }

    private static Path out(Path home) {
        return home.resolveSibling(home.getFileName() + "-batches");
    }

    private static Path batch(Path home) throws IOException {
        try (Stream<Path> made = Files.list(out(home))) {
            return made.toList().get(0);
        }
    }

    /** No name that a machine would look at. */
    private void assertNothingLeft() throws IOException {
        if (Files.isDirectory(out(home))) {
            try (Stream<Path> made = Files.list(out(home))) {
                assertThat(made.map(file -> file.getFileName().toString())).allMatch(name -> name.startsWith("."));
            }
        }
    }

    private void assertSameBytes() throws IOException {
        Path inSoftware = TestVault.in(folder.resolve("in-software"));
        Ran ran = ran(
                inSoftware,
                "prepare",
                export.toString(),
                "--issuer",
                ISSUER,
                "--out",
                out(inSoftware).toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(files(batch(home))).isEqualTo(files(batch(inSoftware)));
    }

    private static Ran ran(Path home, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--home", home.toString()));
        return Ran.command(arguments.toArray(String[]::new));
    }

    private static Map<String, ByteString> files(Path batch) throws IOException {
        Map<String, ByteString> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(batch)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(batch.relativize(file).toString(), ByteString.of(Files.readAllBytes(file)));
            }
        }
        assertThat(files).hasSizeGreaterThan(3);
        return files;
    }
}
