package org.cardwright.crypto.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.SuppliedTracks;
import org.cardwright.formats.profile.Computation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each field of the discretionary data is the issuer's, computed, or checked. */
class TrackTemplatesTest {

    private static final String CHIP_TRACK_2 = "<track-2><field is=\"DATA\" from=\"issuer\" length=\"13\"/></track-2>";
    private static final KeyName CVK = KeyName.of("bank-one.cvk");

    @TempDir
    private static Path vault;

    private static SecurityModule module;

    @TempDir
    private Path directory;

    private GoldenCards golden;

    @BeforeAll
    static void openModule() throws IOException {
        module = PublishedKeys.module(vault);
    }

    @AfterAll
    static void closeModule() {
        module.close();
    }

    @BeforeEach
    void copy() {
        golden = new GoldenCards(directory)
                .edit(
                        "<cps>",
                        "<card-values cvk=\"bank-one.cvk\" pvk=\"golden.pvk-pvv\" pvki=\"3\" printed=\"true\"/>"
                                + "<stripe><track-2><field is=\"PVKI\"/><field is=\"PVV\"/><field is=\"CVV\"/></track-2></stripe><cps>");
    }

    @Test
    void computes_another_value_for_stripe_chip_and_print() {
        golden.edit(CHIP_TRACK_2, "<track-2><field is=\"CONSTANT\" value=\"77\"/><field is=\"ICVV\"/></track-2>");
        PreparedCard card = prepared(GoldenCards.TRACKS);

        assertThat(card.tracks().track2()).isEqualTo("4761739001010119=25122013" + pvv() + cvv("201"));
        assertThat(chipTrack2(card)).isEqualTo("4761739001010119D251220177" + cvv("999") + "F");
        assertThat(card.printedValue()).contains(cvv("000"));
        assertThat(List.of(cvv("201"), cvv("999"), cvv("000"))).doesNotHaveDuplicates();
    }

    @Test
    void takes_what_the_issuer_sent_at_its_place() {
        assertThat(chipTrack2(prepared(GoldenCards.TRACKS))).isEqualTo("4761739001010119D25122011234512340000F");
    }

    @Test
    void finds_the_issuers_data_in_a_whole_track() {
        SuppliedTracks whole = new SuppliedTracks(
                "B4761739001010119^TEST/CARDHOLDER^25122011234500000000000",
                "4761739001010119=25122011234512340000",
                "",
                "",
                "");
        assertThat(chipTrack2(prepared(whole))).isEqualTo("4761739001010119D25122011234512340000F");
    }

    @Test
    void accepts_an_issuers_value_that_is_the_computed_one() {
        golden.edit(CHIP_TRACK_2, "<track-2><field is=\"ICVV\" from=\"checked\"/></track-2>");
        SuppliedTracks right = new SuppliedTracks("", "", "", "1234500000000000", cvv("999"));
        assertThat(chipTrack2(prepared(right))).endsWith(cvv("999") + "F");
    }

    @Test
    void refuses_an_issuers_value_that_is_not_the_computed_one() {
        golden.edit(CHIP_TRACK_2, "<track-2><field is=\"ICVV\" from=\"checked\"/></track-2>");
        SuppliedTracks copiedFromTheStripe = new SuppliedTracks("", "", "", "1234500000000000", cvv("201"));
        PreparationResult.Refused refused = refused(copiedFromTheStripe);
        assertThat(refused.reason()).isEqualTo(RejectReason.CARD_VERIFICATION_VALUE_DIFFERS);
        assertThat(refused.field()).isEqualTo("TRACK_2_DISCRETIONARY");
    }

    @Test
    void refuses_missing_short_and_long_data() {
        assertThat(refused(SuppliedTracks.NONE).reason()).isEqualTo(RejectReason.TRACK_MISSING);
        assertThat(refused(new SuppliedTracks("", "", "", "1234500000000000", "123451234000"))
                        .reason())
                .isEqualTo(RejectReason.TRACK_SHAPE);
        assertThat(refused(new SuppliedTracks("", "", "", "1234500000000000", "12345123400000"))
                        .reason())
                .isEqualTo(RejectReason.TRACK_SHAPE);
    }

