package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.PersoFileReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sealed batch whose files change after somebody verified and opened it: the card is found before a byte of it is given on. */
class CheckedCardsTest {

    private static final int CARDS = 3;

    @TempDir
    private static Path folder;

    private static SmallBatch batch;
    private static OpenedHome home;
    private static List<PersoFileReader.Card> cards;

    @BeforeAll
    static void prepare() throws IOException {
        batch = SmallBatch.of(folder, "visa-dda", CARDS);
        home = batch.open();
        cards = read(CheckedCards.open(home, batch.directory()));
        assertThat(cards)
                .hasSize(CARDS)
                .allMatch(card -> card.channels().keySet().equals(Set.of(Channel.values())));
    }

    @AfterAll
    static void close() {
        home.close();
    }

    private static List<PersoFileReader.Card> read(CheckedCards opened) throws IOException {
        List<PersoFileReader.Card> read = new ArrayList<>();
        try (opened) {
            for (Optional<PersoFileReader.Card> card = opened.next(any -> true);
                    card.isPresent();
                    card = opened.next(any -> true)) {
                read.add(card.get());
            }
        }
        return read;
    }

    private static Path file(Channel channel) {
        return batch.directory().resolve(cards.get(0).entry().group()).resolve(channel.fileName());
    }

    private static byte[] record(int index, Channel channel) {
        return cards.get(index - 1).channels().get(channel).toByteArray();
    }

    private static int place(byte[] file, byte[] record) {
        for (int at = 0; at <= file.length - record.length; at++) {
            if (Arrays.equals(file, at, at + record.length, record, 0, record.length)) {
                return at;
            }
        }
        throw new AssertionError("the record is not in its file");
    }

    /** The files are changed behind an opened batch, and put back. */
    private static void changed(Path file, byte[] bad, Runnable expected) throws IOException {
        byte[] good = Files.readAllBytes(file);
        assertThat(bad).isNotEqualTo(good);
        Files.write(file, bad);
        try {
            expected.run();
        } finally {
            Files.write(file, good);
        }
    }

    private static void found(CheckedCards opened, Channel channel, int card, String rule) {
        assertThatThrownBy(() -> read(opened))
                .isInstanceOf(AlteredCardException.class)
                .hasMessageContaining(file(channel).getParent().getFileName() + "/" + channel.fileName() + ", record "
                        + card + ": not as it was sealed (" + rule + ": ");
    }

    @ParameterizedTest
    @EnumSource
    void one_byte_is_found(Channel channel) throws IOException {
        byte[] bad = Files.readAllBytes(file(channel));
        byte[] second = record(2, channel);
        bad[place(bad, second) + second.length / 2] ^= 1;
        changed(file(channel), bad, () -> found(opened(), channel, 2, "V-111"));
        assertThat(read(opened())).as("it was put back").isEqualTo(cards);
    }

