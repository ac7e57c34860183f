package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.ListAssert;
import org.cardwright.crypto.derive.DiversificationData;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.WrappedCardKeys;
import org.cardwright.crypto.module.CardValues.CardValueRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.Certificates.IssuerCertificateRequest;
import org.cardwright.crypto.module.IssuerKeys.Certification;
import org.cardwright.crypto.module.KeyDerivations.DryRun;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.PinAnswer;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PinBlockFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Through the network comes what the software module answers when it is asked directly, refusals too. */
class SameAnswersTest {

    private static final Simulated SIMULATED = new Simulated();

    @AfterAll
    static void close() {
        SIMULATED.close();
    }

    /** The answer of both, which is one. */
    private static <T> T same(Function<SecurityModule, T> question) {
        T here = question.apply(SIMULATED.software);
        assertThat(question.apply(SIMULATED.module)).isEqualTo(here);
        return here;
    }

    private static <T> ListAssert<T> sameList(Function<SecurityModule, List<T>> question) {
        return assertThat(same(question));
    }

    private static boolean isYes(Function<SecurityModule, Boolean> question) {
        return same(question);
    }

    private static void sameRefusal(Function<SecurityModule, ?> question, Kind kind) {
        for (SecurityModule module : List.of(SIMULATED.software, SIMULATED.module)) {
            assertThatThrownBy(() -> question.apply(module))
                    .isInstanceOf(SecurityModuleException.class)
                    .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                    .isEqualTo(kind);
        }
    }

    @Test
    void the_inventory() {
        sameList(module -> module.inventory().keys()).hasSizeGreaterThan(64);
        same(module -> module.inventory().find(Requests.ISSUER));
        assertThat(isYes(module ->
                        module.inventory().find(KeyName.of("nobody.has-it")).isEmpty()))
                .isTrue();
        same(module -> module.inventory().rsaPublicKey(Requests.ISSUER));
        same(module -> module.inventory().ed25519PublicKey(Requests.SIGNING));
        sameRefusal(module -> module.inventory().rsaPublicKey(Requests.SIGNING), Kind.KEY_REFUSED);
        assertThat(SIMULATED.module.clearNanos()).isZero();
    }

    @Test
    void card_keys() {
        sameList(module -> module.cardKeys().derive(Requests.cards(1000))).hasSize(1000);
        sameList(module -> module.cardKeys().derive(List.of())).isEmpty();
        sameRefusal(
                module -> module.cardKeys()
                        .derive(List.of(new CardKeyRequest(
                                List.of(Requests.SIGNING),
                                Requests.cardKeys(0).option(),
                                Requests.PAN,
                                Requests.ONE,
                                Requests.KEK2))),
                Kind.KEY_REFUSED);
        sameRefusal(
                module -> module.cardKeys()
                        .derive(List.of(new CardKeyRequest(
                                List.of(), Requests.cardKeys(0).option(), Requests.PAN, Requests.ONE, Requests.KEK2))),
                Kind.BAD_INPUT);
    }

    @Test
    void dry_runs_of_every_shape() {
        DiversificationData.SecurityDomain domain =
                new DiversificationData.SecurityDomain(ByteString.fromHex("00010203040506070809"));
        List.of(
                        new DryRun(
                                KeyName.of("bank-one.imk-ac"),
                                KeyDiversification.EMV_A,
                                new DiversificationData.Card(Requests.PAN, Requests.ONE)),
                        new DryRun(KeyName.of("card-maker.kmc"), KeyDiversification.CPS11, domain),
                        new DryRun(
                                KeyName.of("card-maker.kmc"),
                                KeyDiversification.SCP02,
                                new DiversificationData.Scp02Session(
                                        KeyDiversification.VISA2, domain, ByteString.fromHex("0007"))),
                        new DryRun(
                                KeyName.of("card-maker.kmc-aes"),
                                KeyDiversification.SCP03,
                                new DiversificationData.Scp03Session(
                                        KeyDiversification.KDF3,
                                        domain,
                                        ByteString.repeat(1, 8),
                                        ByteString.repeat(2, 8))),
                        new DryRun(
                                KeyName.of("chip-maker.mic"),
                                KeyDiversification.KIC_TDES,
                                new DiversificationData.Chip(ByteString.repeat(3, 8))),
                        new DryRun(
                                KeyName.of("bureau.kdk"),
                                KeyDiversification.KDF_CMAC,
                                new DiversificationData.CounterMode(ByteString.ascii("label"), 256)))
                .forEach(run -> sameList(module -> module.keyDerivations().checkValues(run))
                        .isNotEmpty());
        sameRefusal(
                module -> module.keyDerivations()
                        .checkValues(new DryRun(KeyName.of("card-maker.kmc"), KeyDiversification.KDF3, domain)),
                Kind.KEY_REFUSED);
    }

