package org.cardwright.formats.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticDataToBeAuthenticatedTest {

    private static final Optional<ByteString> AIP_IS_SIGNED = Optional.of(hex("82"));
    private static final ApplicationInterchangeProfile PROFILE = new ApplicationInterchangeProfile(hex("7C00"));
    private static final RecordAddress SIGNED = new RecordAddress(2, 1);

    @ParameterizedTest
    @ValueSource(strings = {"visa", "mc"})
    void both_worked_profiles_give_the_published_bytes(String section) throws Exception {
        CpsProfiles vector = new CpsProfiles(section);
        List<Tlv> options = TlvReader.read(vector.clearDgis().get("9104"));
        ApplicationFileLocator locator =
                ApplicationFileLocator.decode(options.get(1).value());
        ApplicationInterchangeProfile profile =
                new ApplicationInterchangeProfile(options.get(0).value());

        StaticDataToBeAuthenticated data =
                StaticDataToBeAuthenticated.collect(locator, vector.records(), AIP_IS_SIGNED, profile);

        assertThat(data.bytes()).isEqualTo(vector.bytes("static_data"));
        byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(data.bytes().toByteArray());
        assertThat(HexFormat.of().withUpperCase().formatHex(sha1)).isEqualTo(vector.text("static_data_sha1"));
        assertThat(data.toString())
                .isEqualTo("StaticDataToBeAuthenticated(" + data.bytes().size() + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "Public test-card transcript Mastercard contact SDA+ICC cert",
        "Public test-card transcript Amex contact CDA",
        "Public test-card transcript UnionPay contact DDA"
    })
    void the_signed_record_of_a_public_card_and_its_aip_are_its_static_data(String name) {
        PublishedVector card = PublishedVector.named(name);
        ByteString published = hex(card.input("static_data_to_be_authenticated"));
        ByteString profile = hex(card.input("aip"));
        ByteString content = published.slice(0, published.size() - 2);
        assertThat(published.slice(published.size() - 2)).isEqualTo(profile);

        StaticDataToBeAuthenticated data = StaticDataToBeAuthenticated.collect(
                ApplicationFileLocator.decode(hex("10010201")),
                Map.of(
                        SIGNED,
                        Tlv.template(Tag.of("70"), TlvReader.read(content)).encode()),
                Optional.of(hex(card.input("tag9F4A"))),
                new ApplicationInterchangeProfile(profile));

        assertThat(data.bytes()).isEqualTo(published);
    }

    @Test
    void records_follow_the_locator_and_lose_their_template_in_sfi_1_to_10_only() {
        Map<RecordAddress, ByteString> records = new LinkedHashMap<>();
        records.put(new RecordAddress(11, 1), hex("7003870102"));
        records.put(new RecordAddress(10, 2), hex("7003870104"));
        records.put(new RecordAddress(10, 1), hex("7003870103"));
        records.put(new RecordAddress(1, 1), hex("7003870101"));

        assertThat(collect("580101010801010050010202", records, Optional.empty()))
                .as("no tag list: the AIP is not signed")
                .isEqualTo(hex("7003870102" + "870103" + "870104"));
        assertThat(collect("080101015001010158010101", records, AIP_IS_SIGNED))
                .isEqualTo(hex("870101" + "870103" + "7003870102" + "7C00"));
    }

    @Test
    void a_record_longer_than_127_bytes_loses_its_two_length_bytes() {
        Tlv label = Tlv.of("9F10", ByteString.repeat(0x11, 125));
        ByteString record = Tlv.template(Tag.of("70"), List.of(label)).encode();
        assertThat(record.toHex()).startsWith("708180");

        assertThat(collect("10010101", Map.of(SIGNED, record), Optional.empty()))
                .isEqualTo(label.encode());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "7103870101, another template",
        "700387010187, a byte behind the template",
        "70038701017000, two templates",
        "7004870101, a template that ends too late",
        "708103870101, a length that is not as short as possible",
        "'', no byte"
    })
    void a_signed_record_that_is_not_exactly_one_template_70_is_refused(String record, String why) {
        assertThatIllegalArgumentException()
                .as(why)
                .isThrownBy(() -> collect("10010101", Map.of(SIGNED, hex(record)), AIP_IS_SIGNED))
                .withMessageContaining("SFI 2 record 1");
        assertThat(collect("10010100", Map.of(SIGNED, hex(record)), AIP_IS_SIGNED))
                .as("unsigned, nobody looks at it")
                .isEqualTo(PROFILE.value());
    }

    @Test
    void a_signed_record_that_is_missing_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> collect("10010101", Map.of(), AIP_IS_SIGNED))
                .withMessage("SFI 2 record 1 is signed but missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "94", "8294", "8282", "9F4A"})
    void a_tag_list_that_names_anything_but_the_aip_is_refused(String tagList) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> collect("10010100", Map.of(), Optional.of(hex(tagList))))
                .withMessageContaining("9F4A");
    }

    private static ByteString collect(
            String locator, Map<RecordAddress, ByteString> records, Optional<ByteString> tagList) {
        ApplicationFileLocator files = ApplicationFileLocator.decode(hex(locator));
        return StaticDataToBeAuthenticated.collect(files, records, tagList, PROFILE)
                .bytes();
    }

    private static ByteString hex(String text) {
        return ByteString.fromHex(text);
    }
}