    @Test
    void refuses_data_that_the_track_cannot_hold() {
        golden.edit("length=\"13\"", "length=\"14\"");
        assertThat(refused(new SuppliedTracks("", "", "", "1234500000000000", "12345123400000"))
                        .reason())
                .isEqualTo(RejectReason.TRACK_SHAPE);
        assertThat(refused(new SuppliedTracks("", "", "", "1234500000000000", "1234512340000A"))
                        .reason())
                .isEqualTo(RejectReason.TRACK_SHAPE);
    }

    @Test
    void computes_the_initial_vectors_over_the_contactless_tracks() {
        golden.edit(
                        "</card-keys>",
                        "</card-keys><card-keys id=\"cvc3\" option=\"A\"><key is=\"CVC3\" label=\"bank-one.imk-cvc3\"/></card-keys>")
                .edit(
                        "</track-data>",
                        "</track-data><contactless-track-data><track-1><field is=\"CONSTANT\" value=\"000\"/></track-1>"
                                + "<track-2><field is=\"CONSTANT\" value=\"0000\"/></track-2></contactless-track-data>")
                .edit(
                        "</dgis>",
                        "<positional dgi=\"B010\"><field name=\"one\" computed=\"CVC3_VECTOR_TRACK_1\"/>"
                                + "<field name=\"two\" computed=\"CVC3_VECTOR_TRACK_2\"/></positional></dgis>");
        PreparedApplication application =
                prepared(GoldenCards.TRACKS).applications().get(0);

        ByteString track1 = ByteString.ascii("B4761739001010119^TEST/CARDHOLDER^2512201000");
        ByteString track2 = ByteString.fromHex("4761739001010119D25122010000");
        assertThat(application.computed().get(Computation.TRACK_1_DATA)).isEqualTo(track1);
        assertThat(application.computed().get(Computation.TRACK_2_DATA)).isEqualTo(track2);
        assertThat(application.computed().get(Computation.CVC3_VECTOR_TRACK_1)).isEqualTo(vector(track1));
        assertThat(application.computed().get(Computation.CVC3_VECTOR_TRACK_2)).isEqualTo(vector(track2));
        assertThat(vector(track1)).isNotEqualTo(vector(track2));
    }

    private static ByteString vector(ByteString data) {
        return module.cardValues()
                .cvc3InitialVectors(List.of(new CardValues.Cvc3VectorRequest(
                        KeyName.of("bank-one.imk-cvc3"),
                        CardKeys.DerivationOption.A,
                        GoldenCards.pan(),
                        GoldenCards.order(1).panSequenceNumber(),
                        data)))
                .get(0);
    }

    private static String cvv(String serviceCode) {
        return module.cardValues()
                .cardVerificationValues(
                        List.of(new CardValues.CardValueRequest(CVK, GoldenCards.pan(), "2512", serviceCode)))
                .get(0);
    }

    private static String pvv() {
        Optional<String> value = module.pins()
                .pinVerificationValues(List.of(new Pins.PinValueRequest(
                        KeyName.of("golden.pvk-pvv"),
                        3,
                        KeyName.of("golden.kek1-pin"),
                        GoldenCards.pinBlock("1234"),
                        GoldenCards.pan())))
                .get(0)
                .made();
        return value.orElseThrow();
    }

    private static String chipTrack2(PreparedCard card) {
        return card.applications()
                .get(0)
                .computed()
                .get(Computation.TRACK_2_EQUIVALENT_DATA)
                .toHex();
    }

    private PreparedCard prepared(SuppliedTracks tracks) {
        PreparationResult result = result(tracks);
        assertThat(result).isInstanceOf(PreparationResult.Prepared.class);
        return ((PreparationResult.Prepared) result).card();
    }

    private PreparationResult.Refused refused(SuppliedTracks tracks) {
        PreparationResult result = result(tracks);
        assertThat(result).isInstanceOf(PreparationResult.Refused.class);
        return (PreparationResult.Refused) result;
    }

    private PreparationResult result(SuppliedTracks tracks) {
        return new CardPreparation(module)
                .prepare(List.of(golden.card(GoldenCards.order(1, tracks, GoldenCards.pinBlock("1234")))))
                .get(0);
    }
}
