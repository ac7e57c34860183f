package org.cardwright.crypto.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.cardwright.crypto.derive.DiversificationData.Shape;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue agrees with itself. */
class KeyDiversificationTest {

    private static final DiversificationData.SecurityDomain CARD =
            new DiversificationData.SecurityDomain(ByteString.fromHex("00010203040506070809"));

    @ParameterizedTest
    @EnumSource
    void every_method_is_found_by_its_name_and_says_where_it_is_written(KeyDiversification method) {
        assertThat(KeyDiversification.ofLabel(method.label())).contains(method);
        assertThat(method.label()).matches("[a-z0-9-]+");
        assertThat(method.source()).isNotBlank();
        assertThat(method.result().keys()).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EMV-A", "emv_a", "scp01"})
    void no_other_name_is(String label) {
        assertThat(KeyDiversification.ofLabel(label)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void parity_is_said_where_triple_des_keys_come_out_and_only_there(KeyDiversification method) {
        boolean tdes = method.master().algorithms().contains(KeyAlgorithm.TDES);
        assertThat(method.result().parity() != KeyDiversification.Parity.NONE).isEqualTo(tdes);
    }

    @Test
    void a_master_key_of_one_purpose_is_for_one_family_of_methods() {
        Set<KeyPurpose> used = EnumSet.noneOf(KeyPurpose.class);
        for (MasterKey master :
                EnumSet.of(MasterKey.ISSUER_TDES, MasterKey.KMC, MasterKey.CHIP_TDES, MasterKey.DERIVATION_AES)) {
            assertThat(used).doesNotContainAnyElementsOf(master.purposes());
            used.addAll(master.purposes());
        }
        assertThat(used).noneMatch(KeyPurpose::isTransport).doesNotContain(KeyPurpose.IMK_DAC, KeyPurpose.CVK);
        assertThat(Arrays.stream(KeyDiversification.values()).flatMap(method -> method.master().purposes().stream()))
                .hasSameElementsAs(used);
    }

    @Test
    void only_what_comes_of_a_pin_has_no_dry_run() {
        assertThat(KeyDiversification.values())
                .filteredOn(method -> !method.hasDryRun())
                .containsExactly(KeyDiversification.PBKDF2);
        assertThat(KeyDiversification.PBKDF2.master().describe()).isEqualTo("PIN or passphrase");
        assertThat(KeyDiversification.NONE.master().describe()).isEqualTo("TDES or AES KMC");
    }

    @Test
    void data_of_another_length_are_refused() {
        ByteString seven = ByteString.repeat(1, 7);
        ByteString eight = ByteString.repeat(1, 8);
        assertRefused(() -> new DiversificationData.SecurityDomain(eight), "10 bytes");
        assertRefused(() -> new DiversificationData.Chip(seven), "8 bytes");
        assertRefused(() -> new DiversificationData.Scp02Session(KeyDiversification.CPS11, CARD, eight), "2 bytes");
        assertRefused(
                () -> new DiversificationData.Scp03Session(KeyDiversification.KDF3, CARD, seven, eight),
                "host challenge");
        assertRefused(
                () -> new DiversificationData.Scp03Session(KeyDiversification.KDF3, CARD, eight, seven),
                "card challenge");
        assertRefused(() -> new DiversificationData.CounterMode(ByteString.EMPTY, 128), "1 to 255");
        assertRefused(() -> new DiversificationData.CounterMode(ByteString.repeat(1, 256), 128), "1 to 255");
        assertRefused(() -> new DiversificationData.CounterMode(eight, 160), "128, 192 or 256");
    }

    @ParameterizedTest
    @EnumSource
    void a_session_starts_from_keys_of_a_card_manager(KeyDiversification method) {
        ByteString counter = ByteString.repeat(0, 2);
        if (method.input() == Shape.SECURITY_DOMAIN) {
            assertThat(new DiversificationData.Scp02Session(method, CARD, counter).shape())
                    .isEqualTo(Shape.SCP02);
        } else {
            assertRefused(
                    () -> new DiversificationData.Scp02Session(method, CARD, counter),
                    "gives no keys of a security domain");
        }
    }

    private static void assertRefused(Runnable call, String because) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because);
    }
}
