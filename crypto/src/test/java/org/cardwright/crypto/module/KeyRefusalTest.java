package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.encrypted;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every place where an operation takes a key, with every key that does not belong there. Scorecard R18. */
class KeyRefusalTest {

    private static final KeyVault VAULT = TestModule.vault();
    private static final SoftwareSecurityModule MODULE =
            SoftwareSecurityModule.open(VAULT, ModulePolicy.test(TestModule.SEED));

    /** A place for a key in an operation, and the key that belongs there. */
    record Place(String operation, String right, Consumer<KeyName> use) {

        @Override
        public String toString() {
            return operation;
        }
    }

    @AfterAll
    static void close() {
        MODULE.close();
    }

    static Stream<Place> places() {
        return Stream.concat(secrets(), seals());
    }

    private static Stream<Place> secrets() {
        return Stream.of(
                new Place("derive: issuer master key", "bank-one.imk-ac", name -> derive(MODULE, name, kek2())),
                new Place(
                        "derive: KEK2",
                        "personalizer.kek2-k0",
                        name -> derive(MODULE, imk(), new WrapUnder(name, Mode.ECB))),
                new Place(
                        "translate: KEK1",
                        "bank-one.kek1-p0",
                        name -> translate(name, KeyName.of("personalizer.kek2-p0"))),
                new Place(
                        "translate: KEK2",
                        "personalizer.kek2-p0",
                        name -> translate(KeyName.of("bank-one.kek1-p0"), name)),
                new Place(
                        "PVV",
                        "bank-one.pvk-pvv",
                        name -> MODULE.pins().pinVerificationValues(List.of(pinValue(name)))),
                new Place("offset", "bank-one.pvk-ibm", name -> MODULE.pins().ibmOffsets(List.of(pinOffset(name)))),
                new Place("secret: KEK1", "bank-one.kek1-k0", name -> secret(name, KeyName.of("personalizer.kek2-k0"))),
                new Place("secret: KEK2", "personalizer.kek2-k0", name -> secret(KeyName.of("bank-one.kek1-k0"), name)),
                new Place("secret: data", "personalizer.kek2-d0", name -> secret(KeyName.of("bank-one.kek1-d0"), name)),
                new Place(
                        "CVV",
                        "bank-one.cvk",
                        name -> MODULE.cardValues()
                                .cardVerificationValues(
                                        List.of(new CardValues.CardValueRequest(name, PAN, "3012", "201")))),
                new Place("CVC3", "bank-one.imk-cvc3", KeyRefusalTest::cvc3));
    }

    private static Stream<Place> seals() {
        return Stream.of(
                new Place("MAC", "bureau.record-mac", name -> MODULE.seals().mac(name, "x", List.of(ByteString.EMPTY))),
                new Place(
                        "signature",
                        "bureau.manifest-signing",
                        name -> MODULE.seals().sign(name, ByteString.EMPTY)),
                new Place(
                        "SSAD",
                        "bank-one.issuer-a000000003",
                        name -> MODULE.certificates()
                                .signStaticData(List.of(new Certificates.StaticSignatureRequest(
                                        name, ByteString.fromHex("0000"), ByteString.EMPTY)))),
                new Place(
                        "CA", "test-ca.a000000003-e0", name -> certify(name, KeyName.of("bank-one.issuer-a000000003"))),
                new Place(
                        "issuer",
                        "bank-one.issuer-a000000003",
                        name -> certify(KeyName.of("test-ca.a000000003-e0"), name)),
                new Place(
                        "check: KEK2",
                        "personalizer.kek2-k0",
                        name -> MODULE.checks()
                                .checkValuesFit(ByteString.repeat(1, 16), new WrapUnder(name, Mode.ECB), List.of())),
                new Place(
                        "check: PIN key",
                        "personalizer.kek2-p0",
                        name -> MODULE.checks()
                                .pinBlockWellFormed(
                                        ByteString.repeat(1, 8), new WrapUnder(name, Mode.ECB), PinBlockFormat.ISO_2)),
                new Place(
                        "same PIN: KEK1",
                        "bank-one.kek1-p0",
                        name -> samePin(name, KeyName.of("personalizer.kek2-p0"))),
                new Place(
                        "same PIN: KEK2",
                        "personalizer.kek2-p0",
                        name -> samePin(KeyName.of("bank-one.kek1-p0"), name)));
    }

