package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.Seeded;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.cardwright.perso.file.Channel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Scorecard R19: a defect of every kind in a sound card is found in the card itself, without the help of file hashes. */
@Tag("R19")
class SeededDefectsTest {

    private static final ByteString EMBOSSED = ByteString.ascii("#DCC##EMB#4761 7390 0101 0119\"01/22 12/25\""
            + "TEST CARDHOLDER\"#ENC#%B4761739001010119^TEST/CARDHOLDER^25122011234500000000000?"
            + ";4761739001010119=25122011234512340000?#END#@@@@@@\r\n");
    private static final ByteString TRACKS =
            ByteString.ascii("%B4761739001010119^TEST/CARDHOLDER^25122011234500000000000?"
                    + ";4761739001010119=25122011234512340000?\r\n");
    private static final ByteString ENGRAVED = ByteString.ascii("  <card order=\"A-000001\"><text name=\"pan\" "
            + "x-um=\"1\">4761 7390 0101 0119</text><text name=\"date\">12/25</text>"
            + "<text name=\"name\">TEST CARDHOLDER</text></card>\n");

    private static List<Finding> visa(Map<Channel, ByteString> channels) {
        Findings findings = new Findings();
        new CardVerifier(GoldenCards.fullContext(), findings)
                .verify(GoldenCards.VISA_GROUP, GoldenCards.VISA_ORDER, channels);
        return findings.report(1).findings();
    }

    private static List<Finding> visa(ByteString chip) {
        return visa(Map.of(Channel.CHIP, chip));
    }

    private static List<Finding> mastercard(ByteString chip) {
        Findings findings = new Findings();
        new CardVerifier(GoldenCards.fullContext(), findings)
                .verify(GoldenCards.MASTERCARD_GROUP, GoldenCards.MASTERCARD_ORDER, Map.of(Channel.CHIP, chip));
        return findings.report(1).findings();
    }

    private static Map<Channel, ByteString> allChannels() {
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        channels.put(Channel.CHIP, GoldenCards.VISA);
        channels.put(Channel.EMBOSS, EMBOSSED);
        channels.put(Channel.LASER, ENGRAVED);
        channels.put(Channel.TRACK, TRACKS);
        return channels;
    }

    @Test
    void finds_nothing_in_the_sound_cards() {
        assertThat(visa(GoldenCards.VISA)).isEmpty();
        assertThat(visa(allChannels())).isEmpty();
        assertThat(mastercard(GoldenCards.MASTERCARD)).isEmpty();
    }

    /**
     * From the module identifier code to the last byte of the last cryptogram: every fifth byte in the usual build, every
     * one when {@code -Dcardwright.fuzz} asks for more.
     */
    @ParameterizedTest
    @CsvSource({"visa, 0", "visa, 1", "mc, 2"})
    void finds_a_flipped_bit_in_any_byte_of_the_record(String which, int first) {
        boolean isVisa = which.equals("visa");
        int step = System.getProperty("cardwright.fuzz") == null ? 5 : 1;
        ByteString sound = isVisa ? GoldenCards.VISA : GoldenCards.MASTERCARD;
        List<String> missed = new ArrayList<>();
        for (int at = first; at < sound.size(); at += step) {
            byte[] bytes = sound.toByteArray();
            bytes[at] ^= (byte) (1 << at % 8);
            ByteString flipped = ByteString.of(bytes);
            if ((isVisa ? visa(flipped) : mastercard(flipped)).isEmpty()) {
                missed.add(String.format(Locale.ROOT, "%04X", at));
            }
        }
        assertThat(missed).isEmpty();
    }

    static Stream<DgiId> groupings() {
        return CpsRecordCodec.decode(GoldenCards.VISA).applications().get(0).dgis().stream()
                .map(Dgi::id);
    }

