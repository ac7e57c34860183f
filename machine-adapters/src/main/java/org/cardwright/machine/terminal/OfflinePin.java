package org.cardwright.machine.terminal;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.terminal.CardDialogue.Answer;

/** A PIN that the card verifies. EMV 4.4 Book 3, 10.5.1; Book 2, 7.2. */
final class OfflinePin {

    private static final int PLAIN = 0x80;
    private static final int ENCIPHERED = 0x88;
    private static final int HEADER = 0x7F;
    private static final int NUMBER_BYTES = 8;
    private static final int FIXED_BYTES = 1 + 8 + NUMBER_BYTES;
    private static final int WRONG_PIN = 0x63C0;
    private static final int BLOCKED = 0x6983;
    private static final int INVALIDATED = 0x6984;
    private static final int MAX_ENTRIES = 15;
    private static final int MIN_KEY_BYTES = 64;

    private final CardDialogue card;
    private final TerminalData data;
    private final Keypad keypad;
    private final CardPublicKeys keys;

    /**
     * What happens at the keypad.
     *
     * @param pad asks the cardholder
     * @param random fill of the enciphered block
     * @param staticData signed data, for the certificate of the key; empty when it cannot be collected
     */
    record Keypad(PinPad pad, SecureRandom random, Optional<ByteString> staticData) {}

    OfflinePin(CardDialogue card, TerminalData data, CardPublicKeys keys, Keypad keypad) {
        this.card = card;
        this.data = data;
        this.keys = keys;
        this.keypad = keypad;
    }

    /** True when somebody typed a PIN; the bit of a bypassed entry is set when not. */
    boolean isEntered() {
        return entered().isPresent();
    }

    private Optional<String> entered() {
        Optional<String> pin = keypad.pad().ask();
        if (pin.isEmpty()) {
            data.result("pin-not-entered");
        }
        return pin;
    }

    boolean verifyPlain() {
        return verify(pin -> card.verify(PLAIN, PinPad.block(pin)));
    }

    boolean verifyEnciphered() {
        Optional<RsaPublicKey> key = keypad.staticData().flatMap(keys::pinKey).filter(OfflinePin::isLongEnough);
        if (key.isEmpty()) {
            data.step("no key to encipher the PIN");
            return false;
        }
        return verify(pin -> {
            Answer challenge = card.getChallenge();
            if (!challenge.isOk() || challenge.data().size() != NUMBER_BYTES) {
                data.step("GET CHALLENGE: " + challenge.status());
                return challenge;
            }
            return card.verify(ENCIPHERED, enciphered(pin, key.get(), challenge.data()));
        });
    }

    /** A modulus has its top bit set and room for the block. EMV 4.4 Book 2, annex D. */
    private static boolean isLongEnough(RsaPublicKey key) {
        return key.modulus().size() >= MIN_KEY_BYTES && key.modulus().unsignedAt(0) >= 0x80;
    }

    /** Asks until the PIN is right, the tries are used up or nobody types any more. */
    private boolean verify(Function<String, Answer> send) {
        Optional<ByteString> tries = card.getData("9F17");
        if (tries.filter(left -> CardDialogue.number(left) == 0).isPresent()) {
            data.result("pin-try-limit-exceeded");
            return false;
        }
        for (int i = 0; i < MAX_ENTRIES; i++) {
            Optional<String> pin = entered();
            if (pin.isEmpty()) {
                return false;
            }
            Answer answer = send.apply(pin.get());
            int status = answer.status().value();
            if (answer.isOk()) {
                return true;
            }
            data.step("VERIFY: " + answer.status() + " " + answer.status().meaning());
            if (status == WRONG_PIN || status == BLOCKED || status == INVALIDATED) {
                data.result("pin-try-limit-exceeded");
                return false;
            }
            if (status >> 4 != WRONG_PIN >> 4) {
                return false;
            }
        }
        return false;
    }

    /** 7F, PIN block, number of the card, random bytes. Book 2, 7.2, Table 24. */
    private ByteString enciphered(String pin, RsaPublicKey key, ByteString challenge) {
        byte[] fill = new byte[key.modulus().size() - FIXED_BYTES];
        keypad.random().nextBytes(fill);
        ByteString block =
                ByteString.concat(ByteString.ofByte(HEADER), PinPad.block(pin), challenge, ByteString.of(fill));
        return RsaSigner.recover(key, block);
    }
}
