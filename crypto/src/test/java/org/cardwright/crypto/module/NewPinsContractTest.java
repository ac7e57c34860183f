package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertBadInput;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.clear;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.Pins.NewPinRequest;
import org.cardwright.crypto.module.Pins.PinOffsetRequest;
import org.cardwright.crypto.module.Pins.PinTranslationRequest;
import org.cardwright.crypto.module.Pins.PinValueRequest;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.PinSource;
import org.junit.jupiter.api.Test;

/** PINs that the module makes, on every back end. */
class NewPinsContractTest extends ModuleContract {

    private static final KeyName STORAGE = KeyName.of("bank-one.pin-storage");
    private static final WrapUnder CHIP = under("personalizer.kek2-p0", Mode.ECB);
    private static final PinSource RANDOM = new PinSource.Random(4);
    private static final Party OWNER = new Party("bank-four");

    NewPinsContractTest(Backend backend) {
        super(backend);
    }

    @Test
    void a_random_pin_reaches_chip_and_values_and_is_the_same_for_all_of_them() {
        EncryptedPinBlock block = make(RANDOM, "A-1/PIN");
        assertThat(block.format()).isEqualTo(PinBlockFormat.ISO_4);
        ByteString chip = module.pins()
                .translate(List.of(translation(block)))
                .get(0)
                .made()
                .orElseThrow();
        assertThat(clear(chip, CHIP.key())).matches("24[0-9]{4}F{10}");
        assertThat(module.checks().samePin(chip, translation(block))).isTrue();
        for (int digits = 3; digits <= 13; digits++) {
            assertThat(module.checks().pinHasDigits(chip, CHIP, PinBlockFormat.ISO_2, digits))
                    .isEqualTo(digits == 4);
        }
        assertThat(module.checks().pinHasDigits(ByteString.repeat(9, 8), CHIP, PinBlockFormat.ISO_2, 4))
                .isFalse();
        assertThat(module.checks().samePin(chip, translation(make(RANDOM, "A-2/PIN"))))
                .isFalse();
        assertThat(module.pins()
                        .pinVerificationValues(
                                List.of(new PinValueRequest(KeyName.of("bank-one.pvk-pvv"), 1, STORAGE, block, PAN)))
                        .get(0)
                        .made()
                        .orElseThrow())
                .matches("[0-9]{4}");
    }

    /** The test seed gives one order one PIN, whoever asks again. */
    @Test
    void an_order_has_one_pin_under_the_test_seed() {
        assertThat(make(RANDOM, "A-1/PIN")).isEqualTo(make(RANDOM, "A-1/PIN"));
        assertThat(IntStream.range(0, 40)
                        .mapToObj(order -> pin(make(RANDOM, "A-" + order + "/PIN")))
                        .distinct())
                .hasSizeGreaterThan(30);
    }

    @Test
    void a_pin_has_the_length_that_the_product_says_and_no_other_is_made() {
        for (int digits : new int[] {4, 6, 12}) {
            assertThat(pin(make(new PinSource.Random(digits), "A-1/PIN"))).hasSize(digits);
        }
        for (int digits : new int[] {3, 13}) {
            assertBadInput(() -> make(new PinSource.Random(digits), "A-1/PIN"));
        }
    }

    /** Two offsets of one PIN under different tables tell its digits; so no PIN that was made here has one. */
    @Test
    void no_offset_is_made_of_a_pin_that_was_made_here() {
        EncryptedPinBlock block = make(RANDOM, "A-1/PIN");
        PinOffsetProfile rule =
                new PinOffsetProfile(new KeyReference("bank-one.pvk-ibm", 1), 4, "0123456789012345", 1, 16, 'F');
        assertRefused(
                () -> module.pins().ibmOffsets(List.of(new PinOffsetRequest(rule, STORAGE, block, PAN))),
                "PIN_STORAGE");
    }

    /** Who knows a key of another issuer would compute the PIN from ten values under it, one for each index. */
    @Test
    void no_value_is_made_under_a_key_of_another_issuer() {
        EncryptedPinBlock block = make(RANDOM, "A-1/PIN");
        for (String other : List.of("bank-two", "bank-three")) {
            PinValueRequest foreign = new PinValueRequest(KeyName.of(other + ".pvk-pvv"), 1, STORAGE, block, PAN);
            assertRefused(() -> module.pins().pinVerificationValues(List.of(foreign)), "belong to two issuers");
        }
    }

    /** A storage key reads blocks of format 4 that were made here; a key of an issuer reads none of them. */
    @Test
    void a_storage_key_takes_no_block_of_an_issuer() {
        EncryptedPinBlock block = new EncryptedPinBlock(PinBlockFormat.ISO_1, ByteString.repeat(1, 8));
        assertRefused(() -> module.pins().translate(List.of(translation(block))), "PIN_STORAGE");
        PinTranslationRequest stolen = new PinTranslationRequest(
                "A-1/8010", KeyName.of("bank-three.kek1-p0"), make(RANDOM, "A-1/PIN"), PAN, CHIP, PinBlockFormat.ISO_2);
        assertThat(module.pins().translate(List.of(stolen)))
                .containsExactly(new PinAnswer.None<>(PinAnswer.Fault.NO_PIN));
    }

    @Test
    void a_storage_key_is_made_inside_or_at_the_console_of_the_device() {
        if (Set.of(Custody.SOFTWARE, Custody.TRANSIT)
                .contains(module.inventory().custody())) {
            module.pins().createStorageKey(name, OWNER);
            assertThat(module.inventory().find(name).orElseThrow()).satisfies(key -> {
                assertThat(key.purpose()).isEqualTo(KeyPurpose.PIN_STORAGE);
                assertThat(key.algorithm()).isEqualTo("AES-256");
                assertThat(key.state()).isEqualTo(KeyState.ACTIVE);
                assertThat(key.test()).isFalse();
                assertThat(key.custody().owner()).contains(OWNER);
            });
            EncryptedPinBlock made = module.pins()
                    .newPins(List.of(new NewPinRequest("A-1/PIN", new PinSource.Random(6), PAN, name)))
                    .get(0);
            assertThat(pin(made, name)).matches("[0-9]{6}");
            assertRefused(() -> module.pins().createStorageKey(name, OWNER), "already");
        } else {
            assertRefused(() -> module.pins().createStorageKey(name, OWNER), "console of the payment HSMs");
        }
    }

    private EncryptedPinBlock make(PinSource source, String reference) {
        return module.pins()
                .newPins(List.of(new NewPinRequest(reference, source, PAN, STORAGE)))
                .get(0);
    }

    private String pin(EncryptedPinBlock block) {
        return pin(block, STORAGE);
    }

    /** What the chip would get, under a published test key. */
    private String pin(EncryptedPinBlock block, KeyName storage) {
        ByteString chip = module.pins()
                .translate(
                        List.of(new PinTranslationRequest("A-1/8010", storage, block, PAN, CHIP, PinBlockFormat.ISO_2)))
                .get(0)
                .made()
                .orElseThrow();
        String clear = clear(chip, CHIP.key());
        return clear.substring(2, 2 + Integer.parseInt(clear.substring(1, 2), 16));
    }

    private static PinTranslationRequest translation(EncryptedPinBlock block) {
        return new PinTranslationRequest("A-1/8010", STORAGE, block, PAN, CHIP, PinBlockFormat.ISO_2);
    }
}