    @ParameterizedTest
    @MethodSource("places")
    void every_key_of_another_purpose_or_direction_is_refused(Place place) {
        assertThatCode(() -> place.use().accept(KeyName.of(place.right()))).doesNotThrowAnyException();
        KeyAttributes right = VAULT.find(KeyName.of(place.right())).orElseThrow();
        List<String> accepted = new ArrayList<>();
        for (KeyAttributes key : VAULT.keys()) {
            boolean otherMasterKey = place.operation().startsWith("derive: issuer")
                    && key.purpose().isIssuerMasterKey();
            boolean same = key.direction() == right.direction() && key.purpose() == right.purpose();
            if (!same && !otherMasterKey && !isRefused(place, key.name())) {
                accepted.add(key.name().toString());
            }
        }
        assertThat(accepted).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("places")
    void another_version_of_the_right_key_is_refused(Place place) {
        assertRefused(() -> place.use().accept(new KeyName(place.right(), 2)), "no key " + place.right() + "/2");
    }

    @Test
    void the_key_of_the_issuer_never_wraps_what_leaves_and_the_other_way_round() {
        assertRefused(() -> derive(MODULE, imk(), under("bank-one.kek1-k0", Mode.ECB)), "ISSUER_TO_DATA_PREPARATION");
        assertRefused(
                () -> secret(KeyName.of("personalizer.kek2-k0"), KeyName.of("personalizer.kek2-k0")),
                "DATA_PREPARATION_TO_PERSONALIZER");
        assertRefused(
                () -> translate(KeyName.of("bank-one.kek1-p0"), KeyName.of("bank-two.kek1-p0")),
                "ISSUER_TO_DATA_PREPARATION");
    }

    @Test
    void test_keys_are_refused_in_production() {
        assertRefused(() -> TestModule.open(ModulePolicy.production()), "published test key");
    }

    @Test
    void a_test_key_that_came_later_is_refused_in_production(@TempDir Path home) {
        KeyVault vault = KeyVault.create(home.resolve("v"), TestModule.passphrase(), PassphraseCost.LEAST);
        try (SoftwareSecurityModule module = SoftwareSecurityModule.open(vault, ModulePolicy.production())) {
            TestKeyImport.importAll(vault, SampleData.path("keys-test-only"));
            assertRefused(() -> derive(module, imk(), kek2()), "published test key");
        }
    }

    @Test
    void a_missing_or_wrong_test_seed_is_refused() {
        assertRefused(() -> TestModule.open(ModulePolicy.test(KeyName.of("nobody.seed"))), "no key");
        assertRefused(() -> TestModule.open(ModulePolicy.test(KeyName.of("bureau.record-mac"))), "TEST_RANDOM_SEED");
    }

    @Test
    void a_key_out_of_use_protects_nothing_and_still_reads(@TempDir Path home) throws Exception {
        KeyVault vault = KeyVault.open(TestModule.copy(home), TestModule.passphrase());
        try (SoftwareSecurityModule module = SoftwareSecurityModule.open(vault, ModulePolicy.test())) {
            var wrapped = derive(module, imk(), kek2()).get(0);
            vault.changeState(imk(), KeyState.DEACTIVATED);
            vault.changeState(kek2().key(), KeyState.DEACTIVATED);
            assertRefused(() -> derive(module, imk(), kek2()), "DEACTIVATED");
            assertThat(module.checks().checkValuesFit(wrapped.cryptogram(), kek2(), wrapped.checkValues()))
                    .isTrue();
            assertThat(module.checks().cardKeysFit(wrapped.cryptogram(), request(imk(), kek2())))
                    .isTrue();
            vault.changeState(imk(), KeyState.COMPROMISED);
            assertRefused(
                    () -> module.checks().cardKeysFit(wrapped.cryptogram(), request(imk(), kek2())), "COMPROMISED");
        }
    }

    @Test
    void a_closed_module_is_unavailable() {
        SoftwareSecurityModule module = TestModule.open();
        module.close();
        assertThatThrownBy(() -> derive(module, imk(), kek2()))
                .isInstanceOf(SecurityModuleException.class)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(SecurityModuleException.Kind.UNAVAILABLE);
    }

    private static boolean isRefused(Place place, KeyName name) {
        try {
            place.use().accept(name);
            return false;
        } catch (SecurityModuleException refused) {
            return refused.kind() == SecurityModuleException.Kind.KEY_REFUSED;
        }
    }

    private static List<CardKeys.WrappedCardKeys> derive(SoftwareSecurityModule module, KeyName imk, WrapUnder under) {
        return module.cardKeys().derive(List.of(request(imk, under)));
    }

    private static CardKeys.CardKeyRequest request(KeyName imk, WrapUnder under) {
        return new CardKeys.CardKeyRequest(
                List.of(imk), CardKeys.DerivationOption.A, PAN, new PanSequenceNumber(1), under);
    }

    private static PinAnswer<ByteString> translate(KeyName from, KeyName to) {
        return MODULE.pins().translate(List.of(toTheChip(from, to))).get(0);
    }

    private static Pins.PinTranslationRequest toTheChip(KeyName from, KeyName to) {
        return new Pins.PinTranslationRequest(
                "A-1/8010", from, block(), PAN, new WrapUnder(to, Mode.ECB), PinBlockFormat.ISO_2);
    }

    /** A block without a PIN would be answered before the issuer's key is asked for. */
    private static void samePin(KeyName from, KeyName to) {
        ByteString wrapped = translate(KeyName.of("bank-one.kek1-p0"), KeyName.of("personalizer.kek2-p0"))
                .made()
                .orElseThrow();
        MODULE.checks().samePin(wrapped, toTheChip(from, to));
    }

    private static void secret(KeyName from, KeyName to) {
        MODULE.pins()
                .translateSecrets(List.of(new Pins.SecretTranslationRequest(
                        new WrapUnder(from, Mode.ECB), ByteString.repeat(5, 16), new WrapUnder(to, Mode.ECB))));
    }

    private static void cvc3(KeyName name) {
        MODULE.cardValues()
                .cvc3InitialVectors(List.of(new CardValues.Cvc3VectorRequest(
                        name, CardKeys.DerivationOption.A, PAN, new PanSequenceNumber(1), ByteString.EMPTY)));
    }

    private static void certify(KeyName ca, KeyName issuer) {
        MODULE.certificates()
                .certifyIssuerKey(new Certificates.IssuerCertificateRequest(
                        ca,
                        issuer,
                        "999999",
                        new ExpirationDate(YearMonth.of(2039, 12)),
                        ByteString.fromHex("000001")));
    }

    private static Pins.PinOffsetRequest pinOffset(KeyName name) {
        PinOffsetProfile rule =
                new PinOffsetProfile(new KeyReference(name.label(), name.version()), 4, "0123456789012345", 1, 16, 'F');
        return new Pins.PinOffsetRequest(rule, KeyName.of("bank-one.kek1-p0"), block(), PAN);
    }

    private static Pins.PinValueRequest pinValue(KeyName name) {
        return new Pins.PinValueRequest(name, 1, KeyName.of("bank-one.kek1-p0"), block(), PAN);
    }

    private static EncryptedPinBlock block() {
        return new EncryptedPinBlock(PinBlockFormat.ISO_1, encrypted("141234567890ABCD", "bank-one.kek1-p0"));
    }

    private static KeyName imk() {
        return KeyName.of("bank-one.imk-ac");
    }

    private static WrapUnder kek2() {
        return under("personalizer.kek2-k0", Mode.ECB);
    }
}
