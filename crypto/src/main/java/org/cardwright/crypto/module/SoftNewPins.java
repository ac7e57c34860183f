package org.cardwright.crypto.module;

import java.security.SecureRandom;
import java.util.Optional;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.Pins.NewPinRequest;
import org.cardwright.crypto.pin.ClearPin;
import org.cardwright.crypto.pin.PinBlock;
import org.cardwright.crypto.pin.RandomPin;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.PinBlockFormat;

/** Makes PINs in software and lets them out in blocks of format 4 under the storage key only. ISO 9564-1, 6.4 and 9.4. */
final class SoftNewPins {

    private static final KeyNeed KEEPS = KeyNeed.internal(KeyPurpose.PIN_STORAGE);
    private static final KeyNeed READS = KeyNeed.own(KeyPurpose.PIN_STORAGE, KeyOperation.PROCESS);
    private static final int KEY_BYTES = 32;

    private SoftNewPins() {}

    static EncryptedPinBlock make(KeySession session, NewPinRequest request) {
        session.requireTransit("a PIN");
        KeyCipher storage = session.cipher(request.storageKey(), KEEPS);
        SecureRandom random = session.source().forPin(request.cardReference());
        PinBlock block = new PinBlock(PinBlockFormat.ISO_4, request.pan().digits());
        int digits = request.source().digits();
        if (digits < ClearPin.MIN_DIGITS || digits > ClearPin.MAX_DIGITS) {
            throw Refusal.badInput("a PIN has 4 to 12 digits");
        }
        try (ClearPin pin = RandomPin.draw(digits, random)) {
            return new EncryptedPinBlock(PinBlockFormat.ISO_4, ByteString.of(block.encipher(pin, storage, random)));
        }
    }

    /** Is this block one that this class made, as far as its key tells? Such keys read blocks of format 4 and nothing else. */
    static boolean isStored(KeySession session, KeyName key, EncryptedPinBlock block) {
        return block.format() == PinBlockFormat.ISO_4 && session.purpose(key) == KeyPurpose.PIN_STORAGE;
    }

    /** The storage key of a block, to read it. */
    static KeyCipher reading(KeySession session, KeyName key) {
        return session.cipher(key, READS);
    }

    static void createStorageKey(KeyRing ring, KeySession session, KeyName name, Party owner) {
        session.requireTransit("a new storage key");
        KeyGeneration.generate(
                ring.holder(),
                new KeyGeneration.Specification(
                        name, KeyPurpose.PIN_STORAGE, KeyAlgorithm.AES, KEY_BYTES, KeyDirection.NONE),
                NewKey.Standing.of(
                        KeyState.ACTIVE, new KeyCustody(Optional.of(owner), Optional.empty(), Exportability.NEVER)));
    }
}
