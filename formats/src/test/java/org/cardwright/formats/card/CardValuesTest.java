package org.cardwright.formats.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardValuesTest {

    /** Published test PANs of 13 to 19 digits. */
    @ParameterizedTest
    @CsvSource({
        "4222222222222, 422222...2222",
        "374245001741007, 374245.....1007",
        "4761739001010119, 476173......0119",
        "99999900000000006, 999999.......0006",
        "9999990000000000006, 999999.........0006"
    })
    void a_pan_shows_its_first_six_and_last_four_digits(String digits, String masked) {
        Pan pan = Pan.of(digits);

        assertThat(pan).hasToString(masked);
        assertThat(pan.masked()).hasSameSizeAs(digits);
        assertThat(pan.digits()).isEqualTo(digits);
        assertThat(pan.length()).isEqualTo(digits.length());
        assertThat(pan).isEqualTo(Pan.of(digits)).hasSameHashCodeAs(Pan.of(digits));
        assertThat(pan).isNotEqualTo(Pan.of("5413330089020011")).isNotEqualTo(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "476173900101",
                "99999900000000000000",
                "4761739001010118",
                "4761 7390 0101 0119",
                "476173900101011\u0669",
                "47617390O1010119"
            })
    void a_pan_of_another_shape_is_refused_and_not_quoted(String digits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pan.of(digits))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("4761", "999999"));
    }

    @Test
    void one_changed_digit_never_passes_the_check() {
        Seeds.forEachCase(20_000, random -> {
            String digits = Pans.random(random).digits();
            int at = random.nextInt(digits.length());
            char other = (char) ('0' + (digits.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
            String changed = digits.substring(0, at) + other + digits.substring(at + 1);
            if (Pan.hasValidCheckDigit(changed)) {
                throw new AssertionError("the check digit missed a changed digit");
            }
        });
    }

    @Test
    void two_neighbours_swapped_pass_the_check_only_for_zero_and_nine() {
        Seeds.forEachCase(20_000, random -> {
            String digits = Pans.random(random).digits();
            int at = random.nextInt(digits.length() - 1);
            char left = digits.charAt(at);
            char right = digits.charAt(at + 1);
            String swapped = digits.substring(0, at) + right + left + digits.substring(at + 2);
            boolean undetectable = left == right || Math.abs(left - right) == 9;
            if (Pan.hasValidCheckDigit(swapped) != undetectable) {
                throw new AssertionError("the check digit is not the Luhn one");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2512, 251231, 1225, 2025-12-31",
        "2402, 240229, 0224, 2024-02-29",
        "2502, 250228, 0225, 2025-02-28",
        "0001, 000131, 0100, 2000-01-31",
        "9911, 991130, 1199, 2099-11-30"
    })
    void an_expiration_date_is_the_last_day_of_its_month(String yymm, String yymmdd, String mmyy, LocalDate lastDay) {
        ExpirationDate date = ExpirationDate.ofYymm(yymm);

        assertThat(date.yymm()).isEqualTo(yymm);
        assertThat(date.yymmdd()).isEqualTo(yymmdd);
        assertThat(date.mmyy()).isEqualTo(mmyy);
        assertThat(date.lastDay()).isEqualTo(lastDay);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "251", "25123", "2500", "2513", "25-2", "+512", "\u0662512"})
    void an_expiration_date_of_another_shape_is_refused_and_not_quoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExpirationDate.ofYymm(text))
                .withMessage("an expiration date is YYMM");
    }

    @Test
    void an_expiration_date_lies_in_this_century() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpirationDate(YearMonth.of(1999, 12)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpirationDate(YearMonth.of(2100, 1)));
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "1, 01", "99, 99"})
    void a_pan_sequence_number_has_two_digits(int value, String digits) {
        assertThat(new PanSequenceNumber(value).digits()).isEqualTo(digits);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100})
    void a_pan_sequence_number_outside_00_to_99_is_refused(int value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PanSequenceNumber(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "2011", "2A1", "\u0662\u0660\u0661"})
    void a_service_code_of_another_shape_is_refused(String digits) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ServiceCode(digits));
    }

    @Test
    void the_service_codes_of_the_verification_values_are_999_and_000() {
        assertThat(ServiceCode.CHIP.digits()).isEqualTo("999");
        assertThat(ServiceCode.PRINTED.digits()).isEqualTo("000");
    }

    @ParameterizedTest
    @EnumSource
    void a_pin_block_has_the_length_of_its_format(PinBlockFormat format) {
        int bytes = format == PinBlockFormat.ISO_4 ? 16 : 8;

        assertThat(new EncryptedPinBlock(format, ByteString.repeat(1, bytes))
                        .cryptogram()
                        .size())
                .isEqualTo(bytes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncryptedPinBlock(format, ByteString.repeat(1, bytes - 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncryptedPinBlock(format, ByteString.repeat(1, 24 - bytes)));
    }

    @Test
    void a_card_application_copies_its_collections_and_shows_no_personal_data() {
        List<String> lines = new ArrayList<>(List.of("TEACHER"));
        Map<String, ByteString> secrets = new HashMap<>(Map.of("SECRET_1", ByteString.fromHex("0011")));
        DeliveryAddress address = new DeliveryAddress(List.of("1 MAIN STREET"), "12345", "TOWN", "XX");
        CardApplication card = new CardApplication(
                17,
                "A-000017",
                "classic",
                "",
                OrderReason.NEW,
                Pan.of("9999990000000000006"),
                new PanSequenceNumber(1),
                "SMITH/JANE",
                "SMITH/JANE",
                lines,
                LocalDate.of(2025, 1, 1),
                ExpirationDate.ofYymm("2912"),
                new ServiceCode("201"),
                SuppliedTracks.NONE,
                Optional.empty(),
                secrets,
                "en",
                address);
        lines.clear();
        secrets.clear();

        assertThat(card.embossLines()).containsExactly("TEACHER");
        assertThat(card.secrets()).containsKey("SECRET_1");
        assertThat(card).hasToString("CardApplication(record 17, order A-000017, 999999.........0006)");
        assertThat(address).hasToString("DeliveryAddress(1 lines)");
        assertThat(new SuppliedTracks("B9", "9", "9", "9", "9")).hasToString("SuppliedTracks");
        assertThat(new EncryptedPinBlock(PinBlockFormat.ISO_0, ByteString.fromHex("0011223344556677")).toString())
                .doesNotContain("0011");
    }
}
