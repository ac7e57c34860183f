package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.GOLDEN_PAN;
import static org.cardwright.crypto.module.ModuleCalls.ONE;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.names;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.derive.DiversificationData.Card;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardKeys.WrappedCardKeys;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.PinSource;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Under custody STRICT card keys are made inside the token, byte for byte the same, and what cannot be done there is refused. */
class StrictCustodyTest {

    private static final WrapUnder AES_KEK2 = under("personalizer-aes.kek2-k0", Mode.CBC);

    private static Pkcs11SecurityModule module;

    @BeforeAll
    static void open() throws IOException {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        module = TestTokenModule.open(Custody.STRICT);
    }

    @AfterAll
    static void close() {
        if (module != null) {
            module.close();
        }
    }

    @ParameterizedTest
    @EnumSource(DerivationOption.class)
    void card_keys_made_inside_are_those_of_the_software_module(DerivationOption option) {
        List<KeyName> masters = option == DerivationOption.C
                ? names("bank-three.imk-ac-aes", "bank-three.imk-smc-aes", "bank-three.imk-smi-aes")
                : names("bank-one.imk-ac", "bank-one.imk-smc", "bank-one.imk-smi");
        for (Mode mode : Mode.values()) {
            CardKeyRequest request = new CardKeyRequest(
                    masters, option, PAN, ONE, under(AES_KEK2.key().label(), mode));
            List<WrappedCardKeys> inside = module.cardKeys().derive(List.of(request));
            try (SoftwareSecurityModule software = TestModule.open()) {
                assertThat(inside).isEqualTo(software.cardKeys().derive(List.of(request)));
            }
            assertThat(module.checks().cardKeysFit(inside.get(0).cryptogram(), request))
                    .isTrue();
            assertThat(module.checks()
                            .cardKeysFit(ModuleCalls.flipped(inside.get(0).cryptogram()), request))
                    .isFalse();
        }
    }

    @Test
    void what_would_bring_a_secret_of_a_card_into_this_process_is_refused() {
        EncryptedPinBlock pin = new EncryptedPinBlock(PinBlockFormat.ISO_0, ByteString.repeat(1, 8));
        KeyName kek1 = KeyName.of("bank-one.kek1-p0");
        Pins.PinTranslationRequest translation = new Pins.PinTranslationRequest(
                "A-1", kek1, pin, PAN, under("personalizer.kek2-p0", Mode.ECB), PinBlockFormat.ISO_2);
        assertStrict(() -> module.pins().translate(List.of(translation)), "a PIN");
        assertStrict(
                () -> module.pins()
                        .pinVerificationValues(
                                List.of(new Pins.PinValueRequest(KeyName.of("bank-one.pvk-pvv"), 1, kek1, pin, PAN))),
                "a PIN");
        Pins.NewPinRequest drawn =
                new Pins.NewPinRequest("A-1/PIN", new PinSource.Random(4), PAN, KeyName.of("bank-one.pin-storage"));
        assertStrict(() -> module.pins().newPins(List.of(drawn)), "a PIN");
        assertStrict(
                () -> module.pins()
                        .translateSecrets(List.of(new Pins.SecretTranslationRequest(
                                under("bank-one.kek1-k0", Mode.ECB), ByteString.repeat(1, 16), AES_KEK2))),
                "a secret of a card");
        assertStrict(() -> module.certificates().generateIccKeys(List.of(icc())), "the private key of a card");
        KeyPairStock.Place place = new KeyPairStock.Place("1024-3-strict", ByteString.EMPTY, 1024, 3, 1);
        assertStrict(() -> module.keyPairStock().generate(List.of(place)), "the private key of a card");
        assertStrict(
                () -> module.keyDerivations()
                        .checkValues(new KeyDerivations.DryRun(
                                KeyName.of("bank-one.imk-ac"), KeyDiversification.EMV_A, new Card(GOLDEN_PAN, ONE))),
                "a derived key");
    }

    @Test
    void what_would_bring_a_key_of_an_issuer_into_this_process_is_refused() {
        KeyName fresh = KeyName.of("bank-one.new");
        assertStrict(() -> module.issuerKeys().generate(fresh, 1024, 3), "a new issuer key");
        try (KeyComponents components = new KeyComponents(KeyAlgorithm.TDES, 16, 2)) {
            KeyExchange.Announced announced = ExchangeVault.cvk(ExchangeVault.NEW);
            assertStrict(
                    () -> module.keyExchange().importComponents(components, announced, Set.of()),
                    "a key that comes in");
        }
        assertThat(module.inventory().find(fresh)).isEmpty();
    }

    @Test
    void check_values_of_no_possible_shape_fit_nothing() {
        KeyCheckValue tdes = ExchangeVault.KCV;
        KeyCheckValue publicKey = KeyCheckValue.ofPublicKey(ByteString.repeat(1, 128));
        assertThat(module.checks().checkValuesFit(ByteString.repeat(1, 24), AES_KEK2, List.of(tdes)))
                .isFalse();
        assertThat(module.checks().checkValuesFit(ByteString.repeat(1, 32), AES_KEK2, List.of(publicKey)))
                .isFalse();
        assertThat(module.checks().checkValuesFit(ByteString.repeat(1, 8), AES_KEK2, List.of(tdes)))
                .isFalse();
    }

    private static Certificates.IccKeyRequest icc() {
        return new Certificates.IccKeyRequest(
                "A-1/9F46",
                1024,
                3,
                KeyName.of("bank-one.issuer-a000000003"),
                PAN,
                new ExpirationDate(YearMonth.of(2030, 12)),
                ByteString.fromHex("000001"),
                Optional.empty(),
                AES_KEK2,
                Certificates.ZeroPolicy.LEFT_FILL,
                0);
    }

    private static void assertStrict(ThrowingCallable call, String secret) {
        assertRefused(call, "custody STRICT: " + secret + " would be clear in this process");
    }
}
