package org.cardwright.machine.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cardwright.machine.language.MailerLanguage.Blank;
import org.cardwright.machine.language.MailerLanguage.PinPlace;
import org.cardwright.machine.language.MailerLanguage.Place;
import org.cardwright.machine.language.PlacedText.Padding;
import org.cardwright.machine.language.PlacedText.Spot;
import org.cardwright.machine.language.PlacedText.Width;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever texts a card has: a machine reads exactly them, or the card is refused before anything is written. */
class MachineFilesTest {

    private static final int ROUNDS = 2_000;
    private static final long SEED = Long.getLong("seed", 20_261_122L);
    private static final List<PlacedText> TEXTS = List.of(
            text("first", "emboss-1", true, new Width(24, Padding.RIGHT, ' ')),
            text("second", "laser-name", false, new Width(24, Padding.LEFT, '.')),
            text("third", "reference", true, new Width(24, Padding.RIGHT, '*')));

    static List<MachineLanguage> languages() {
        List<CpxLanguage.Line> lines = List.of(
                new CpxLanguage.Line(TEXTS.get(0), 1, ""),
                new CpxLanguage.Line(TEXTS.get(1), 2, "[:P0010]"),
                new CpxLanguage.Line(TEXTS.get(2), 10, ""));
        LaserLanguage.Moves moves = new LaserLanguage.Moves(
                List.of("<move to='a'/>"), List.of("<move to='b' id='{reference}'/>"), List.of("<move to='c'/>"));
        LaserLanguage.Moves none = new LaserLanguage.Moves(List.of(), List.of(), List.of());
        return List.of(
                new CpxLanguage(new CpxLanguage.Style(true, true, true, 1, 5, List.of(8_000)), lines, Tracks.of("123")),
                new CpxLanguage(new CpxLanguage.Style(false, false, false, 0, 1, List.of(10_000)), lines, Tracks.NONE),
                new XpsLanguage(XpsLanguage.Zone.PLAIN, new XpsLanguage.Marks("\r\n", "\f"), TEXTS, Tracks.of("23")),
                new OpenCardLanguage("L.svg", "S", TEXTS, Tracks.of("13")),
                new OpenCardLanguage("", "", TEXTS, new Tracks("123", "")),
                new LaserLanguage(new LaserLanguage.Document("L", "QQ==", "cards", "Id", true), moves, TEXTS),
                new LaserLanguage(new LaserLanguage.Document("L", "QQ==", "", "", true), none, TEXTS),
                new LaserLanguage(new LaserLanguage.Document("L", "", "", "Id", false), moves, TEXTS),
                new FixedLanguage(TEXTS, "\r\n"),
                new DelimitedLanguage(new DelimitedLanguage.Marks(';', false, "\r\n"), true, TEXTS),
                new DelimitedLanguage(new DelimitedLanguage.Marks(',', true, "\n"), false, TEXTS),
                new MailerLanguage(
                        TEXTS.stream()
                                .map(text -> new Blank(text, List.of(new Place(1 + TEXTS.indexOf(text), 1))))
                                .toList(),
                        List.of(new PinPlace(new Place(9, 9))),
                        12,
                        ';'));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void a_card_reads_as_its_sealed_record_or_is_refused(MachineLanguage language) {
        Random random = new Random(SEED);
        int written = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<JobCard> cards = cards(random, round % 3 == 0);
            try {
                String file = language.job("job-1", cards);
                JobCheck.require(language, "job-1", cards, file);
                written++;
            } catch (MachineTextException refusal) {
                assertThat(refusal).hasMessageContaining("card R-");
                refused++;
            }
        }
        assertThat(written).as("seed " + SEED).isGreaterThan(ROUNDS / 4);
        assertThat(refused).as("seed " + SEED).isPositive();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void a_changed_text_a_lost_card_and_a_torn_end_are_seen(MachineLanguage language) {
        List<JobCard> cards = List.of(card(1, "ONE"), card(2, "TWO"));
        String file = language.job("job-1", cards);
        assertThatCode(() -> JobCheck.require(language, "job-1", cards, file)).doesNotThrowAnyException();
        assertThatThrownBy(() -> JobCheck.require(language, "job-1", cards, file.replace("TWO", "TWX")))
                .isInstanceOf(MachineFileException.class)
                .hasMessageNotContaining("TWX");
        assertThatThrownBy(() -> JobCheck.require(language, "job-1", cards, language.job("job-1", cards.subList(0, 1))))
                .isInstanceOf(MachineFileException.class);
        String torn = file.substring(0, file.length() - 3);
        assertThatThrownBy(() -> JobCheck.require(language, "job-1", cards, torn))
                .isInstanceOf(MachineFileException.class);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void what_is_read_says_how_much_and_not_what(MachineLanguage language) {
        JobCard card = card(1, "SECRETNAME");
        ReadJob read = MachineFileReader.read(language, language.job("j", List.of(card)));
        assertThat(read.cards().get(0).items()).anyMatch(item -> item.said().contains("SECRETNAME"));
        assertThat(read + " " + read.cards().get(0).items() + card + card.texts())
                .doesNotContain("SECRETNAME");
    }

    private static List<JobCard> cards(Random random, boolean rough) {
        List<JobCard> cards = new ArrayList<>();
        for (int i = 1; i <= 1 + random.nextInt(3); i++) {
            Map<String, String> texts = new HashMap<>(tracks());
            texts.put("emboss-1", word(random, rough, 1));
            texts.put("laser-name", word(random, rough, 0));
            cards.add(new JobCard(i, "R-" + i, CardTexts.of(texts)));
        }
        return cards;
    }

    /** Letters and what people write between them; where it is rough, anything that could end or begin something. */
    private static String word(Random random, boolean rough, int least) {
        String characters = rough ? "AZ09 ;,\"#<>&~%?@^'\r\n\f=" : "ABCDEFGHIJ 0123456789&'-/.";
        StringBuilder word = new StringBuilder(least > 0 ? "X" : "");
        int length = random.nextInt(rough ? 26 : 22);
        for (int i = 0; i < length; i++) {
            word.append(characters.charAt(random.nextInt(characters.length())));
        }
        return word.toString();
    }

    static JobCard card(int sequence, String name) {
        Map<String, String> texts = new HashMap<>(tracks());
        texts.put("emboss-1", name);
        texts.put("laser-name", name);
        return new JobCard(sequence, "R-" + sequence, CardTexts.of(texts));
    }

    private static Map<String, String> tracks() {
        return Map.of(
                "track-1", "%TESTCARD^0205?",
                "track-2", ";0205:22?",
                "track-3", ";1234567890?",
                "pin-key", "A1B2C3",
                "pin-block", "0011223344556677");
    }

    private static PlacedText text(String name, String from, boolean required, Width width) {
        return new PlacedText(
                name, List.of(from), required, width, new Spot("1", 13_810, 20_000 + 70 * name.length(), 2_540, 3_000));
    }
}
