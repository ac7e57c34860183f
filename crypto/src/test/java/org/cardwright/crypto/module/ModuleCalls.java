package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.cvv.CardVerificationValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;

/** What the tests of the module share: keys by label, requests, clear values of what came out. */
final class ModuleCalls {

    static final Pan PAN = Pan.of("9999990000000014");
    static final Pan GOLDEN_PAN = Pan.of("4761739001010119");
    static final PanSequenceNumber ONE = new PanSequenceNumber(1);
    static final WrapUnder GOLDEN_KEY = under("golden.tk-key", Mode.ECB);
    static final Map<String, String> CLEAR =
            TestKeyTable.symmetricKeys().stream().collect(Collectors.toMap(row -> row.label(), row -> row.hex()));

    private ModuleCalls() {}

    static void assertRefused(ThrowingCallable call, String because) {
        assertThatThrownBy(call)
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining(because)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(SecurityModuleException.Kind.KEY_REFUSED);
    }

    static void assertWaits(ThrowingCallable call, String because) {
        assertThatThrownBy(call)
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining(because)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(SecurityModuleException.Kind.UNAVAILABLE);
    }

    static void assertBadInput(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SecurityModuleException.class)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(SecurityModuleException.Kind.BAD_INPUT);
    }

    /** What a CVK of a module makes of the test card. */
    static String verificationValue(SecurityModule module, KeyName cvk) {
        return module.cardValues()
                .cardVerificationValues(List.of(new CardValues.CardValueRequest(cvk, PAN, "3012", "201")))
                .get(0);
    }

    /** The same with a clear key. */
    static String verificationValue(String hex) {
        try (SecretBytes key = SecretBytes.adopt(HexFormat.of().parseHex(hex));
                CardVerificationValue cvv = new CardVerificationValue(key)) {
            return cvv.compute(PAN.digits(), "3012", "201");
        }
    }

    static CardKeyRequest request(List<String> issuerKeys, Pan pan) {
        return new CardKeyRequest(
                issuerKeys.stream().map(KeyName::of).toList(),
                DerivationOption.A,
                pan,
                ONE,
                issuerKeys.get(0).startsWith("golden") ? GOLDEN_KEY : under("personalizer.kek2-k0", Mode.ECB));
    }

    static ByteString encrypted(String hex, String label) {
        try (KeyCipher cipher = cipher(label)) {
            return ByteString.of(cipher.encryptEcb(HexFormat.of().parseHex(hex)));
        }
    }

    static String clear(ByteString cryptogram, KeyName key) {
        return clear(cryptogram, key, Mode.ECB);
    }

    static String clear(ByteString cryptogram, KeyName key, Mode mode) {
        try (KeyCipher cipher = cipher(key.label())) {
            byte[] bytes = cryptogram.toByteArray();
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(mode == Mode.ECB ? cipher.decryptEcb(bytes) : cipher.decryptCbc(bytes));
        }
    }

    static KeyCipher cipher(String label) {
        String hex = CLEAR.get(label);
        boolean aes = label.startsWith("bank-three") || label.startsWith("personalizer-aes");
        SecretBytes key = SecretBytes.adopt(HexFormat.of().parseHex(hex));
        return aes ? KeyCipher.aes(key) : KeyCipher.tdes(key);
    }

    static List<KeyName> names(String... labels) {
        return Arrays.stream(labels).map(KeyName::of).toList();
    }

    static WrapUnder under(String label, Mode mode) {
        return new WrapUnder(KeyName.of(label), mode);
    }

    static ByteString flipped(ByteString bytes) {
        byte[] flipped = bytes.toByteArray();
        flipped[0] ^= 1;
        return ByteString.of(flipped);
    }
}
