package org.cardwright.formats.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.OrderReason;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.issuer.SampleOrder;
import org.cardwright.formats.issuer.UnreadableRecord;
import org.cardwright.formats.screening.RuleCases.Asked;
import org.cardwright.formats.screening.RuleCases.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field rule says no to a wrong order and nothing to its twin. */
class ScreeningTest {

    /** Rules of reading that screening repeats for records from elsewhere. */
    private static final Set<RejectReason> REPEATED =
            Set.of(RejectReason.CONTROL_CHARACTER, RejectReason.FIELD_MISSING);

    static Stream<RuleCase> cases() {
        return RuleCases.all();
    }

    private static Screened screen(Asked asked) {
        Screening screening = new Screening(
                product -> TestPolicy.find(product).map(known -> asked.policy()),
                TestScreening.FONTS,
                TestScreening.TODAY,
                TestPolicy.FACILITIES);
        return screening.screen(asked.order().record(9));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void says_no_to_the_wrong_order(RuleCase pair) {
        assertThat(screen(pair.wrong())).isInstanceOfSatisfying(Screened.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(pair.reason());
            assertThat(rejected.field()).isEqualTo(pair.field().name());
            assertThat(rejected.recordNumber()).isEqualTo(9);
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void says_yes_to_its_twin(RuleCase pair) {
        assertThat(screen(pair.right())).isInstanceOf(Screened.Accepted.class);
    }

    @Test
    void every_rule_has_a_case_and_every_field_reason_a_rule() {
        Set<RejectReason> rules = Screening.RULES.stream().map(Rule::reason).collect(Collectors.toSet());
        Set<RejectReason> cases = cases().map(RuleCase::reason).collect(Collectors.toSet());
        Set<RejectReason> reasons = Arrays.stream(RejectReason.values())
                .filter(reason -> reason.id().startsWith("R-2") || REPEATED.contains(reason))
                .collect(Collectors.toSet());

        assertThat(Screening.RULES).extracting(Rule::reason).doesNotHaveDuplicates();
        assertThat(rules).isEqualTo(reasons);
        assertThat(cases).isEqualTo(reasons);
    }

    @Test
    void makes_the_typed_order() {
        SampleOrder order = SampleOrder.number(4)
                .with(IssuerField.CARDHOLDER_NAME, "Müller/Zoë")
                .with(IssuerField.EMBOSS_LINE_1, "")
                .with(IssuerField.EMBOSS_LINE_3, "ligne trois");

        Screened screened = TestScreening.SCREENING.screen(order.record(4));

        assertThat(screened).isInstanceOf(Screened.Accepted.class);
        CardApplication card = ((Screened.Accepted) screened).application();
        assertThat(card.recordNumber()).isEqualTo(4);
        assertThat(card.orderReference()).isEqualTo("NB-2511-000004");
        assertThat(card.reason()).isEqualTo(OrderReason.NEW);
        assertThat(card.pan().digits()).startsWith("999999").hasSize(16);
        assertThat(card.panSequenceNumber().digits()).isEqualTo("01");
        assertThat(card.cardholderName()).isEqualTo("MUELLER/ZOE");
        assertThat(card.embossedName()).isEqualTo("MUELLER/ZOE");
        assertThat(card.embossLines()).containsExactly("", "SINCE 1999", "LIGNE TROIS");
        assertThat(card.effectiveDate()).isEqualTo(LocalDate.of(2025, 11, 1));
        assertThat(card.expirationDate().yymmdd()).isEqualTo("280430");
        assertThat(card.pinBlock())
                .contains(new EncryptedPinBlock(PinBlockFormat.ISO_0, ByteString.fromHex("A1B2C3D4E5F60704")));
        assertThat(card.address().lines()).containsExactly("4 Main Street", "c/o \"Reception\"; <2nd> floor & up");
        assertThat(card.address().country()).isEqualTo("DE");
        assertThat(card.language()).isEqualTo("de");
    }

    @Test
    void a_name_is_encoded_without_its_apostrophe_and_embossed_with_it() {
        SampleOrder order = SampleOrder.number(3);
        assertThat(order.record(3).text(IssuerField.CARDHOLDER_NAME)).isEqualTo("O'BRIEN/MARY");

        CardApplication card = ((Screened.Accepted) TestScreening.SCREENING.screen(order.record(3))).application();

        assertThat(card.cardholderName()).isEqualTo("OBRIEN/MARY");
        assertThat(card.embossedName()).isEqualTo("O'BRIEN/MARY");
    }

    @Test
    void takes_a_missing_sequence_number_for_zero_and_drops_the_sentinels_of_tracks() {
        SampleOrder order = SampleOrder.number(9).with(IssuerField.PAN_SEQUENCE_NUMBER, "");
        String track = "9999990000010096=280920100000123";

        Screened screened = TestScreening.SCREENING.screen(
                order.with(IssuerField.TRACK_2, ";" + track + "?").record(1));

        CardApplication card = ((Screened.Accepted) screened).application();
        assertThat(card.panSequenceNumber().value()).isZero();
        assertThat(card.tracks().track2()).isEqualTo(track);
    }

    @Test
    void passes_an_unreadable_record_on_as_rejected() {
        UnreadableRecord unreadable = new UnreadableRecord(7, "A-7", "PAN", RejectReason.NOT_DIGITS);

        assertThat(TestScreening.SCREENING.screen(unreadable))
                .isEqualTo(new Screened.Rejected(7, "A-7", "PAN", RejectReason.NOT_DIGITS));
    }

    @Test
    void shows_no_reference_that_is_hostile_or_a_card_number() {
        SampleOrder bad = SampleOrder.number(9).with(IssuerField.REASON, "GIFT");
        for (String hostile : List.of("=cmd", "../x", "9999990000010096", "X9999990000010096", "259999990000010104")) {
            Screened screened = TestScreening.SCREENING.screen(
                    bad.with(IssuerField.ORDER_REFERENCE, hostile).record(1));

            assertThat(((Screened.Rejected) screened).orderReference())
                    .as(hostile)
                    .isEmpty();
        }
        for (String harmless : List.of("NB-2511-000009", "4761739001010119")) {
            Screened screened = TestScreening.SCREENING.screen(
                    bad.with(IssuerField.ORDER_REFERENCE, harmless).record(1));

            assertThat(((Screened.Rejected) screened).orderReference())
                    .as("a number of no card of the product")
                    .isEqualTo(harmless);
        }
    }

    @Test
    void shows_no_reference_with_the_card_number_of_the_order_whose_check_digit_is_wrong() {
        SampleOrder mistyped = SampleOrder.number(9).with(IssuerField.PAN, "9999990000010093");
        for (String product : List.of("visa-dda", "no-such")) {
            SampleOrder order = mistyped.with(IssuerField.PRODUCT, product);

            assertThat(reference(order.with(IssuerField.ORDER_REFERENCE, "N9999990000010093")))
                    .isEmpty();
            assertThat(reference(order.with(IssuerField.ORDER_REFERENCE, "N-1")))
                    .isEqualTo("N-1");
        }
    }

    private static String reference(SampleOrder order) {
        return ((Screened.Rejected) TestScreening.SCREENING.screen(order.record(1))).orderReference();
    }

    @Test
    void reasons_have_stable_ids_and_sentences() {
        assertThat(RejectReason.values()).extracting(RejectReason::id).doesNotHaveDuplicates();
        assertThat(RejectReason.values()).allSatisfy(reason -> {
            assertThat(reason.id()).matches("R-[1-4][0-9]{2}");
            assertThat(reason.text()).matches("[a-zT].{10,}[^.]");
            assertThat(reason.field().isEmpty()
                            || Arrays.stream(IssuerField.values())
                                    .anyMatch(field -> field.name().equals(reason.field())))
                    .isTrue();
        });
        assertThat(new Screened.Rejected(1, "", "PAN", RejectReason.CARD_ALREADY_PRODUCED, "batch 0123").plainReason())
                .isEqualTo("the card was already produced in another batch: batch 0123");
    }

    @Test
    void finds_the_product_by_name_and_segment() {
        Screening nobody =
                new Screening(asked -> Optional.<TestPolicy>empty(), TestScreening.FONTS, TestScreening.TODAY);

        assertThat(nobody.screen(SampleOrder.number(9).record(1)))
                .isInstanceOfSatisfying(
                        Screened.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(RejectReason.PRODUCT_UNKNOWN));
        assertThat(TestScreening.SCREENING.screen(SampleOrder.number(9)
                        .with(IssuerField.SEGMENT, "platinum")
                        .record(1)))
                .isInstanceOf(Screened.Rejected.class);
    }
}