    @ParameterizedTest
    @MethodSource("groupings")
    void finds_a_data_grouping_left_out_doubled_or_moved(DgiId id) {
        assertThat(visa(withDgis(dgis -> without(dgis, id)))).isNotEmpty();
        assertThat(visa(withDgis(dgis -> doubled(dgis, id)))).isNotEmpty();
        assertThat(visa(withDgis(dgis -> movedToTheFront(dgis, id)))).hasSize(id.equals(DgiId.of("9102")) ? 0 : 1);
    }

    private static List<Dgi> without(List<Dgi> dgis, DgiId id) {
        return dgis.stream().filter(d -> !d.id().equals(id)).toList();
    }

    private static List<Dgi> doubled(List<Dgi> dgis, DgiId id) {
        return dgis.stream()
                .flatMap(d -> d.id().equals(id) ? Stream.of(d, d) : Stream.of(d))
                .toList();
    }

    private static List<Dgi> movedToTheFront(List<Dgi> dgis, DgiId id) {
        return Stream.concat(dgis.stream().filter(d -> d.id().equals(id)), without(dgis, id).stream())
                .toList();
    }

    private static ByteString withDgis(UnaryOperator<List<Dgi>> change) {
        CpsRecord record = CpsRecordCodec.decode(GoldenCards.VISA);
        CpsApplication a = record.applications().get(0);
        CpsApplication changed = new CpsApplication(
                a.aid(), a.transportKeys(), a.owner(), a.steps(), a.logData(), change.apply(a.dgis()), a.macSection());
        return CpsRecordCodec.encode(CpsRecord.of(record.header(), List.of(changed)));
    }

    static Stream<Arguments> elements() {
        return Stream.of(
                element("SDA without the AIP in the signature", "0201", "9F4A0182", "9F4A0195", "V-306"),
                element("AIP announces CDA as well", "9104", "82027C00", "82027D00", "V-303"),
                element("file locator reads a record less", "9104", "18010500", "18010400", "V-210"),
                element("file locator reads a record more", "9104", "18010500", "18010600", "V-209"),
                element("file locator signs another record", "9104", "10010201", "10010202", "V-303"),
                element("PAN of another card", "0201", "4761739001010119", "4761739001010127", "V-601"),
                element("PAN with a wrong check digit", "0201", "4761739001010119", "4761739001010118", "V-310"),
                element("track 2 of another card", "0101", "4761739001010119D", "4761739001010127D", "V-311"),
                element("track 2 expires later", "0101", "D2512", "D2612", "V-311"),
                element("track 2 with another service code", "0101", "D2512201", "D2512101", "V-311"),
                element("expiration in a thirteenth month", "0201", "5F2403251231", "5F2403251331", "V-309"),
                element("expiration on a day that is none", "0201", "5F2403251231", "5F2403250230", "V-309"),
                element("effective behind expiration", "0201", "5F2503220101", "5F2503260101", "V-309"),
                element("CDOL1 asks for a wrong length", "0202", "8C159F0206", "8C159F0205", "V-308"),
                element("DDOL without the unpredictable number", "0202", "9F49039F3704", "9F49039F0206", "V-308"),
                element("CA key that nobody knows", "0301", "8F01FE", "8F01FD", "V-301"),
                element("issuer exponent changed", "0301", "9F320103", "9F320111", "V-302"),
                element(
                        "issuer remainder cut",
                        "0301",
                        "700D8F01FE9F320103920419F36837",
                        "700C8F01FE9F320103920319F368",
                        "V-302"),
                element("ICC exponent changed", "0305", "9F470103", "9F470105", "V-304"),
                element("element twice", "0202", "70498C", "70505F24032512318C", "V-2"),
                element("CVM list asks for a PIN the card does not hold", "0201", "1F00", "0100", "V-303"),
                element("label longer than 16", "9102", "500B56495341204352454449", "501056495341204352454449", "V-2"),
                element("PIN try counter below its limit", "9010", "0303", "0203", "V-206"),
                element("no PIN tries at all", "9010", "0303", "0000", "V-206"),
                element("check values of other keys", "9000", "CA865E", "CA865F", "V-402"),
                element("record without its template", "0202", "70498C", "71498C", "V-209"));
    }

