package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.cps.ProcessingStep;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.file.Channel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fields outside the data groupings that a product leaves empty or fills otherwise, all lengths made anew. */
@Tag("R19")
class HeaderDefectsTest {

    private static List<String> places(ByteString chip) {
        Findings findings = new Findings();
        new CardVerifier(GoldenCards.fullContext(), findings)
                .verify(GoldenCards.VISA_GROUP, GoldenCards.VISA_ORDER, Map.of(Channel.CHIP, chip));
        return findings.report(1).findings().stream()
                .map(f -> f.rule().id() + " " + f.field())
                .toList();
    }

    private static ByteString with(UnaryOperator<CpsApplication> change) {
        CpsRecord record = CpsRecordCodec.decode(GoldenCards.VISA);
        CpsApplication changed = change.apply(record.applications().get(0));
        return CpsRecordCodec.encode(CpsRecord.of(record.header(), List.of(changed)));
    }

    static Stream<Arguments> fields() {
        ByteString some = ByteString.fromHex("0102");
        return Stream.of(
                field(
                        "LOGDATA",
                        a -> new CpsApplication(
                                a.aid(), a.transportKeys(), a.owner(), a.steps(), some, a.dgis(), a.macSection())),
                field(
                        "3d",
                        a -> new CpsApplication(
                                a.aid(), a.transportKeys(), a.owner(), a.steps(), a.logData(), a.dgis(), some)),
                field(
                        "POINTER",
                        a -> new CpsApplication(
                                a.aid(),
                                a.transportKeys(),
                                a.owner(),
                                pointing(a.steps(), some),
                                a.logData(),
                                a.dgis(),
                                a.macSection())),
                field(
                        "IDowner",
                        a -> new CpsApplication(
                                a.aid(), a.transportKeys(), some, a.steps(), a.logData(), a.dgis(), a.macSection())),
                field(
                        "3a.1",
                        a -> new CpsApplication(
                                a.aid(),
                                backwards(a.transportKeys()),
                                a.owner(),
                                a.steps(),
                                a.logData(),
                                a.dgis(),
                                a.macSection())));
    }

    private static Arguments field(String name, UnaryOperator<CpsApplication> change) {
        return Arguments.of(name, change);
    }

    private static List<ProcessingStep> pointing(List<ProcessingStep> steps, ByteString pointer) {
        return steps.stream()
                .map(s -> new ProcessingStep(s.act(), s.req(), s.tag(), s.pdi(), pointer))
                .toList();
    }

    private static List<TransportKeyEntry> backwards(List<TransportKeyEntry> keys) {
        List<TransportKeyEntry> reversed = new ArrayList<>(keys);
        Collections.reverse(reversed);
        return reversed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void finds_a_field_that_the_product_does_not_fill_so(String name, UnaryOperator<CpsApplication> change) {
        assertThat(places(with(change))).containsExactly("V-213 " + name);
    }

    @Test
    void finds_a_card_reference_number_and_a_status_of_an_earlier_process() {
        CpsRecord sound = CpsRecordCodec.decode(GoldenCards.VISA);
        CpsRecord used = new CpsRecord(
                sound.header(), sound.vnl(), ByteString.ascii("7"), "01", List.of(), sound.applications());

        assertThat(places(CpsRecordCodec.encode(used))).containsExactly("V-213 CRN", "V-213 STATUScoll");
    }
}
