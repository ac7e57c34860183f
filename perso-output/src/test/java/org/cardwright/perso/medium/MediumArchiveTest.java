package org.cardwright.perso.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cardwright.crypto.medium.MediumRule;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that the manifest of a medium says is true of the files, and there is nothing else. */
class MediumArchiveTest {

    private static final byte[] ORDERS = "orders\n".repeat(5_000).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MORE = "more\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private final Map<String, ByteArrayOutputStream> placed = new TreeMap<>();

    private MediumArchive.Taken read(byte[] archive) throws IOException {
        placed.clear();
        return MediumArchive.read("m.cms", "bank-one", new ByteArrayInputStream(archive), file -> {
            assertThat(MediumManifest.isPlain(file.name())).isTrue();
            return placed.computeIfAbsent(file.name(), any -> new ByteArrayOutputStream());
        });
    }

    private static String listed(String name, byte[] content) throws Exception {
        String sha256 = ByteString.of(MessageDigest.getInstance("SHA-256").digest(content))
                .toHex()
                .toLowerCase(Locale.ROOT);
        return "{\"name\":\"" + name + "\",\"sha256\":\"" + sha256 + "\",\"bytes\":" + content.length
                + ",\"records\":3}";
    }

    private static String manifest(String... files) {
        return "{\"format\":\"cardwright-medium-1\",\"issuer\":\"bank-one\",\"sequence_number\":7,\"files\":["
                + String.join(",", files) + "]}";
    }

    private static byte[] archive(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    private static Map<String, byte[]> entries(String manifest) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
        return entries;
    }

    private void assertRefused(MediumRule rule, Map<String, byte[]> entries) throws IOException {
        byte[] archive = archive(entries);
        assertThatThrownBy(() -> read(archive))
                .isInstanceOfSatisfying(
                        MalformedFileException.class,
                        refused -> assertThat(refused.rule())
                                .as(refused.getMessage())
                                .isEqualTo(rule.id()));
    }

