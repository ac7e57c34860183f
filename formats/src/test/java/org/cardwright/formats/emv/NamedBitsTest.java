package org.cardwright.formats.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedBitsTest {

    /** Every field with its length, its names and its two ways. */
    static Stream<Field> fields() {
        return Stream.of(
                new Field(
                        2,
                        ApplicationInterchangeProfile.allNames(),
                        ApplicationInterchangeProfile::of,
                        ApplicationInterchangeProfile::new),
                new Field(
                        2,
                        ApplicationUsageControl.allNames(),
                        ApplicationUsageControl::of,
                        ApplicationUsageControl::new),
                new Field(
                        5,
                        TerminalVerificationResults.allNames(),
                        TerminalVerificationResults::of,
                        TerminalVerificationResults::new),
                new Field(5, IssuerActionCode.allNames(), IssuerActionCode::of, IssuerActionCode::new));
    }

    /** Every bit of every field: field, place from the left, name. */
    static Stream<Arguments> bits() {
        return fields().flatMap(field -> IntStream.range(0, field.names.size())
                .mapToObj(place -> Arguments.of(field, place, field.names.get(place))));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("bits")
    void every_row_of_a_table_sets_and_reads_its_own_bit_only(Field field, int place, String name) {
        byte[] expected = new byte[field.bytes];
        expected[place / 8] = (byte) (0x80 >> (place % 8));

        NamedBits value = field.of.apply(List.of(name));

        assertThat(value.value()).isEqualTo(ByteString.of(expected));
        assertThat(value.names()).containsExactly(name);
        assertThat(value.meanings())
                .hasSize(1)
                .allSatisfy(meaning -> assertThat(meaning).isNotBlank());
        assertThat(field.names).allSatisfy(other -> assertThat(value.has(other)).isEqualTo(other.equals(name)));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_field_has_a_different_name_for_each_bit(Field field) {
        assertThat(field.names).hasSize(8 * field.bytes).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void names_and_bytes_are_two_forms_of_one_value(Field field) {
        Seeds.forEachCase(5_000, random -> {
            ByteString bytes = ByteString.of(Seeds.bytes(random, field.bytes));
            NamedBits value = field.decode.apply(bytes);
            if (!field.of.apply(value.names()).equals(value) || !value.value().equals(bytes)) {
                throw new AssertionError("not the same value");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_wrong_length_and_an_unknown_name_are_refused(Field field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> field.decode.apply(ByteString.repeat(0, field.bytes - 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> field.decode.apply(ByteString.repeat(0, field.bytes + 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> field.of.apply(List.of(field.names.get(0), "no-such-bit")))
                .withMessageStartingWith("name 2 is no bit of the ");
        NamedBits none = field.of.apply(List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> none.has("no-such-bit"));
        assertThat(none.names()).isEmpty();
    }

    /** cps.md 5.1 and 6.3. */
    @Test
    void the_profile_7C00_is_sda_dda_cvm_risk_management_and_issuer_authentication() {
        ApplicationInterchangeProfile profile = ApplicationInterchangeProfile.of(Set.of(
                ApplicationInterchangeProfile.SDA_SUPPORTED,
                ApplicationInterchangeProfile.DDA_SUPPORTED,
                ApplicationInterchangeProfile.CARDHOLDER_VERIFICATION_SUPPORTED,
                ApplicationInterchangeProfile.TERMINAL_RISK_MANAGEMENT,
                ApplicationInterchangeProfile.ISSUER_AUTHENTICATION_SUPPORTED));

        assertThat(profile).hasToString("7C00");
        assertThat(profile.has(ApplicationInterchangeProfile.CDA_SUPPORTED)).isFalse();
        assertThat(new ApplicationInterchangeProfile(ByteString.fromHex("7900"))
                        .has(ApplicationInterchangeProfile.CDA_SUPPORTED))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "FF00, 8, domestic-cash, other-than-atm",
        "FFC0, 10, domestic-cash, international-cashback",
        "AB80, 6, domestic-cash, domestic-cashback"
    })
    void usage_controls_in_use_are_read(String bytes, int count, String first, String last) {
        List<String> names = new ApplicationUsageControl(ByteString.fromHex(bytes)).names();

        assertThat(names).hasSize(count).startsWith(first).endsWith(last);
    }

    /** cps.md 6.4: F = 1111 0000, 04 = new card and so on; written out by hand from Table 46. */
    @Test
    void issuer_action_codes_in_use_are_read_in_the_words_of_the_table() {
        assertThat(new IssuerActionCode(ByteString.fromHex("BC50BC8800")).names())
                .containsExactly(
                        "offline-data-authentication-not-performed",
                        "icc-data-missing",
                        "card-on-exception-file",
                        "dda-failed",
                        "cda-failed",
                        "expired-application",
                        "service-not-allowed",
                        "cardholder-verification-failed",
                        "pin-try-limit-exceeded",
                        "pin-pad-missing-or-broken",
                        "pin-not-entered",
                        "online-cvm-captured",
                        "floor-limit-exceeded",
                        "merchant-forced-online");
        assertThat(new IssuerActionCode(ByteString.fromHex("0010000000")).meanings())
                .containsExactly("Requested service not allowed for card product");
        assertThat(new IssuerActionCode(ByteString.fromHex("0000000000")).names())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"F040A48800", "F040A49800", "BC70BC9800", "D8609CA800", "D8689CF800"})
    void issuer_action_codes_of_the_vectors_use_no_reserved_bit(String bytes) {
        assertThat(new IssuerActionCode(ByteString.fromHex(bytes)).names())
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("rfu-"));
    }

    @Test
    void a_reserved_bit_is_named_by_its_place() {
        assertThat(new IssuerActionCode(ByteString.fromHex("0000000001")).names())
                .containsExactly("rfu-5.1");
    }

    /** One field. */
    record Field(
            int bytes,
            List<String> names,
            Function<Collection<String>, NamedBits> of,
            Function<ByteString, NamedBits> decode) {

        @Override
        public String toString() {
            return bytes + " bytes, " + names.get(0);
        }
    }
}
