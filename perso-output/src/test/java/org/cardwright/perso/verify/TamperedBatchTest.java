package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.Seeded;
import org.cardwright.perso.TestVault;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.GroupFiles.Frame;
import org.cardwright.perso.file.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scorecard R16: whatever is done to a sealed batch is found. */
@Tag("R16")
class TamperedBatchTest {

    private static final int CARDS = 6;
    private static final String GROUP = "sda.white";

    @TempDir
    private static Path parent;

    private static Path batch = Path.of(".");

    private static final PersoFileVerifier VERIFIER = new PersoFileVerifier(new VerificationContext(
            GoldenCards.caKeys(),
            TestVault.module().seals(),
            Optional.of(TestVault.module().inventory().ed25519PublicKey(TestVault.SIGNING_KEY)),
            Optional.empty(),
            Optional.empty(),
            Expectations.NONE));

    @BeforeAll
    static void seal() throws IOException {
        batch = cards(0).seal(parent.resolve("batch"));
    }

    private static SealedBatch cards(int first) {
        Frame embossHead = new Frame(ByteString.ascii("#DCL#\"#END#@@@@@@\r\n"), ByteString.EMPTY);
        Frame laser = new Frame(ByteString.ascii("<?xml?>\n<cards>\n"), ByteString.ascii("</cards>\n"));
        SealedBatch cards = new SealedBatch()
                .group(new GroupFiles(
                        GROUP,
                        Map.of(
                                Channel.CHIP,
                                Frame.NONE,
                                Channel.EMBOSS,
                                embossHead,
                                Channel.LASER,
                                laser,
                                Channel.TRACK,
                                Frame.NONE),
                        true));
        for (int i = first; i < first + CARDS; i++) {
            cards.card(String.format(Locale.ROOT, "A-%06d", i), GROUP, SdaCards.channels(i));
        }
        return cards;
    }