    @Test
    void certificates_and_card_key_pairs() {
        List<IccKeySet> sets = same(module -> module.certificates()
                .generateIccKeys(List.of(
                        Requests.iccKey("A-1/9F46", Optional.of(ByteString.fromHex("5F2403301231"))),
                        Requests.iccKey("A-1/9F2D", Optional.empty()))));
        RsaPublicKey key = new RsaPublicKey(sets.get(0).modulus(), sets.get(0).exponent());
        assertThat(isYes(module -> module.checks().privateKeyFits(sets.get(0).wrappedParts(), Requests.KEK2, key, 0)))
                .isTrue();
        assertThat(isYes(module -> module.checks().privateKeyFits(sets.get(1).wrappedParts(), Requests.KEK2, key, 0)))
                .isFalse();
        assertThat(isYes(module -> module.checks().privateKeyFits(List.of(), Requests.KEK2, key, 0)))
                .isFalse();
        same(module -> module.certificates()
                .signStaticData(IntStream.of(0, 1, 100, 8000, 8192)
                        .mapToObj(Requests::staticData)
                        .toList()));
        same(module -> module.certificates()
                .certifyIssuerKey(new IssuerCertificateRequest(
                        Requests.CA, Requests.ISSUER, "999999", Requests.EXPIRES, Requests.SERIAL)));
        sameRefusal(
                module -> module.certificates()
                        .certifyIssuerKey(new IssuerCertificateRequest(
                                Requests.ISSUER, Requests.ISSUER, "999999", Requests.EXPIRES, Requests.SERIAL)),
                Kind.KEY_REFUSED);
    }

    @Test
    void issuer_keys_and_the_test_authority() {
        RsaPublicKey key = same(module -> module.inventory().rsaPublicKey(Requests.ISSUER));
        for (SignatureFrame frame : SignatureFrame.values()) {
            same(module -> module.issuerKeys().signRequest(Requests.ISSUER, frame, key.modulus()));
            same(module -> module.issuerKeys().signResponse(Requests.CA, frame, ByteString.ascii("response")));
        }
        same(module -> module.issuerKeys()
                .certify(new Certification(Requests.CA, key, "99999900", Requests.EXPIRES, Requests.SERIAL)));
        sameRefusal(
                module -> module.issuerKeys()
                        .signRequest(Requests.ISSUER, SignatureFrame.SHA1_MARKED, ByteString.ascii("no key")),
                Kind.BAD_INPUT);
    }

