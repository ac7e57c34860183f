package org.cardwright.crypto.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.pin.ClearPin;
import org.cardwright.crypto.pin.PinBlock;
import org.cardwright.crypto.rsa.PaddedParts;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PinBlockFormat;

/** Questions about what lies under KEK2, in software; a cryptogram of a wrong shape is answered with no. */
final class SoftChecks implements WrappedSecretChecks {

    private static final KeyNeed KEK2 = KeyNeed.checked(KeyPurpose.KEK);

    private final KeyRing ring;

    SoftChecks(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public boolean privateKeyFits(
            List<ByteString> wrappedParts, WrapUnder under, RsaPublicKey publicKey, int paddingFiller) {
        return ring.inSession(session -> {
            session.requireTransit("the private key of a card");
            KeyCipher cipher = session.cipher(under.key(), KEK2);
            if (!wrappedParts.stream().allMatch(part -> SecretTransport.isWholeBlocks(part.size(), cipher))) {
                return false;
            }
            List<SecretBytes> parts = new ArrayList<>();
            try {
                wrappedParts.forEach(part -> parts.add(SecretTransport.decrypt(session, under, KEK2, part)));
                return PaddedParts.fit(parts, cipher.blockBytes(), publicKey, paddingFiller);
            } finally {
                parts.forEach(SecretBytes::close);
            }
        });
    }

    @Override
    public boolean checkValuesFit(ByteString wrappedKeys, WrapUnder under, List<KeyCheckValue> checkValues) {
        return ring.inSession(session -> {
            KeyCipher cipher = session.cipher(under.key(), KEK2);
            if (checkValues.isEmpty()
                    || !SecretTransport.isWholeBlocks(wrappedKeys.size(), cipher)
                    || wrappedKeys.size() % checkValues.size() != 0) {
                return false;
            }
            int keyBytes = wrappedKeys.size() / checkValues.size();
            if (!checkValues.stream().allMatch(value -> isPossible(keyBytes, value))) {
                return false;
            }
            if (session.isStrict()) {
                KeyAttributes kek = session.attributes(under.key(), KEK2);
                return keyBytes % cipher.blockBytes() == 0
                        && session.derivation().checkValuesFit(wrappedKeys, kek, under.mode(), checkValues);
            }
            try (SecretBytes clear = SecretTransport.decrypt(session, under, KEK2, wrappedKeys)) {
                return fit(ClearKeyAccess.open(clear), checkValues);
            }
        });
    }

    private static boolean fit(byte[] keys, List<KeyCheckValue> checkValues) {
        int keyBytes = keys.length / checkValues.size();
        boolean fit = true;
        for (int i = 0; i < checkValues.size(); i++) {
            try (SecretBytes key = SecretBytes.adopt(Arrays.copyOfRange(keys, i * keyBytes, (i + 1) * keyBytes))) {
                fit &= fits(key, checkValues.get(i));
            }
        }
        return fit;
    }

    private static boolean fits(SecretBytes key, KeyCheckValue expected) {
        try (KeyCipher cipher = KeyCipher.of(algorithm(expected), key)) {
            return expected.equals(
                    KeyCheckValue.of(expected.method(), cipher, expected.value().size()));
        }
    }

    /** Has a key of that length a check value of that rule? */
    private static boolean isPossible(int keyBytes, KeyCheckValue value) {
        boolean length = keyBytes == 16 || keyBytes == 24 || (keyBytes == 32 && algorithm(value) == KeyAlgorithm.AES);
        return length && value.method() != KeyCheckValue.Method.SHA256;
    }

    private static KeyAlgorithm algorithm(KeyCheckValue value) {
        return value.method() == KeyCheckValue.Method.TDES_ZEROS ? KeyAlgorithm.TDES : KeyAlgorithm.AES;
    }

    @Override
    public boolean cardKeysFit(ByteString wrappedKeys, CardKeys.CardKeyRequest request) {
        return ring.inSession(session -> {
            KeyCipher cipher = session.cipher(request.under().key(), KEK2);
            if (!SecretTransport.isWholeBlocks(wrappedKeys.size(), cipher)) {
                return false;
            }
            KeyNeed issuerMasterKey =
                    new KeyNeed(KeyNeed.issuerMasterKey().purposes(), KeyDirection.NONE, KeyOperation.PROCESS);
            if (session.isStrict()) {
                return SoftCardKeys.insideDevice(session, request, issuerMasterKey, KEK2)
                        .cryptogram()
                        .equals(wrappedKeys);
            }
            try (SecretBytes found = SecretTransport.decrypt(session, request.under(), KEK2, wrappedKeys);
                    SecretBytes expected = SoftCardKeys.derive(session, request, issuerMasterKey, (name, key) -> {})) {
                return found.equals(expected);
            }
        });
    }

    @Override
    public boolean pinBlockWellFormed(ByteString wrappedBlock, WrapUnder under, PinBlockFormat format) {
        return ring.inSession(session -> {
            Optional<ClearPin> pin = pin(session, wrappedBlock, under, format);
            pin.ifPresent(ClearPin::close);
            return pin.isPresent();
        });
    }

    @Override
    public boolean pinHasDigits(ByteString wrappedBlock, WrapUnder under, PinBlockFormat format, int digits) {
        return ring.inSession(session -> {
            Optional<ClearPin> pin = pin(session, wrappedBlock, under, format);
            boolean has = pin.filter(found -> found.length() == digits).isPresent();
            pin.ifPresent(ClearPin::close);
            return has;
        });
    }

    @Override
    public boolean samePin(ByteString wrappedBlock, Pins.PinTranslationRequest sent) {
        return ring.inSession(session -> {
            Optional<ClearPin> found = pin(session, wrappedBlock, sent.to(), sent.toFormat());
            try {
                return found.isPresent()
                        && SoftPins.withPin(session, sent, pin -> pin.isSameAs(found.get()))
                                .made()
                                .orElse(false);
            } finally {
                found.ifPresent(ClearPin::close);
            }
        });
    }

    /** The PIN in a block for a chip, to be closed by the caller. */
    private static Optional<ClearPin> pin(
            KeySession session, ByteString wrappedBlock, WrapUnder under, PinBlockFormat format) {
        session.requireTransit("a PIN");
        if (format != PinBlockFormat.ISO_1 && format != PinBlockFormat.ISO_2) {
            throw Refusal.badInput("a PIN block for a chip is ISO_1 or ISO_2, not " + format);
        }
        KeyCipher cipher = session.cipher(under.key(), KeyNeed.checked(KeyPurpose.PIN_ENCRYPTION));
        return wrappedBlock.size() == cipher.blockBytes()
                ? new PinBlock(format, "").decipher(wrappedBlock.toByteArray(), cipher)
                : Optional.empty();
    }
}
