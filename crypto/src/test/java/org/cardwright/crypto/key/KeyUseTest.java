package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyUseTest {

    /** All letters of ANSI X9.143, 6.3.3. */
    private static final String MODES = "BCDEGNSTVXY";

    @ParameterizedTest
    @EnumSource
    void every_purpose_has_one_row_for_each_direction_it_can_have(KeyPurpose purpose) {
        Set<KeyDirection> directions = EnumSet.noneOf(KeyDirection.class);
        for (KeyUse use : KeyUse.values()) {
            if (use.purpose() == purpose) {
                assertThat(directions.add(use.direction())).isTrue();
                assertThat(KeyUse.of(purpose, use.direction())).isSameAs(use);
            }
        }
        assertThat(directions)
                .isEqualTo(
                        purpose.isTransport()
                                ? EnumSet.complementOf(EnumSet.of(KeyDirection.NONE))
                                : EnumSet.of(KeyDirection.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "E0, X, IMK_AC",
        "E0, N, IMK_AC",
        "E1, X, IMK_SMC",
        "E2, X, IMK_SMI",
        "E3, X, IMK_DAC",
        "E4, X, IMK_IDN",
        "E5, X, CARD_MASTER",
        "11, X, CHIP_MASTER",
        "B3, X, KEY_DERIVATION",
        "E6, X, IMK_CVC3",
        "C0, C, CVK",
        "V1, C, PVK_IBM",
        "V2, N, PVK_PVV",
        "K0, D, KEK_IN",
        "K0, E, KEK_OUT",
        "K0, B, KEK_IN KEK_OUT",
        "K1, E, KEY_BLOCK_PROTECTION_OUT",
        "P0, D, PIN_ENCRYPTION_IN",
        "P0, N, PIN_ENCRYPTION_IN PIN_ENCRYPTION_OUT",
        "D0, E, DATA_ENCRYPTION_OUT",
        // only generate, only verify, derive under a verification key, our own usages, usages of others
        "C0, G,",
        "C0, V,",
        "C0, X,",
        "V2, V,",
        "E0, E,",
        "K0, X,",
        "S0, S,",
        "D1, B,",
        "12, B,",
        "M7, C,",
        "10, X,",
        "B0, X,",
        "E7, D,"
    })
    void usage_and_mode_say_what_a_key_may_become(String usage, char mode, String uses) {
        List<String> expected = uses == null ? List.of() : List.of(uses.split(" "));
        assertThat(KeyUse.ofBlock(usage, mode)).extracting(Enum::name).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void a_block_is_admitted_exactly_when_the_table_lists_it(KeyUse use) {
        List<String> usages = new ArrayList<>();
        for (KeyPurpose purpose : KeyPurpose.values()) {
            usages.add(purpose.usage());
        }
        usages.addAll(List.of("B0", "E7", "K4", "00"));
        for (String usage : usages) {
            for (int i = 0; i < MODES.length(); i++) {
                char mode = MODES.charAt(i);
                KeyBlockHeader header = new KeyBlockHeader('D', usage, 'A', mode, "00", 'N', List.of());
                if (KeyUse.ofBlock(usage, mode).contains(use)) {
                    use.requireAdmits(header);
                } else {
                    assertThatThrownBy(() -> use.requireAdmits(header)).isInstanceOf(KeyRefusedException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_leaves_can_be_taken_in_by_another_data_preparation(KeyUse use) {
        if (KeyUse.ofBlock(use.purpose().usage(), use.modeHere()).isEmpty()) {
            assertThatThrownBy(use::modeThere)
                    .isInstanceOf(KeyRefusedException.class)
                    .hasMessageContaining("does not leave");
            return;
        }
        List<KeyUse> there = KeyUse.ofBlock(use.purpose().usage(), use.modeThere());
        assertThat(there).hasSize(1);
        assertThat(there.get(0).purpose()).isEqualTo(use.purpose());
        assertThat(there.get(0).direction() == use.direction())
                .isEqualTo(!use.purpose().isTransport());
    }

    @Test
    void a_direction_where_none_is_and_none_where_one_must_be_are_refused() {
        assertThatThrownBy(() -> KeyUse.of(KeyPurpose.KEK, KeyDirection.NONE)).isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> KeyUse.of(KeyPurpose.CVK, KeyDirection.ISSUER_TO_DATA_PREPARATION))
                .isInstanceOf(KeyRefusedException.class);
    }
}
