package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the shipped files of test keys equal to {@link TestKeyTable}; {@code -Dgolden=write} writes them anew. */
class TestKeysTest {

    private static final String DIRECTORY = "keys-test-only/";

    @Test
    void symmetric_keys_are_those_of_the_table() throws IOException {
        requireGolden("symmetric-keys.json", symmetric(TestKeyTable.symmetricKeys()));
        requireGolden("golden-symmetric-keys.json", symmetric(TestKeyTable.goldenKeys()));
    }

    @Test
    void transport_keys_are_those_of_the_table() throws IOException {
        requireGolden("transport-keys.json", transport(TestKeyTable.symmetricKeys()));
        requireGolden("golden-transport-keys.json", transport(TestKeyTable.goldenKeys()));
    }

    @Test
    void no_two_test_keys_are_equal() {
        List<TestKeyTable.Row> all = new ArrayList<>(TestKeyTable.symmetricKeys());
        all.addAll(TestKeyTable.goldenKeys());
        assertThat(all).extracting(TestKeyTable.Row::hex).doesNotHaveDuplicates();
        assertThat(all).extracting(TestKeyTable.Row::label).doesNotHaveDuplicates();
        assertThat(all.stream().flatMap(row -> row.transport().stream()).map(TestKeyTable.Transport::identifier))
                .doesNotHaveDuplicates()
                .allMatch(identifier -> identifier.matches("[0-9A-F]{18}"));
    }

    @Test
    void every_test_key_enters_a_vault_and_is_marked(@TempDir Path home) {
        Path keys = SampleData.path("keys-test-only");
        try (SecretBytes passphrase = VaultPassphrase.read(keys.resolve("passphrase.txt"));
                KeyVault vault = KeyVault.create(home.resolve("vault"), passphrase, PassphraseCost.LEAST)) {
            TestKeyImport.importAll(vault, keys);
            TestKeyImport.importGoldenKeys(vault, keys);
            assertThat(vault.keys()).hasSizeGreaterThan(60).allMatch(key -> key.test());
            assertThat(vault.find(KeyName.of("bank-one.issuer-a000000003"))).isPresent();
            // again: nothing changes, nothing is refused
            int before = vault.keys().size();
            assertThatCode(() -> TestKeyImport.importAll(vault, keys)).doesNotThrowAnyException();
            assertThat(vault.keys()).hasSize(before);
        }
    }

    private static String symmetric(List<TestKeyTable.Row> rows) {
        return array(rows.stream().map(TestKeysTest::members).toList());
    }

    private static Map<String, String> members(TestKeyTable.Row row) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("name", row.label());
        members.put("usage", row.purpose().usage());
        members.put("owner", row.owner());
        members.put("algorithm", row.algorithm().name());
        if (row.direction() != KeyDirection.NONE) {
            members.put(
                    "direction", row.direction().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        row.transport().ifPresent(transport -> {
            members.put("identifier", transport.identifier());
            members.put("mode", transport.mode());
        });
        members.put("hex", row.hex());
        KeyCheckValue checkValue = checkValue(row);
        members.put("kcv_method", checkValue.method().name());
        members.put("kcv", checkValue.toHex());
        return members;
    }

    private static KeyCheckValue checkValue(TestKeyTable.Row row) {
        try (SecretBytes key = SecretBytes.adopt(HexFormat.of().parseHex(row.hex()))) {
            return NewKey.checked(
                            new NewKey.Wanted(
                                    KeyName.of(row.label()),
                                    row.purpose(),
                                    row.algorithm(),
                                    row.direction(),
                                    true,
                                    Optional.empty(),
                                    NewKey.Standing.PLAIN),
                            key)
                    .attributes()
                    .checkValue();
        }
    }

    private static String transport(List<TestKeyTable.Row> rows) {
        return rows.stream()
                .filter(row -> row.transport().isPresent())
                .map(row -> "  \"" + row.transport().orElseThrow().identifier() + "\": {\"key\": \"" + row.hex()
                        + "\", \"algorithm\": \"" + row.algorithm() + "\", \"mode\": \""
                        + row.transport().orElseThrow().mode() + "\"}")
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String array(List<Map<String, String>> objects) {
        return objects.stream()
                .map(members -> members.entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\": \"" + entry.getValue() + "\"")
                        .collect(Collectors.joining(",\n    ", "  {\n    ", "\n  }")))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static void requireGolden(String name, String content) throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Path source = Path.of("../sample-data/src/main/resources/org/cardwright/sample/" + DIRECTORY + name);
            Files.writeString(source, content, StandardCharsets.US_ASCII);
        } else {
            assertThat(new String(SampleData.bytes(DIRECTORY + name), StandardCharsets.US_ASCII))
                    .isEqualTo(content);
        }
    }
}
