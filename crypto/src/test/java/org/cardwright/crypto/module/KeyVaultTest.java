package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyGeneration.Specification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyVaultTest {

    private static final KeyName CVK = KeyName.of("bank-one.cvk");
    private static final Specification NEW_CVK =
            new Specification(CVK, KeyPurpose.CVK, KeyAlgorithm.TDES, 16, KeyDirection.NONE);
    private static final Specification NEW_MAC = new Specification(
            KeyName.of("bureau.record-mac"), KeyPurpose.RECORD_MAC, KeyAlgorithm.HMAC, 32, KeyDirection.NONE);

    @TempDir
    private Path home;

    private Path directory = Path.of(".");
    private Path file = Path.of(".");

    @BeforeEach
    void make() {
        directory = home.resolve("vault");
        file = directory.resolve("keys.vault");
        try (SecretBytes passphrase = passphrase();
                KeyVault vault = KeyVault.create(directory, passphrase, PassphraseCost.LEAST)) {
            KeyGeneration.generate(vault, NEW_CVK);
            KeyGeneration.generate(vault, NEW_MAC);
        }
    }

    @Test
    void keys_are_there_again_after_the_vault_was_closed() {
        try (KeyVault vault = open()) {
            assertThat(vault.keys())
                    .extracting(key -> key.name().label())
                    .containsExactly("bank-one.cvk", "bureau.record-mac");
            assertThat(vault.find(CVK).orElseThrow().describeAlgorithm()).isEqualTo("TDES-112");
            assertThat(vault.find(CVK).orElseThrow().test()).isFalse();
        }
    }

    @Test
    void refuses_another_passphrase() {
        for (String wrong : List.of("", "correct horse battery stapl", "Correct horse battery staple")) {
            assertRefused(() -> KeyVault.open(directory, SecretBytes.ofPassphrase(wrong.toCharArray())), "passphrase");
        }
    }

    @Test
    void refuses_the_file_with_any_byte_changed() throws IOException {
        byte[] content = Files.readAllBytes(file);
        for (int i = 0; i < content.length; i += 11) {
            byte[] changed = content.clone();
            changed[i] ^= 0x01;
            Files.write(file, changed);
            assertRefused(this::open, "");
        }
        for (int length : new int[] {0, 1, content.length / 2, content.length - 1}) {
            Files.write(file, Arrays.copyOf(content, length));
            assertRefused(this::open, "");
        }
        Files.write(file, content);
        open().close();
    }

    @ParameterizedTest
    @CsvSource({
        "memory-kib=1024, memory-kib=2048, altered",
        "iterations=1, iterations=2, altered",
        "parallelism=1, parallelism=2, altered",
        "memory-kib=1024, memory-kib=1023, outside",
        "memory-kib=1024, memory-kib=999999999, outside",
        "memory-kib=1024, memory-kib=99999999999999, malformed",
        "iterations=1, iterations=17, outside",
        "iterations=1, iterations=0, outside",
        "parallelism=1, parallelism=5, outside"
    })
    void refuses_another_cost_in_the_header(String from, String to, String because) throws IOException {
        String content = Files.readString(file);
        Files.writeString(file, content.replace(from, to));
        assertRefused(this::open, because);
    }

    @Test
    void refuses_a_line_removed_doubled_moved_or_taken_from_another_vault() throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> removed = new ArrayList<>(lines);
        removed.remove(3);
        List<String> doubled = new ArrayList<>(lines);
        doubled.add(3, lines.get(3));
        List<String> moved = new ArrayList<>(lines);
        moved.add(4, moved.remove(3));
        List<String> strange = new ArrayList<>(lines);
        strange.set(3, otherVault().get(3));
        for (List<String> wrong : List.of(removed, doubled, moved, strange)) {
            Files.writeString(file, String.join("\n", wrong) + "\n");
            assertRefused(this::open, "");
        }
    }

    private List<String> otherVault() throws IOException {
        Path other = home.resolve("other");
        try (SecretBytes passphrase = passphrase();
                KeyVault vault = KeyVault.create(other, passphrase, PassphraseCost.LEAST)) {
            KeyGeneration.generate(vault, NEW_CVK);
        }
        return Files.readAllLines(other.resolve("keys.vault"));
    }

    @Test
    void file_and_directory_are_for_the_owner_alone_and_others_are_refused() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(this::open, "0600");
    }

    @Test
    void refuses_a_link_and_a_missing_file() throws IOException {
        Path moved = home.resolve("moved");
        Files.move(file, moved);
        assertRefused(this::open, "no vault file");
        Files.createSymbolicLink(file, moved);
        assertRefused(this::open, "no vault file");
    }

    @Test
    void refuses_to_make_a_vault_over_another() throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertRefused(() -> KeyVault.create(directory, passphrase(), PassphraseCost.LEAST), "already");
        assertThat(file).hasBinaryContent(before);
        assertThat(KeyVault.exists(directory)).isTrue();
        assertThat(KeyVault.exists(home)).isFalse();
    }

    @Test
    void a_name_that_is_taken_is_refused_and_nothing_changes() throws IOException {
        byte[] before = Files.readAllBytes(file);
        try (KeyVault vault = open()) {
            assertRefused(() -> KeyGeneration.generate(vault, NEW_CVK), "already");
            assertThat(file).hasBinaryContent(before);
        }
    }

    @Test
    void what_a_crash_left_beside_the_file_does_not_matter() throws IOException {
        Files.writeString(directory.resolve("keys.vault.next"), "half a fi");
        try (KeyVault vault = open()) {
            vault.changeState(CVK, KeyState.SUSPENDED);
        }
        try (KeyVault vault = open()) {
            assertThat(vault.find(CVK).orElseThrow().state()).isEqualTo(KeyState.SUSPENDED);
        }
        assertThat(directory.resolve("keys.vault.next")).doesNotExist();
    }

    @Test
    void two_who_change_it_do_not_overwrite_each_other() {
        try (KeyVault first = open();
                KeyVault second = open()) {
            first.changeState(CVK, KeyState.SUSPENDED);
            assertThatThrownBy(() -> second.changeState(KeyName.of("bureau.record-mac"), KeyState.SUSPENDED))
                    .isInstanceOf(SecurityModuleException.class)
                    .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                    .isEqualTo(SecurityModuleException.Kind.UNAVAILABLE);
            first.changeState(CVK, KeyState.ACTIVE);
        }
    }

    @Test
    void a_state_leads_only_where_its_life_goes() {
        try (KeyVault vault = open()) {
            vault.changeState(CVK, KeyState.DEACTIVATED);
            assertRefused(() -> vault.changeState(CVK, KeyState.ACTIVE), "DEACTIVATED");
            vault.changeState(CVK, KeyState.COMPROMISED);
            assertRefused(() -> vault.changeState(KeyName.of("nobody.cvk"), KeyState.SUSPENDED), "no key");
        }
    }

    @Test
    void no_clear_key_stands_in_the_file() throws IOException {
        byte[] content = Files.readAllBytes(TestModule.copy(home).resolve("keys.vault"));
        String text = new String(content, StandardCharsets.ISO_8859_1);
        for (TestKeyTable.Row row : TestKeyTable.symmetricKeys()) {
            String raw = new String(HexFormat.of().parseHex(row.hex()), StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain(raw);
            assertThat(text.toUpperCase(Locale.ROOT)).doesNotContain(row.hex());
            assertThat(text).contains(row.label());
        }
    }

    @Test
    void a_passphrase_file_ends_with_its_line() throws IOException {
        Path path = Files.writeString(home.resolve("p"), "correct horse battery staple\r\n");
        try (SecretBytes read = VaultPassphrase.read(path);
                SecretBytes typed = passphrase()) {
            assertThat(read).isEqualTo(typed);
        }
        assertRefused(() -> VaultPassphrase.read(Files.writeString(home.resolve("e"), "\n")), "empty");
        assertRefused(() -> VaultPassphrase.read(Files.writeString(home.resolve("l"), "x".repeat(1025))), "1024");
    }

    private KeyVault open() {
        try (SecretBytes passphrase = passphrase()) {
            return KeyVault.open(directory, passphrase);
        }
    }

    private static SecretBytes passphrase() {
        return SecretBytes.ofPassphrase("correct horse battery staple".toCharArray());
    }
}
