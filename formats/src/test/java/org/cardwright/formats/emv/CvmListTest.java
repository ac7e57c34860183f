package org.cardwright.formats.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CvmListTest {

    private static final CvmRule SIGNATURE = CvmRule.of("signature", "if-supported", false);

    /** The M/Chip list of cps.md 5.1 and 6.4, and the Visa one of 6.3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    000000000000000042014403410342031E031F03 | 'amount-x 0
                    amount-y 0
                    enciphered-pin-online if-unattended-cash next
                    enciphered-pin-by-icc if-supported next
                    plaintext-pin-by-icc if-supported next
                    enciphered-pin-online if-supported next
                    signature if-supported fail
                    no-cvm-required if-supported fail
                    '
                    000000000000000042015E031F00 | 'amount-x 0
                    amount-y 0
                    enciphered-pin-online if-unattended-cash next
                    signature if-supported next
                    no-cvm-required always fail
                    '
                    000013880000C350010241065F091E08 | 'amount-x 5000
                    amount-y 50000
                    plaintext-pin-by-icc if-not-cash-or-cashback fail
                    plaintext-pin-by-icc if-under-x next
                    no-cvm-required if-over-y next
                    signature if-under-y fail
                    '
                    """)
    void lists_in_use_decompile_and_compile(String encoded, String text) {
        CvmList list = CvmList.decode(ByteString.fromHex(encoded));

        assertThat(list.text()).isEqualTo(text);
        assertThat(CvmList.compile(text)).isEqualTo(list);
        assertThat(CvmList.compile(text).encode().toHex()).isEqualTo(encoded);
    }

    @Test
    void comments_blank_lines_and_any_blanks_between_words_say_nothing() {
        CvmList list = CvmList.compile("""
                # chip and PIN first
                enciphered-pin-by-icc     if-supported   next

                \tsignature\tif-supported fail
                amount-y 7
                """);

        assertThat(list.encode().toHex()).isEqualTo("000000000000000744031E03");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    signature if-supported fail/wax-seal always next       | rule 2: no CVM method of that name
                    signature on-sundays fail                              | rule 1: no CVM condition of that name
                    signature if-supported maybe                           | rule 1: the third word is next or fail
                    signature if-supported fail/signature always           | rule 2: expected method, condition, next or fail
                    signature if-supported fail or next                    | rule 1: expected method, condition, next or fail
                    amount-x/signature always fail                         | amount-x: expected a number in the minor unit of the currency
                    amount-y -1                                            | amount-y: expected a number in the minor unit of the currency
                    amount-y 99999999999                                   | amount-y: expected a number in the minor unit of the currency
                    amount-x 1/amount-x 1/signature always fail            | amount-x stands twice
                    amount-x 4294967296/signature always fail              | amounts X and Y are 0 to 4294967295
                    amount-x 4                                             | a CVM list has 1 to 122 rules, was 0
                    """)
    void a_wrong_line_is_refused_and_its_rule_named(String lines, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CvmList.compile(lines.replace("/", "\n")))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000000000000000", "00000000000000001E", "00000000000000001E031F"})
    void a_value_without_whole_rules_is_refused(String encoded) {
        assertThatThrownBy(() -> CvmList.decode(ByteString.fromHex(encoded))).isInstanceOf(MalformedTlvException.class);
    }

    @ParameterizedTest
    @CsvSource({"1E033F00, 10", "9E03, 8", "7F00, 8", "FF00, 8", "1E038000, 10"})
    void reserved_method_bits_are_refused_with_their_offset(String rules, int offset) {
        assertThatThrownBy(() -> CvmList.decode(ByteString.fromHex("0000000000000000" + rules)))
                .isInstanceOfSatisfying(
                        MalformedTlvException.class,
                        malformed -> assertThat(malformed.offset()).isEqualTo(offset));
    }

    @Test
    void codes_of_payment_systems_and_issuers_keep_their_number() {
        CvmList list = CvmList.decode(ByteString.fromHex("00000000000000006A85"));

        assertThat(list.rules()).containsExactly(new CvmRule(0x2A, 0x85, true));
        assertThat(list.rules().get(0)).hasToString("method-2A condition-85 next");
        assertThat(CvmList.compile("method-2A condition-85 next")).isEqualTo(list);
        assertThatIllegalArgumentException().isThrownBy(() -> CvmRule.of("method-3F", "always", true));
        assertThatIllegalArgumentException().isThrownBy(() -> CvmRule.of("method-1E", "always", true));
    }

    @Test
    void one_hundred_and_twenty_two_rules_fill_252_bytes() {
        List<CvmRule> most = Collections.nCopies(CvmList.MAX_RULES, SIGNATURE);
        ByteString encoded = new CvmList(0, 0, most).encode();

        assertThat(encoded.size()).isEqualTo(252);
        assertThat(CvmList.decode(encoded).rules()).hasSize(122);
        List<CvmRule> tooMany = Collections.nCopies(CvmList.MAX_RULES + 1, SIGNATURE);
        assertThatIllegalArgumentException().isThrownBy(() -> new CvmList(0, 0, tooMany));
        assertThatThrownBy(() -> CvmList.decode(encoded.plus(SIGNATURE.encode())))
                .isInstanceOf(MalformedTlvException.class);
    }

    static List<Integer> methods() {
        return IntStream.rangeClosed(0, 0x3E).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void every_method_with_every_condition_keeps_its_name_and_bytes(int method) {
        for (int condition = 0; condition <= 0xFF; condition++) {
            CvmRule rule = new CvmRule(method, condition, (condition & 1) == 0);

            assertThat(CvmRule.of(rule.methodName(), rule.conditionName(), rule.applySucceeding()))
                    .isEqualTo(rule);
            ByteString bytes = rule.encode();
            assertThat(CvmRule.decode(bytes.unsignedAt(0), bytes.unsignedAt(1))).contains(rule);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plaintext-pin-by-icc, true, false",
        "plaintext-pin-by-icc-and-signature, true, false",
        "enciphered-pin-by-icc, true, true",
        "enciphered-pin-by-icc-and-signature, true, true",
        "enciphered-pin-online, false, false",
        "signature, false, false",
        "no-cvm-required, false, false"
    })
    void a_rule_says_what_the_card_must_hold(String method, boolean pin, boolean pinKey) {
        CvmRule rule = CvmRule.of(method, "if-over-x", false);

        assertThat(rule.needsReferencePin()).isEqualTo(pin);
        assertThat(rule.needsPinEnciphermentKey()).isEqualTo(pinKey);
        assertThat(rule.comparesAmountX()).isTrue();
        assertThat(rule.comparesAmountY()).isFalse();
        assertThat(CvmRule.of(method, "if-under-y", false).comparesAmountY()).isTrue();
    }

    @Test
    void a_rule_explains_itself() {
        assertThat(SIGNATURE.meaning())
                .isEqualTo("Signature (paper); If terminal supports the CVM; fail if unsuccessful");
    }

    @Test
    void any_list_survives_text_and_bytes() {
        Seeds.forEachCase(20_000, random -> {
            List<CvmRule> rules = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                rules.add(new CvmRule(random.nextInt(0x3F), random.nextInt(0x100), random.nextBoolean()));
            }
            CvmList list = new CvmList(random.nextInt() & 0xFFFF_FFFFL, random.nextInt() & 0xFFFF_FFFFL, rules);
            if (!CvmList.compile(list.text()).equals(list)
                    || !CvmList.decode(list.encode()).equals(list)) {
                throw new AssertionError("not the same list");
            }
        });
    }
}
