package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.CardChannels.CardKeySource;
import org.cardwright.crypto.module.CardChannels.CardSession;
import org.cardwright.crypto.module.CardChannels.KeyReplacement;
import org.cardwright.crypto.module.CardChannels.SecretOfRecord;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.crypto.scp.MessagingState;
import org.cardwright.crypto.scp.SecureMessaging;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;

/** One session with a card: between two commands only what is public of it, its keys are made anew for each. */
final class SoftCardSession implements CardSession {

    /** Any key of KEK2: it reads what data preparation protected. */
    private static final KeyNeed KEK2 = new KeyNeed(
            EnumSet.of(KeyPurpose.KEK, KeyPurpose.PIN_ENCRYPTION, KeyPurpose.DATA_ENCRYPTION),
            KeyDirection.DATA_PREPARATION_TO_PERSONALIZER,
            KeyOperation.PROCESS);

    private static final int MAX_KEY_VERSION = 0x7F;
    private static final int AES_BLOCK = 16;
    private static final byte MARK = (byte) 0x80;

    private final KeyRing ring;
    private final CardKeySource card;
    private final SessionParameters parameters;
    private MessagingState state = MessagingState.NEW;
    private boolean authenticated;

    SoftCardSession(KeyRing ring, CardKeySource card, SessionParameters parameters) {
        this.ring = ring;
        this.card = card;
        this.parameters = parameters;
    }

    @Override
    public ApduMessage externalAuthenticate() {
        ApduMessage command = inSession((keys, messaging) -> messaging.externalAuthenticate());
        authenticated = true;
        return command;
    }

    @Override
    public ApduMessage protect(ApduMessage plain) {
        requireAuthenticated();
        return inSession((keys, messaging) -> messaging.protect(plain));
    }

    @Override
    public Optional<ByteString> unprotectAnswer(ByteString data, int status) {
        return inSession((keys, messaging) -> messaging.unprotectAnswer(data, status));
    }

    /** Nothing goes to a card that was not told who speaks: a session that only asks is no session with a card. */
    private void requireAuthenticated() {
        if (!authenticated) {
            throw Refusal.badInput("EXTERNAL AUTHENTICATE is the first command of a session");
        }
    }

    private <T> T inSession(BiFunction<KeySession, SecureMessaging, T> work) {
        return ring.inSession(keys -> {
            try (SecureMessaging messaging = SoftCardChannels.messaging(keys, card, parameters)) {
                messaging.resume(state);
                T result = work.apply(keys, messaging);
                state = messaging.state();
                return result;
            } catch (IllegalArgumentException malformed) {
                throw Refusal.badInput(String.valueOf(malformed.getMessage()));
            }
        });
    }

    @Override
    public ByteString translate(SecretOfRecord secret) {
        requireAuthenticated();
        return inSession((keys, messaging) -> {
            try (SecretBytes clear = SecretTransport.decrypt(keys, secret.under(), KEK2, secret.cryptogram());
                    SecretBytes filled = filled(clear, messaging.secretBlockBytes(), secret.endsInPadding())) {
                return messaging.encryptSecret(filled);
            }
        });
    }

    /** Blocks of 3DES always fit. For AES: zeros behind padding that is there, else 80 and zeros; own choice, CPS 2.0 is not public. */
    private static SecretBytes filled(SecretBytes clear, int blockBytes, boolean endsInPadding) {
        byte[] bytes = ClearKeyAccess.open(clear);
        int size = (bytes.length + blockBytes - 1) / blockBytes * blockBytes;
        byte[] filled = Arrays.copyOf(bytes, size);
        if (size > bytes.length && !endsInPadding) {
            filled[bytes.length] = MARK;
        }
        return SecretBytes.adopt(filled);
    }

    @Override
    public KeyReplacement replaceKeys(KeyName master, KeyDiversification method, int keyVersion) {
        requireAuthenticated();
        CardKeySource newKeys = new CardKeySource(master, method, card.diversificationData());
        return inSession((keys, messaging) -> {
            require(method != KeyDiversification.NONE, master + " is a master key, and goes into no card");
            require(keyVersion >= 1 && keyVersion <= MAX_KEY_VERSION, "a key version is 01 to 7F");
            KeyAlgorithm algorithm = parameters.protocol().algorithm();
            try (CardKeySet set = SoftCardChannels.cardKeys(keys, newKeys, algorithm)) {
                requireNotWeaker(keys, algorithm, set.enc().size());
                ByteString data = ByteString.ofByte(keyVersion);
                ByteString answer = data;
                for (SecretBytes key : List.of(set.enc(), set.mac(), set.dek())) {
                    ByteString checkValue = NewKey.checkValue(algorithm, key).value();
                    data = ByteString.concat(data, keyData(messaging, algorithm, key), counted(checkValue));
                    answer = answer.plus(checkValue);
                }
                return new KeyReplacement(data, answer);
            }
        });
    }

    /** No key travels under a weaker one: here that is the key of the card for secrets. NIST SP 800-57 part 1, 5.6.2. */
    private void requireNotWeaker(KeySession keys, KeyAlgorithm algorithm, int newBytes) {
        try (CardKeySet own = SoftCardChannels.cardKeys(keys, card, algorithm)) {
            require(
                    own.dek().size() >= newBytes,
                    card.master() + " gives a card keys that are weaker than those that would go into it");
        }
    }

    /** Key type, length, and for AES the length of the key in front of its cryptogram. 11.8.2.3.1; Amendment D 1.2, 7.2.2. */
    private static ByteString keyData(SecureMessaging messaging, KeyAlgorithm algorithm, SecretBytes key) {
        if (algorithm == KeyAlgorithm.TDES) {
            return ByteString.ofByte(0x80).plus(counted(messaging.encryptSecret(key)));
        }
        try (SecretBytes whole = filled(key, AES_BLOCK, true)) {
            ByteString value = ByteString.ofByte(key.size()).plus(messaging.encryptSecret(whole));
            return ByteString.ofByte(0x88).plus(counted(value));
        }
    }

    private static ByteString counted(ByteString value) {
        return ByteString.ofByte(value.size()).plus(value);
    }
}
