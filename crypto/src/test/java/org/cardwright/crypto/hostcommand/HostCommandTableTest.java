package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cardwright.crypto.hostcommand.HostCommandSettings.Limits;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.KeyTask;
import org.cardwright.crypto.module.KeyWork;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.MalformedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables are data: what is wrong with one is said with its line, and another one needs no other program. */
class HostCommandTableTest {

    @TempDir
    private Path directory;

    /** A make that does two things: other codes, orders, kinds of fields, and one card in a command. */
    static HostCommandTable otherMake() {
        try {
            return HostCommandTable.load(
                    Path.of("src/test/resources/org/cardwright/crypto/hostcommand/other-make.table"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_standard_table_has_a_command_for(HostOperation operation) {
        HostCommand command = HostCommandTable.standard().command(operation);
        assertThat(command.responseCode().charAt(0)).isEqualTo(command.code().charAt(0));
        assertThat(command.responseCode().charAt(1) - command.code().charAt(1)).isEqualTo(1);
    }

    @Test
    void codes_are_those_of_public_lists_where_these_have_the_command() {
        HostCommandTable table = HostCommandTable.standard();
        assertThat(table.command(HostOperation.DERIVE_CARD_KEYS).code()).isEqualTo("KI");
        assertThat(table.command(HostOperation.GENERATE_CARD_KEY).code()).isEqualTo("KO");
        assertThat(table.command(HostOperation.SIGN_STATIC_DATA).code()).isEqualTo("KM");
        assertThat(table.command(HostOperation.TRANSLATE_DATA).code()).isEqualTo("M4");
        assertThat(table.command(HostOperation.TRANSLATE_PIN).code()).isEqualTo("CC");
        assertThat(table.command(HostOperation.ECHO).responseCode()).isEqualTo("B3");
        assertThat(table.error("17").orElseThrow().kind()).contains(Kind.KEY_REFUSED);
        assertThat(table.error("13").orElseThrow().elsewhere()).isTrue();
    }

    @Test
    void no_state_changes_twice() {
        assertThat(Arrays.stream(HostOperation.values()).filter(operation -> !operation.isRepeatable()))
                .containsExactlyInAnyOrder(
                        HostOperation.CHANGE_KEY_STATE,
                        HostOperation.LIMIT_KEY,
                        HostOperation.AWAIT_KEY_DESTRUCTION,
                        HostOperation.DESTROY_KEY,
                        HostOperation.GENERATE_ISSUER_KEY,
                        HostOperation.IMPORT_KEY_BLOCK,
                        HostOperation.IMPORT_CRYPTOGRAM,
                        HostOperation.CREATE_BATCH_KEY,
                        HostOperation.CREATE_STORAGE_KEY);
    }

    @Test
    void what_a_table_has_no_command_for_is_known_before_the_work() {
        try (Simulated other = new Simulated(otherMake(), Limits.USUAL);
                Simulated standard = new Simulated()) {
            List<KeyWork> work = Arrays.stream(KeyTask.values())
                    .map(task -> new KeyWork(
                            other.software
                                    .inventory()
                                    .find(KeyName.of("bank-one.imk-ac"))
                                    .orElseThrow(),
                            task,
                            WrapUnder.Mode.ECB))
                    .toList();

            assertThat(standard.module.condition().shortages(work)).isEmpty();
            assertThat(other.module.condition().shortages(work))
                    .extracting(shortage -> shortage.work().task() + " " + shortage.missing())
                    .contains(
                            "CARD_KEYS check-card-keys (no command for it)",
                            "MANIFEST_SIGNATURE sign-loaded (no command for it)")
                    .doesNotContain("CARD_KEYS derive-card-keys (no command for it)");
        }
    }

    @Test
    void another_make_is_another_table() {
        try (Simulated other = new Simulated(otherMake(), Limits.USUAL)) {
            assertThat(other.module.cardKeys().derive(Requests.cards(7)))
                    .isEqualTo(other.software.cardKeys().derive(Requests.cards(7)));
            assertThat(other.simulator.seen(HostOperation.DERIVE_CARD_KEYS))
                    .as("this make takes one card at a time")
                    .isEqualTo(7);
            var values = IntStream.range(0, 25).mapToObj(Requests::cardValue).toList();
            assertThat(other.module.cardValues().cardVerificationValues(values))
                    .isEqualTo(other.software.cardValues().cardVerificationValues(values));
            assertThat(other.simulator.seen(HostOperation.CARD_VERIFICATION_VALUE))
                    .as("ten in a command")
                    .isEqualTo(3);
            assertThat(other.module.requireSameKeys()).isEmpty();
            assertThatThrownBy(() -> other.module.inventory().keys())
                    .isInstanceOf(SecurityModuleException.class)
                    .hasMessageContaining("no command for LIST_KEYS");
            assertThatThrownBy(() -> other.module
                            .cardKeys()
                            .derive(List.of(new CardKeyRequest(
                                    Requests.cardKeys(0).issuerMasterKeys(),
                                    DerivationOption.C,
                                    Requests.PAN,
                                    Requests.ONE,
                                    Requests.KEK2))))
                    .as("this make has no option C")
                    .isInstanceOf(SecurityModuleException.class)
                    .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                    .isEqualTo(Kind.BAD_INPUT);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "header 12 | header 3 | 4 to 32 characters",
                "header 12 | size 12 | begins with header, frame, detail, error or command",
                "header 12 | header twelve | 1 to 6 digits",
                "frame 4000 | frame 70000 | 256 to 65535",
                "frame 4000 | frame 300 | longer than a frame",
                "error E1 BAD_INPUT wrong input | error E1 BAD wrong input | OK, KEY_REFUSED",
                "error E1 BAD_INPUT wrong input | error E1 KEY_REFUSED x | means BAD_INPUT",
                "error E1 BAD_INPUT wrong input | error E0 BAD_INPUT x | stands twice",
                "error E1 BAD_INPUT wrong input | error E1 BAD_INPUT ASIDE x | UNAVAILABLE only",
                "command DERIVE_CARD_KEYS dk dK | command DERIVE_KEYS dk | no operation of that name",
                "command DERIVE_CARD_KEYS dk dK | command DERIVE_CARD_KEYS dkk | codes of two characters",
                "command DERIVE_CARD_KEYS dk dK | command DERIVE_CARD_KEYS cv | another command has this code",
                "hex cryptogram 0..512 length=3d | hex cryptogram 0..512 length=2d | cannot be written",
                "hex cryptogram 0..512 length=3d | hex cryptogram 512..0 length=3d | not the greater",
                "hex cryptogram 0..512 length=3d | text cryptogram 0..512 | is BYTES, not TEXT",
                "hex cryptogram 0..512 length=3d | hex secret 0..512 | no field of that name",
                "hex cryptogram 0..512 length=3d | const X | the field cryptogram is missing",
                "hex cryptogram 0..512 length=3d | hex certificate 8 | certificate has nothing to be filled with",
                "number pan-sequence-number 2 | number pan-sequence-number 0 | 1 to 9 digits",
                "choice option 01=A 02=B | choice option 01=A 02=D | meaning of option",
                "choice option 01=A 02=B | choice option 01=A 2=B | one length",
                "choice option 01=A 02=B | choice option 01=A 01=B | different"
            })
    void what_is_wrong_is_said_with_the_line(String line, String instead, String because) throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of("src/test/resources/org/cardwright/crypto/hostcommand/other-make.table"));
        int at = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).strip().equals(line))
                .findFirst()
                .orElseThrow();
        List<String> changed = new ArrayList<>(lines);
        changed.set(at, instead);
        Path file = Files.write(directory.resolve("wrong.table"), changed);
        assertThatThrownBy(() -> HostCommandTable.load(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(because)
                .hasMessageMatching("wrong.table, line [1-9][0-9]*: TABLE: .*");
    }

    @Test
    void a_fault_in_a_field_names_its_own_line() throws IOException {
        Path file = Files.write(
                directory.resolve("wrong.table"),
                List.of("header 8", "# nothing", "frame 1000", "command ECHO B2", "request", " bytes data", "answer"));
        assertThatThrownBy(() -> HostCommandTable.load(file)).hasMessageContaining("line 6:");
    }

    @Test
    void a_table_that_ends_too_early_or_is_too_long_is_refused() throws IOException {
        Path file = Files.write(
                directory.resolve("wrong.table"), List.of("header 8", "frame 1000", "command ECHO B2", "request"));
        assertThatThrownBy(() -> HostCommandTable.load(file)).hasMessageContaining("ends too early");
        Files.writeString(file, "#".repeat((1 << 20) + 1));
        assertThatThrownBy(() -> HostCommandTable.load(file)).hasMessageContaining("1 MiB");
    }
}