    @Test
    void what_was_written_is_read() throws Exception {
        Path orders = Files.write(folder.resolve("orders.csv"), ORDERS);
        Path more = Files.write(folder.resolve("more.xml"), MORE);
        MediumManifest manifest = new MediumManifest(
                "bank-one",
                7,
                List.of(
                        new MediumManifest.Entry("orders.csv", sha256(ORDERS), ORDERS.length, 3),
                        new MediumManifest.Entry("more.xml", sha256(MORE), MORE.length, 1)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MediumArchive.write(out, manifest, List.of(orders, more));

        MediumArchive.Taken taken = read(out.toByteArray());

        assertThat(taken.manifest()).isEqualTo(manifest);
        assertThat(taken.sha256()).isEqualTo(sha256(manifest.encode().toByteArray()));
        assertThat(placed.get("orders.csv").toByteArray()).isEqualTo(ORDERS);
        assertThat(placed.get("more.xml").toByteArray()).isEqualTo(MORE);
        Files.write(more, "mo".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> MediumArchive.write(new ByteArrayOutputStream(), manifest, List.of(orders, more)))
                .isInstanceOf(IOException.class);
    }

    private static ByteString sha256(byte[] content) throws Exception {
        return ByteString.of(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../orders.csv",
                "/orders.csv",
                "a/orders.csv",
                "a\\\\orders.csv",
                ".orders.csv",
                "",
                "orders csv",
                "ordérs.csv",
                "Manifest.JSON",
                "..",
                "orders.csv\\u0000"
            })
    void a_name_that_is_not_plain_is_refused_before_anything_is_placed(String name) throws Exception {
        Map<String, byte[]> entries = entries(manifest(listed(name, ORDERS)));
        entries.put(name.isEmpty() ? "x" : name, ORDERS);

        assertRefused(MediumRule.NAME, entries);
        assertThat(placed).isEmpty();
    }

    @Test
    void one_name_in_two_spellings_is_refused() throws Exception {
        assertRefused(MediumRule.NAME, entries(manifest(listed("a.csv", ORDERS), listed("A.csv", MORE))));
    }

    @Test
    void files_and_manifest_are_the_same_set() throws Exception {
        Map<String, byte[]> missing = entries(manifest(listed("a.csv", ORDERS), listed("b.csv", MORE)));
        missing.put("a.csv", ORDERS);
        assertRefused(MediumRule.FILE_MISSING, missing);

        Map<String, byte[]> unlisted = entries(manifest(listed("a.csv", ORDERS)));
        unlisted.put("a.csv", ORDERS);
        unlisted.put("../../evil", MORE);
        assertRefused(MediumRule.FILE_UNLISTED, unlisted);
        assertThat(placed).containsOnlyKeys("a.csv");

        Map<String, byte[]> directory = entries(manifest(listed("a.csv", ORDERS)));
        directory.put("a.csv/", new byte[0]);
        assertRefused(MediumRule.FILE_UNLISTED, directory);
    }

    @Test
    void another_byte_one_less_and_one_more_are_refused() throws Exception {
        byte[] flipped = ORDERS.clone();
        flipped[17] ^= 1;
        for (byte[] other :
                List.of(flipped, Arrays.copyOf(ORDERS, ORDERS.length - 1), Arrays.copyOf(ORDERS, ORDERS.length + 1))) {
            Map<String, byte[]> entries = entries(manifest(listed("a.csv", ORDERS)));
            entries.put("a.csv", other);
            assertRefused(MediumRule.FILE_ALTERED, entries);
        }
    }

    @Test
    void a_bomb_is_not_unpacked_beyond_its_listed_size() throws Exception {
        Map<String, byte[]> entries = entries(manifest(listed("a.csv", MORE)));
        entries.put("a.csv", new byte[50 << 20]);

        assertRefused(MediumRule.FILE_ALTERED, entries);
        assertThat(placed.get("a.csv").size()).isZero();
    }

    @Test
    void a_manifest_of_another_issuer_format_or_shape_is_refused() throws Exception {
        String right = manifest(listed("a.csv", ORDERS));
        assertRefused(MediumRule.ISSUER, entries(right.replace("bank-one", "bank-two")));
        for (String wrong : List.of(
                right.replace("medium-1", "medium-2"),
                right.replace("\"sequence_number\":7", "\"sequence_number\":0"),
                right.replace("\"bytes\":", "\"bytes\":-"),
                right.replace("\"records\":3", "\"records\":0"),
                right.replace("\"name\"", "\"extra\":1,\"name\""),
                right.replace("\"sha256\":\"", "\"sha256\":\"00"),
                right.substring(1),
                "")) {
            assertRefused(MediumRule.MANIFEST, entries(wrong));
        }
    }

    @Test
    void bounds_are_kept() throws Exception {
        String large = manifest(listed("a.csv", ORDERS)).replaceFirst("\"bytes\":[0-9]+", "\"bytes\":8589934593");
        assertRefused(MediumRule.TOO_LARGE, entries(large));
        assertRefused(MediumRule.TOO_LARGE, entries(manifest()));
        List<String> many = new ArrayList<>();
        for (int i = 0; i <= MediumManifest.MAX_FILES; i++) {
            many.add(listed("f" + i, MORE));
        }
        assertThatThrownBy(() -> read(archive(entries(manifest(many.toArray(String[]::new))))))
                .isInstanceOf(MalformedFileException.class);
        assertRefused(MediumRule.TOO_LARGE, entries(" ".repeat(1 << 20) + manifest(listed("a.csv", ORDERS))));
    }

    @Test
    void what_is_no_archive_or_does_not_begin_with_its_manifest_is_refused() throws Exception {
        Map<String, byte[]> late = new LinkedHashMap<>();
        late.put("a.csv", ORDERS);
        late.put("manifest.json", manifest(listed("a.csv", ORDERS)).getBytes(StandardCharsets.UTF_8));
        assertRefused(MediumRule.ARCHIVE, late);
        Map<String, byte[]> whole = entries(manifest(listed("a.csv", ORDERS)));
        whole.put("a.csv", ORDERS);
        byte[] archive = archive(whole);
        for (int length = 0; length < archive.length - 200; length += 7) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> read(cut)).as("length " + length).isInstanceOf(MalformedFileException.class);
        }
        assertThatThrownBy(() -> read("PK and nothing more".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(MalformedFileException.class);
        assertThatThrownBy(() -> read(join(archive, new byte[(1 << 20) + 4_096])))
                .isInstanceOf(MalformedFileException.class);
    }

    private static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            out.write(one);
            out.write(other);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return out.toByteArray();
    }
}