    private static boolean found() {
        try {
            return !VERIFIER.verify(batch).isClean();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Puts the bytes in place of the file's, asks the verifier, puts the good ones back. */
    private static boolean found(Path file, byte[] bad) throws IOException {
        byte[] good = Files.readAllBytes(file);
        try {
            Files.write(file, bad);
            return found();
        } finally {
            Files.write(file, good);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(batch)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Manifest.RecordEntry> entries() throws IOException {
        List<Manifest.RecordEntry> entries = new ArrayList<>();
        Manifest.read(batch.resolve(Manifest.NAME), entries::add);
        return entries;
    }

    private static Path chip() {
        return batch.resolve(GROUP).resolve("chip.cps");
    }

    @Test
    void finds_nothing_in_the_batch_as_it_was_sealed() throws IOException {
        VerificationReport report = VERIFIER.verify(batch);

        assertThat(report.lines()).isEmpty();
        assertThat(report.records()).isEqualTo(CARDS);
        assertThat(files()).hasSize(7);
    }

    @Test
    void finds_every_flipped_byte_of_a_record_header() throws IOException {
        byte[] good = Files.readAllBytes(chip());
        for (int at = 0; at < 0x8F; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            assertThat(found(chip(), bad)).as("byte " + at).isTrue();
        }
    }

    @Test
    void finds_every_flipped_byte_of_the_manifest_head() throws IOException {
        Path file = batch.resolve(Manifest.NAME);
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at += 23) {
            byte[] bad = good.clone();
            bad[at] ^= 0x01;
            assertThat(found(file, bad)).as("byte " + at).isTrue();
        }
    }

    /** The signature does not cover itself: another text of the same bytes must not pass. */
    @Test
    void finds_the_digits_of_the_signature_in_upper_case() throws IOException {
        Path file = batch.resolve(Manifest.NAME);
        byte[] good = Files.readAllBytes(file);
        int from =
                new String(good, StandardCharsets.US_ASCII).indexOf("\"signature\":\"") + "\"signature\":\"".length();
        int letters = 0;
        for (int at = from; at < from + 2 * 64; at++) {
            if (Character.isLowerCase(good[at])) {
                byte[] bad = good.clone();
                bad[at] ^= 0x20;
                assertThat(found(file, bad)).as("byte " + at).isTrue();
                letters++;
            }
        }
        assertThat(letters).isPositive();
    }

    @Test
    void finds_random_changes_of_single_bytes_in_any_file() throws IOException {
        List<Path> files = files();
        Seeded.rounds(40, random -> {
            try {
                Path file = files.get(random.nextInt(files.size()));
                byte[] bad = Files.readAllBytes(file);
                bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
                assertThat(found(file, bad)).as(file.getFileName().toString()).isTrue();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    @Test
    void finds_every_file_cut_at_every_record_border() throws IOException {
        byte[] good = Files.readAllBytes(chip());
        for (Manifest.RecordEntry entry : entries()) {
            byte[] cut = Arrays.copyOf(good, (int) entry.offset());
            assertThat(found(chip(), cut)).isTrue();
        }
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int at = 0; at < whole.length; at++) {
                boolean border = at == 0 || whole[at - 1] == '\n';
                if (border && !file.equals(chip())) {
                    assertThat(found(file, Arrays.copyOf(whole, at))).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"removed", "doubled", "swapped", "taken from another batch"})
    void finds_a_record(String what) throws IOException {
        ByteString good = ByteString.of(Files.readAllBytes(chip()));
        Manifest.RecordEntry one = entries().get(1);
        Manifest.RecordEntry two = entries().get(2);
        ByteString before = good.slice(0, (int) one.offset());
        ByteString first = good.slice((int) one.offset(), (int) two.offset());
        ByteString second = good.slice((int) two.offset(), (int) two.offset() + two.length());
        ByteString after = good.slice((int) two.offset() + two.length());
        ByteString foreign = SdaCards.channels(77).getOrDefault(Channel.CHIP, ByteString.EMPTY);
        ByteString bad = switch (what) {
            case "removed" -> ByteString.concat(before, second, after);
            case "doubled" -> ByteString.concat(before, first, first, second, after);
            case "swapped" -> ByteString.concat(before, second, first, after);
            default -> ByteString.concat(before, foreign, second, after);
        };

        assertThat(bad).isNotEqualTo(good);
        assertThat(found(chip(), bad.toByteArray())).isTrue();
    }

    @Test
    void finds_files_that_are_missing_unknown_or_links() throws IOException {
        for (Path file : files()) {
            Path aside = parent.resolve("aside");
            Files.move(file, aside);
            assertThat(found()).as("missing " + file.getFileName()).isTrue();
            Files.createSymbolicLink(file, aside);
            assertThat(found()).as("link " + file.getFileName()).isTrue();
            Files.delete(file);
            Files.move(aside, file);
        }
        Path hidden = Files.createDirectories(batch.resolve("a/b/c")).resolve(".notes");
        Files.writeString(hidden, "x");
        assertThat(found()).isTrue();
        Files.delete(hidden);
        Files.delete(batch.resolve("a/b/c"));
        Files.delete(batch.resolve("a/b"));
        Files.delete(batch.resolve("a"));
        assertThat(found()).isFalse();
    }

    @Test
    void finds_files_of_another_batch_under_this_manifest_and_the_other_way_round() throws IOException {
        Path other = cards(50).seal(parent.resolve("other"));
        for (Path file : files()) {
            byte[] foreign =
                    Files.readAllBytes(other.resolve(batch.relativize(file).toString()));
            boolean same = Arrays.equals(foreign, Files.readAllBytes(file));
            assertThat(found(file, foreign)).as(file.getFileName().toString()).isEqualTo(!same);
        }
    }

    @Test
    void finds_a_manifest_signed_with_another_key() throws IOException {
        VerificationContext otherKey = new VerificationContext(
                GoldenCards.caKeys(),
                TestVault.module().seals(),
                Optional.of(ByteString.repeat(9, 32)),
                Optional.empty(),
                Optional.empty(),
                Expectations.NONE);

        assertThat(new PersoFileVerifier(otherKey).verify(batch).findings())
                .extracting(Finding::rule)
                .containsExactly(VerificationRule.MANIFEST_KEY);
    }

    @Test
    void finds_cards_that_were_sealed_twice_or_in_disagreement() throws IOException {
        Map<Channel, ByteString> one = SdaCards.channels(1);
        Path twice = new SealedBatch()
                .card("A-1", "g", Map.of(Channel.CHIP, one.getOrDefault(Channel.CHIP, ByteString.EMPTY)))
                .card("A-2", "g", Map.of(Channel.CHIP, one.getOrDefault(Channel.CHIP, ByteString.EMPTY)))
                .seal(parent.resolve("twice"));
        assertThat(VERIFIER.verify(twice).findings())
                .extracting(Finding::rule)
                .containsExactly(VerificationRule.CARD_TWICE);

        Map<Channel, ByteString> shifted = SdaCards.channels(2);
        shifted.put(Channel.TRACK, SdaCards.channels(3).getOrDefault(Channel.TRACK, ByteString.EMPTY));
        Frame none = Frame.NONE;
        Path mixed = new SealedBatch()
                .group(new GroupFiles(
                        "g",
                        Map.of(Channel.CHIP, none, Channel.EMBOSS, none, Channel.LASER, none, Channel.TRACK, none),
                        false))
                .card("A-1", "g", shifted)
                .seal(parent.resolve("mixed"));
        assertThat(VERIFIER.verify(mixed).findings())
                .extracting(Finding::rule)
                .containsExactly(VerificationRule.TRACK_AGAINST_CHIP);
    }
}