    private static Arguments element(String what, String dgi, String from, String to, String rule) {
        return Arguments.of(what, dgi, from, to, rule);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elements")
    void names_the_rule_that_a_defect_breaks(String what, String dgi, String from, String to, String rule) {
        ByteString bad = withDgis(dgis -> dgis.stream()
                .map(d -> d.id().equals(DgiId.of(dgi)) ? replaced(d, from, to) : d)
                .toList());

        assertThat(visa(bad)).extracting(f -> f.rule().id()).anyMatch(id -> id.startsWith(rule));
    }

    private static Dgi replaced(Dgi dgi, String from, String to) {
        String hex = dgi.value().toHex();
        assertThat(hex).contains(from);
        return new Dgi(dgi.id(), ByteString.fromHex(hex.replaceFirst(from, to)));
    }

    static Stream<Arguments> surfaces() {
        return Stream.of(
                surface(Channel.EMBOSS, "7390 0101 0119", "7390 0101 0127", "V-503"),
                surface(Channel.EMBOSS, "12/25", "12/26", "V-503"),
                surface(Channel.EMBOSS, "TEST CARDHOLDER", "TEST CARDHOLDEN", "V-503"),
                surface(Channel.EMBOSS, "=25122011234512340000", "=25122011234512340001", "V-503"),
                surface(Channel.LASER, "0119<", "0127<", "V-504"),
                surface(Channel.LASER, "12/25", "11/25", "V-504"),
                surface(Channel.LASER, "CARDHOLDER<", "CARDHOLDE<", "V-504"),
                surface(Channel.TRACK, ";4761739001010119", ";4761739001010127", "V-502"),
                surface(Channel.TRACK, "%B4761739001010119", "%B4761739001010127", "V-502"),
                surface(Channel.TRACK, "=2512", "=2511", "V-502"),
                surface(Channel.TRACK, "=2512201", "=2512221", "V-502"),
                surface(Channel.TRACK, "^TEST", "^BEST", "V-502"),
                surface(Channel.TRACK, "^25122011", "^25132011", "V-501"),
                surface(Channel.TRACK, "?;", ";;", "V-501"));
    }

    private static Arguments surface(Channel channel, String from, String to, String rule) {
        return Arguments.of(channel, from, to, rule);
    }

    @ParameterizedTest
    @MethodSource("surfaces")
    void finds_a_surface_that_does_not_agree_with_the_chip(Channel channel, String from, String to, String rule) {
        Map<Channel, ByteString> channels = allChannels();
        String text = channels.getOrDefault(channel, ByteString.EMPTY).toAscii();
        assertThat(text).contains(from);
        channels.put(channel, ByteString.ascii(text.replace(from, to)));

        assertThat(visa(channels)).extracting(f -> f.rule().id()).contains(rule);
    }

    @Test
    void finds_a_card_made_for_another_order() {
        Findings findings = new Findings();
        new CardVerifier(GoldenCards.fullContext(), findings)
                .verify(
                        GoldenCards.MASTERCARD_GROUP,
                        GoldenCards.MASTERCARD_ORDER,
                        Map.of(Channel.CHIP, GoldenCards.VISA));

        assertThat(findings.report(1).findings())
                .extracting(Finding::rule)
                .contains(VerificationRule.ORDER, VerificationRule.PROFILE);
    }

    @Test
    void never_throws_and_never_quotes_whatever_the_record_is() {
        Seeded.rounds(500, random -> {
            ByteString bad = Seeded.mutate(random, GoldenCards.VISA);
            List<Finding> found = visa(bad);
            assertThat(found.isEmpty()).isEqualTo(bad.equals(GoldenCards.VISA));
            assertThat(found)
                    .allSatisfy(f -> assertThat(f.toString()).doesNotContain("4761739001010119", "CARDHOLDER"));
        });
    }

    @Test
    void gives_every_rule_an_id_of_its_own() {
        assertThat(VerificationRule.values()).extracting(VerificationRule::id).doesNotHaveDuplicates();
    }
}
