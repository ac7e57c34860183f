package org.cardwright.formats.emv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.formats.tlv.TlvWriter;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What published test cards carry must pass every table and codec unchanged. */
class PublicCardsTest {

    private static final Map<String, UnaryOperator<ByteString>> CODECS = Map.of(
            "8C", value -> Dol.decode(value).encode(),
            "8D", value -> Dol.decode(value).encode(),
            "9F49", value -> Dol.decode(value).encode(),
            "8E", value -> CvmList.compile(CvmList.decode(value).text()).encode(),
            "9F07",
                    value -> ApplicationUsageControl.of(new ApplicationUsageControl(value).names())
                            .value(),
            "9F0D", PublicCardsTest::actionCode,
            "9F0E", PublicCardsTest::actionCode,
            "9F0F", PublicCardsTest::actionCode,
            "57", value -> Track2EquivalentData.decode(value).encode());

    static List<PublishedVector> cards() {
        List<PublishedVector> cards = PublishedVector.all().stream()
                .filter(vector -> vector.inputs().containsKey("static_data_to_be_authenticated")
                        && vector.inputs().containsKey("aip"))
                .toList();
        assertThat(cards).hasSizeGreaterThanOrEqualTo(5);
        return cards;
    }

    @ParameterizedTest
    @MethodSource("cards")
    void every_signed_data_object_passes_its_row_and_its_codec(PublishedVector card) {
        ByteString signed = ByteString.fromHex(card.input("static_data_to_be_authenticated"));
        ByteString profile = ByteString.fromHex(card.input("aip"));
        List<Tlv> objects = TlvReader.read(signed.slice(0, signed.size() - profile.size()));

        assertThat(TlvWriter.encode(objects).plus(profile)).isEqualTo(signed);
        assertThat(objects).hasSizeGreaterThan(5).allSatisfy(PublicCardsTest::check);
        assertThat(ApplicationInterchangeProfile.of(new ApplicationInterchangeProfile(profile).names())
                        .value())
                .isEqualTo(profile);
    }

    private static void check(Tlv object) {
        Optional<DataElement> row = DataElement.find(object.tag());
        if (row.isEmpty()) {
            // Two of the cards carry DF4F, a tag of the payment system's own.
            assertThat(object.tag().toString()).startsWith("DF");
            return;
        }
        assertThat(row.get().violation(object.value())).isEmpty();
        assertThat(row.get().templates()).contains(Tag.of("70"));
        UnaryOperator<ByteString> codec = CODECS.getOrDefault(object.tag().toString(), value -> value);
        assertThat(codec.apply(object.value())).isEqualTo(object.value());
    }

    private static ByteString actionCode(ByteString value) {
        return IssuerActionCode.of(new IssuerActionCode(value).names()).value();
    }
}
