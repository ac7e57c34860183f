package org.cardwright.machine.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.machine.language.MailerLanguage.Blank;
import org.cardwright.machine.language.MailerLanguage.PinPlace;
import org.cardwright.machine.language.MailerLanguage.Place;
import org.cardwright.machine.language.PlacedText.Padding;
import org.cardwright.machine.language.PlacedText.Spot;
import org.cardwright.machine.language.PlacedText.Width;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is broken in a machine job, by one character or in its order, is seen before the machine has it. */
class JobMutantsTest {

    private static final String JOB = "job-1";
    private static final int SHORT = 1_600;

    static List<MachineLanguage> languages() {
        return MachineFilesTest.languages();
    }

    private static List<JobCard> cards() {
        return List.of(MachineFilesTest.card(1, "JOHN DOE"), MachineFilesTest.card(2, "JANE ROE"));
    }

    private static boolean isSeen(MachineLanguage language, String mutant) {
        try {
            JobCheck.require(language, JOB, cards(), mutant);
            return false;
        } catch (MachineFileException seen) {
            return true;
        }
    }

    /** Every character changed, lost and doubled, in long XML one of these in turn; only blanks between its elements say nothing. */
    @ParameterizedTest
    @MethodSource("languages")
    void no_character_can_be_changed_lost_or_doubled(MachineLanguage language) {
        String file = language.job(JOB, cards());
        assertThat(isSeen(language, file)).isFalse();
        List<String> unseen = new ArrayList<>();
        for (int at = 0; at < file.length(); at++) {
            String before = file.substring(0, at);
            String behind = file.substring(at + 1);
            char own = file.charAt(at);
            List<String> mutants = List.of(
                    before + (own == '7' ? '8' : '7') + behind,
                    before + (own == ' ' ? 'X' : ' ') + behind,
                    before + behind,
                    before + own + own + behind);
            boolean xml = language instanceof LaserLanguage;
            boolean all = !xml || file.length() < SHORT;
            for (String mutant : !all ? List.of(mutants.get(at % mutants.size())) : mutants) {
                boolean blank = xml && sameElements(file, mutant);
                if (!blank && !isSeen(language, mutant)) {
                    unseen.add(at + ": " + mutant.substring(Math.max(0, at - 12), Math.min(mutant.length(), at + 12)));
                }
            }
        }
        assertThat(unseen).isEmpty();
    }