    @Test
    void pins_and_other_secrets() {
        List<PinAnswer<ByteString>> answers = same(module -> module.pins().translate(Requests.translations()));
        assertThat(answers).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.made().isPresent())).hasSize(2);
        assertThat(answers)
                .contains(
                        new PinAnswer.None<>(PinAnswer.Fault.NO_PIN),
                        new PinAnswer.None<>(PinAnswer.Fault.FORMAT_NOT_OF_KEY));
        assertThat(isYes(module -> module.checks()
                        .samePin(
                                answers.get(0).made().orElseThrow(),
                                Requests.translations().get(0))))
                .isTrue();
        sameList(module -> module.pins().newPins(Requests.newPins())).hasSize(3).doesNotHaveDuplicates();
        same(module -> module.pins()
                .pinVerificationValues(List.of(
                        Requests.pinValue(Requests.goodPinBlock()),
                        Requests.pinValue(Requests.pinBlock(PinBlockFormat.ISO_1, 8)),
                        Requests.pinValue(Requests.pinBlock(PinBlockFormat.ISO_4, 16)))));
        same(module -> module.pins()
                .ibmOffsets(List.of(
                        Requests.pinOffset(Requests.goodPinBlock()),
                        Requests.pinOffset(Requests.pinBlock(PinBlockFormat.ISO_1, 8)))));
        same(module -> module.pins()
                .translateSecrets(
                        IntStream.of(1, 2, 500, 1024).mapToObj(Requests::secret).toList()));
        sameRefusal(module -> module.pins().translateSecrets(List.of(Requests.secret(0))), Kind.BAD_INPUT);
    }

    @Test
    void card_values() {
        sameList(module -> module.cardValues()
                        .cardVerificationValues(IntStream.range(0, 900)
                                .mapToObj(Requests::cardValue)
                                .toList()))
                .hasSize(900);
        same(module -> module.cardValues().cvc3InitialVectors(List.of(Requests.vector(), Requests.vector())));
        same(module -> module.cardValues()
                .staticCvc3(IntStream.rangeClosed(1, 5)
                        .mapToObj(Requests::staticCvc3)
                        .toList()));
        sameRefusal(
                module -> module.cardValues()
                        .dataAuthenticationCodes(List.of(Requests.dataAuthenticationCode(Requests.SIGNING))),
                Kind.KEY_REFUSED);
        sameRefusal(
                module -> module.cardValues()
                        .cardVerificationValues(
                                List.of(new CardValueRequest(KeyName.of("bank-one.cvk"), Requests.PAN, "30-2", "201"))),
                Kind.BAD_INPUT);
    }

    @Test
    void questions_about_wrapped_secrets() {
        WrappedCardKeys keys =
                SIMULATED.software.cardKeys().derive(Requests.cards(1)).get(0);
        List<KeyCheckValue> reversed = new ArrayList<>(keys.checkValues());
        Collections.reverse(reversed);
        assertThat(isYes(
                        module -> module.checks().checkValuesFit(keys.cryptogram(), Requests.KEK2, keys.checkValues())))
                .isTrue();
        assertThat(isYes(module -> module.checks().checkValuesFit(keys.cryptogram(), Requests.KEK2, reversed)))
                .isFalse();
        assertThat(isYes(module -> module.checks().cardKeysFit(keys.cryptogram(), Requests.cardKeys(0))))
                .isTrue();
        assertThat(isYes(module -> module.checks().cardKeysFit(keys.cryptogram(), Requests.cardKeys(1))))
                .isFalse();
        assertThat(isYes(module -> module.checks().cardKeysFit(ByteString.repeat(1, 4096), Requests.cardKeys(1))))
                .isFalse();
        Requests.translations()
                .forEach(sent -> same(module -> module.checks().samePin(ByteString.repeat(0x3C, 8), sent)));
        same(module -> module.checks()
                .pinBlockWellFormed(
                        ByteString.repeat(0x3C, 8),
                        Requests.translations().get(0).to(),
                        PinBlockFormat.ISO_2));
        sameRefusal(
                module -> module.checks()
                        .pinBlockWellFormed(
                                ByteString.repeat(0x3C, 8),
                                Requests.translations().get(0).to(),
                                PinBlockFormat.ISO_0),
                Kind.BAD_INPUT);
    }

    @Test
    void a_refusal_says_why() {
        assertThatThrownBy(() -> SIMULATED.module.inventory().rsaPublicKey(KeyName.of("nobody.has-it")))
                .hasMessageContaining("RSA_PUBLIC_KEY")
                .hasMessageContaining("29")
                .hasMessageContaining("nobody.has-it");
    }
}