    private static CheckedCards opened() {
        try {
            return CheckedCards.open(home, batch.directory());
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @ParameterizedTest
    @EnumSource
    void two_records_that_were_swapped_are_found(Channel channel) throws IOException {
        byte[] good = Files.readAllBytes(file(channel));
        byte[] first = record(1, channel);
        byte[] second = record(2, channel);
        int at = place(good, first);
        int behind = place(good, second) + second.length;
        ByteArrayOutputStream bad = new ByteArrayOutputStream();
        bad.writeBytes(Arrays.copyOf(good, at));
        bad.writeBytes(second);
        bad.writeBytes(Arrays.copyOfRange(good, at + first.length, behind - second.length));
        bad.writeBytes(first);
        bad.writeBytes(Arrays.copyOfRange(good, behind, good.length));
        changed(file(channel), bad.toByteArray(), () -> found(opened(), channel, 1, "V-111"));
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_was_cut_is_found(Channel channel) throws IOException {
        byte[] good = Files.readAllBytes(file(channel));
        byte[] last = record(CARDS, channel);
        byte[] bad = Arrays.copyOf(good, place(good, last) + last.length / 2);
        changed(file(channel), bad, () -> found(opened(), channel, CARDS, "V-109"));
    }

    /** Behind the first card, as hours later: what was opened is kept, whatever the manifest says then. */
    @Test
    void a_change_between_two_cards_is_found() throws IOException {
        byte[] bad = Files.readAllBytes(file(Channel.CHIP));
        bad[bad.length - 1] ^= 1;
        try (CheckedCards open = opened()) {
            assertThat(open.next(entry -> entry.index() == 1)).contains(cards.get(0));
            changed(file(Channel.CHIP), bad, () -> {
                assertThatThrownBy(() -> open.next(entry -> entry.index() == CARDS))
                        .isInstanceOf(AlteredCardException.class)
                        .hasMessageContaining("/chip.cps, record 3");
            });
        }
    }

    @Test
    void a_manifest_that_was_changed_is_not_opened() throws IOException {
        Path manifest = batch.directory().resolve(Manifest.NAME);
        String good = Files.readString(manifest);
        String first = cards.get(0).entry().leaf().toHex().toLowerCase(Locale.ROOT);
        String second = cards.get(1).entry().leaf().toHex().toLowerCase(Locale.ROOT);
        String swapped = good.replace(first, "@").replace(second, first).replace("@", second);
        for (String[] change : List.of(
                new String[] {swapped, "V-110"},
                new String[] {good.replace("\"bank-one\"", "\"bank-two\""), "V-102"},
                new String[] {good.substring(0, good.length() / 2), "V-101"})) {
            changed(manifest, change[0].getBytes(StandardCharsets.UTF_8), () -> {
                assertThatThrownBy(CheckedCardsTest::opened)
                        .isInstanceOf(AlteredCardException.class)
                        .hasMessageStartingWith("manifest.json: not as it was sealed (" + change[1]);
            });
        }
        assertThatThrownBy(() -> CheckedCards.open(home, batch.directory(), "another"))
                .isInstanceOf(AlteredCardException.class)
                .hasMessageContaining("V-118");
    }

    @Test
    void a_card_for_a_desk_and_a_script_are_read_the_same_way() throws IOException {
        HomeDirectory directory = HomeDirectory.open(batch.home());
        String order = cards.get(1).entry().order();
        byte[] bad = Files.readAllBytes(file(Channel.TRACK));
        bad[place(bad, record(2, Channel.TRACK))] ^= 1;
        changed(file(Channel.TRACK), bad, () -> {
            assertThatThrownBy(() -> CardOfBatch.find(directory, home, batch.directory(), order))
                    .isInstanceOf(AlteredCardException.class)
                    .hasMessageContaining("/tracks.txt, record 2");
        });
        GroupOfBatch group = GroupOfBatch.find(directory, home.catalog(), batch.directory(), Optional.empty());
        Path file = folder.resolve("scripts.txt");
        new ScriptMaking(home, group).write(file, "system");
        String good = Files.readString(file);
        try (ScriptFile scripts = ScriptFile.open(home, file, group)) {
            assertThat(scripts.lines(2)).isNotEmpty().allMatch(line -> !line.startsWith("card "));
            Files.writeString(file, good.replace("> 00A4", "> 00A5"));
            assertThatThrownBy(() -> scripts.lines(2))
                    .isInstanceOf(AlteredCardException.class)
                    .hasMessageStartingWith("scripts.txt, card 2");
        }
    }

    /** Whoever can write where the batch lies signs manifest and scripts with a key of his own. */
    @Test
    void scripts_under_a_foreign_key_are_not_taken_though_the_manifest_names_it() throws Exception {
        HomeDirectory directory = HomeDirectory.open(batch.home());
        GroupOfBatch group = GroupOfBatch.find(directory, home.catalog(), batch.directory(), Optional.empty());
        Path file = folder.resolve("forged.txt");
        new ScriptMaking(home, group).write(file, "system");
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path manifest = batch.directory().resolve(Manifest.NAME);
        String good = Files.readString(manifest);
        Files.writeString(manifest, good.replace(hex(Manifest.read(manifest).publicKey()), hex(raw(key.getPublic()))));
        try {
            assertThat(Manifest.read(manifest).publicKey()).isEqualTo(raw(key.getPublic()));
            Files.writeString(file, forged(Files.readAllLines(file), ScriptFile.head(group), key));

            assertThatThrownBy(() -> ScriptFile.open(home, file, group))
                    .isInstanceOf(MalformedFileException.class)
                    .hasMessageContaining("test scripts as they were sealed");
        } finally {
            Files.writeString(manifest, good);
        }
    }

    private static String forged(List<String> scripts, List<String> head, KeyPair key) throws Exception {
        List<String> lines = new ArrayList<>(head);
        lines.addAll(scripts.subList(head.size(), scripts.size() - 1));
        String text = String.join("\n", lines).replace("> 00A4", "> 00A5") + "\n";
        byte[] hash = ScriptFile.sha256().digest(text.getBytes(StandardCharsets.US_ASCII));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(ScriptFile.signed(hash).toByteArray());
        return text + ScriptFile.SIGNATURE + ByteString.of(signature.sign()).toHex() + "\n";
    }

    /** The last 32 bytes of RFC 8410. */
    private static ByteString raw(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return ByteString.of(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static String hex(ByteString bytes) {
        return bytes.toHex().toLowerCase(Locale.ROOT);
    }
}