    private static boolean sameElements(String file, String mutant) {
        return file.replaceAll("\\s*([<>])\\s*", "$1")
                .replaceAll("\\s+", " ")
                .replace("\"/>", "\" />")
                .equals(mutant.replaceAll("\\s*([<>])\\s*", "$1")
                        .replaceAll("\\s+", " ")
                        .replaceAll("\" ?/>", "\" />")
                        .replaceAll("\" \\?>", "\"?>"));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void cards_that_are_swapped_lost_doubled_or_headless_are_seen(MachineLanguage language) {
        String head = language.head(JOB);
        String one = language.card(cards().get(0));
        String two = language.card(cards().get(1));
        String foot = language.foot();
        assertThat(isSeen(language, head + two + one + foot)).isTrue();
        assertThat(isSeen(language, head + one + foot)).isTrue();
        assertThat(isSeen(language, head + one + two + two + foot)).isTrue();
        assertThat(isSeen(language, head + foot)).isTrue();
        assertThat(isSeen(language, "")).isTrue();
        if (!head.isEmpty()) {
            assertThat(isSeen(language, one + two + foot)).isTrue();
            assertThat(isSeen(language, one + head + two + foot)).isTrue();
            assertThat(isSeen(language, head + head + one + two + foot)).isTrue();
        }
    }

    /** A writer that takes another definition than the reader: wrong font, place, room, filling, place of origin, name, order. */
    @ParameterizedTest
    @MethodSource("languages")
    void writer_of_another_definition_is_seen(MachineLanguage language) {
        for (int text = 0; text < language.texts().size(); text++) {
            for (PlacedText other : others(language.texts().get(text))) {
                List<PlacedText> texts = new ArrayList<>(language.texts());
                texts.set(text, other);
                String written = with(language, texts).job(JOB, cards());
                boolean same = written.equals(language.job(JOB, cards()));
                assertThat(same || isSeen(language, written))
                        .as("%s", other.name())
                        .isTrue();
            }
        }
        List<PlacedText> swapped = new ArrayList<>(language.texts());
        swapped.add(swapped.remove(0));
        assertThat(isSeen(language, with(language, swapped).job(JOB, cards()))).isTrue();
    }

    private static List<PlacedText> others(PlacedText text) {
        Spot spot = text.spot();
        Width width = text.width();
        return List.of(
                with(text, text.from(), width, new Spot("5", spot.xUm(), spot.yUm(), spot.pitchUm(), spot.heightUm())),
                with(text, text.from(), width, new Spot("1", spot.xUm() + 2_600, spot.yUm(), 2_540, 3_000)),
                with(text, text.from(), width, new Spot("1", spot.xUm(), spot.yUm() + 30, 2_540, 3_000)),
                with(text, text.from(), width, new Spot("1", spot.xUm(), spot.yUm(), 5_080, 3_000)),
                with(text, text.from(), width, new Spot("1", spot.xUm(), spot.yUm(), 2_540, 3_010)),
                with(text, text.from(), new Width(width.most() + 1, width.padding(), width.fill()), spot),
                with(text, text.from(), new Width(width.most(), Padding.NONE, width.fill()), spot),
                with(text, text.from(), new Width(width.most(), width.padding(), '+'), spot),
                with(text, List.of("sequence"), width, spot),
                new PlacedText(text.name() + "x", text.from(), text.required(), width, spot));
    }

    private static PlacedText with(PlacedText text, List<String> from, Width width, Spot spot) {
        return new PlacedText(text.name(), from, text.required(), width, spot);
    }

    private static MachineLanguage with(MachineLanguage language, List<PlacedText> texts) {
        if (language instanceof CpxLanguage cpx) {
            List<CpxLanguage.Line> lines = new ArrayList<>();
            for (CpxLanguage.Line line : cpx.lines()) {
                lines.add(new CpxLanguage.Line(texts.get(lines.size()), line.number(), line.suffix()));
            }
            return new CpxLanguage(cpx.style(), lines, cpx.tracks());
        }
        if (language instanceof XpsLanguage xps) {
            return new XpsLanguage(xps.zone(), xps.marks(), texts, xps.tracks());
        }
        if (language instanceof OpenCardLanguage open) {
            return new OpenCardLanguage(open.cardLayout(), open.stock(), texts, open.tracks());
        }
        if (language instanceof LaserLanguage laser) {
            return new LaserLanguage(laser.document(), laser.moves(), texts);
        }
        if (language instanceof FixedLanguage fixed) {
            return new FixedLanguage(texts, fixed.end());
        }
        if (language instanceof DelimitedLanguage delimited) {
            return new DelimitedLanguage(delimited.marks(), delimited.headed(), texts);
        }
        MailerLanguage mailer = (MailerLanguage) language;
        List<Blank> blanks = new ArrayList<>();
        for (Blank blank : mailer.blanks()) {
            blanks.add(new Blank(texts.get(blanks.size()), blank.place()));
        }
        return new MailerLanguage(blanks, mailer.pins(), mailer.pinDigits(), mailer.delimiter());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void stripe_of_another_card_is_seen(MachineLanguage language) {
        Map<String, String> changed = Map.of(
                "emboss-1", "JOHN DOE",
                "laser-name", "JOHN DOE",
                "track-1", "%TESTCARD^0206?",
                "track-2", ";0205:23?",
                "track-3", ";1234567891?",
                "pin-key", "A1B2C3",
                "pin-block", "0011223344556678");
        JobCard other = new JobCard(1, "R-1", CardTexts.of(changed));
        String written = language.job(JOB, List.of(other, cards().get(1)));
        assertThat(written.equals(language.job(JOB, cards())) || isSeen(language, written))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void refusal_says_which_card_and_nothing_of_it(MachineLanguage language) {
        JobCard other = MachineFilesTest.card(2, "OTHERNAME");
        String written = language.job(JOB, List.of(cards().get(0), other));
        assertThatThrownBy(() -> JobCheck.require(language, JOB, cards(), written))
                .isInstanceOf(MachineFileException.class)
                .hasMessageContaining("card 2")
                .hasMessageNotContaining("OTHERNAME");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void pin_or_field_in_another_place_of_the_form_is_seen(MailerLanguage language, MailerLanguage other) {
        assertThat(isSeen(language, other.job(JOB, cards()))).isTrue();
        assertThat(isSeen(language, language.job(JOB, cards()))).isFalse();
    }

    static List<Arguments> forms() {
        MailerLanguage right = form(new Place(2, 40), new Place(1, 10));
        return List.of(
                Arguments.of(right, form(new Place(2, 41), new Place(1, 10))),
                Arguments.of(right, form(new Place(3, 40), new Place(1, 10))),
                Arguments.of(right, form(new Place(2, 40), new Place(1, 11))));
    }

    @Test
    void last_form_of_an_odd_number_of_cards_has_an_empty_mailer() {
        PlacedText text =
                new PlacedText("name", List.of("emboss-1"), true, new Width(20, Padding.NONE, ' '), Spot.NOWHERE);
        MailerLanguage two = new MailerLanguage(
                List.of(new Blank(text, List.of(new Place(1, 1), new Place(1, 40)))),
                List.of(new PinPlace(new Place(2, 1)), new PinPlace(new Place(2, 40))),
                12,
                ';');
        List<JobCard> one = cards().subList(0, 1);
        String odd = two.job(JOB, one);
        assertThat(odd).endsWith("CJOHN DOE;A1B2C3;0011223344556677\nC;;\n");
        JobCheck.require(two, JOB, one, odd);
        assertThatThrownBy(() -> JobCheck.require(two, JOB, one, odd.replace("C;;\n", "")))
                .isInstanceOf(MachineFileException.class);
        assertThatThrownBy(
                        () -> JobCheck.require(two, JOB, one, odd.replace("C;;", "CJOHN DOE;A1B2C3;0011223344556677")))
                .isInstanceOf(MachineFileException.class);
        assertThat(two.job(JOB, cards())).doesNotContain("C;;");
    }

    @Test
    void mailer_without_a_pin_block_is_not_written() {
        JobCard none = new JobCard(1, "R-1", CardTexts.of(Map.of("emboss-1", "JOHN DOE")));
        MailerLanguage language = form(new Place(2, 40), new Place(1, 10));
        assertThatThrownBy(() -> language.card(none))
                .isInstanceOf(MachineTextException.class)
                .hasMessage("card R-1, pin-key: no enciphered PIN block that the HSM could print");
    }

    private static MailerLanguage form(Place pin, Place name) {
        PlacedText text =
                new PlacedText("name", List.of("emboss-1"), true, new Width(20, Padding.NONE, ' '), Spot.NOWHERE);
        return new MailerLanguage(List.of(new Blank(text, List.of(name))), List.of(new PinPlace(pin)), 12, ';');
    }
}
