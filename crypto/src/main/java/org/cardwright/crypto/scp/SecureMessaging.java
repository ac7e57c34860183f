package org.cardwright.crypto.scp;

import java.security.MessageDigest;
import java.util.Optional;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * One session of a secure channel, for the host and for a card in software: cryptograms, protected commands and answers, secrets
 * inside commands. GlobalPlatform Card Specification 2.3.1, annex E; Amendment D 1.2, 6.2.
 *
 * <p>Every command changes the state of the session, also of the one who reads it. Not for several threads. Closing wipes all keys.
 */
public abstract sealed class SecureMessaging implements AutoCloseable permits Scp02Messaging, Scp03Messaging {

    static final int MAC_BYTES = 8;

    private static final int EXTERNAL_AUTHENTICATE = 0x80820000;
    private static final int LEVEL_SHIFT = 8;
    private static final int CRYPTOGRAM_BYTES = 8;

    private final CardKeySet card;
    private final SessionParameters session;
    private MessagingState state = MessagingState.NEW;

    SecureMessaging(CardKeySet card, SessionParameters session) {
        this.card = card;
        this.session = session;
    }

    /**
     * The session of these keys.
     *
     * @param card static keys, taken over and wiped with the session, also when they are refused
     * @throws org.cardwright.crypto.key.KeyRefusedException when the keys are not of the protocol
     */
    public static SecureMessaging of(CardKeySet card, SessionParameters session) {
        try {
            return session.protocol() == SecureChannelProtocol.SCP02
                    ? new Scp02Messaging(card, session)
                    : new Scp03Messaging(card, session);
        } catch (RuntimeException refused) {
            card.close();
            throw refused;
        }
    }

    /** What the card proves itself with. */
    public abstract ByteString cardCryptogram();

    abstract ByteString hostCryptogram();

    /** C-MAC over what is computed for the card; becomes the state. */
    abstract ByteString mac(ApduMessage command);

    /** Data of a command that is about to be counted, as they are sent, before the MAC in SCP03, behind it in SCP02. */
    abstract ApduMessage protectData(ApduMessage plain);

    abstract Optional<ApduMessage> unprotectData(ApduMessage command);

    abstract KeyCipher dataKey();

    /** Is this what the card must have answered? Takes as long either way. */
    public final boolean isGenuine(ByteString cryptogram) {
        return isEqual(cardCryptogram(), cryptogram);
    }

    /** The command by which the host proves itself; always with a MAC. E.5.2. */
    public final ApduMessage externalAuthenticate() {
        return authentication(
                new ApduMessage(EXTERNAL_AUTHENTICATE | session.level().code() << LEVEL_SHIFT, hostCryptogram()));
    }

    /** For a card: is this the command of a host that has the keys? The session is open when it is. */
    public final boolean accepts(ApduMessage command) {
        if (!command.isProtected() || command.data().size() != CRYPTOGRAM_BYTES + MAC_BYTES) {
            return false;
        }
        ApduMessage expected = externalAuthenticate();
        return expected.header() == command.header() && isEqual(expected.data(), command.data());
    }

    private ApduMessage authentication(ApduMessage plain) {
        ByteString mac = mac(plain);
        state = new MessagingState(mac, 0);
        return plain.marked(plain.data().plus(mac.slice(0, MAC_BYTES)));
    }

    /**
     * The command as it is sent.
     *
     * @throws IllegalArgumentException when it is too long with what is added
     */
    public final ApduMessage protect(ApduMessage plain) {
        return session.level().macsCommands() ? protectData(plain) : plain;
    }

    /** For a card: the command as it was meant; nothing when it is not of this host, or not its next. */
    public final Optional<ApduMessage> unprotect(ApduMessage command) {
        if (!session.level().macsCommands()) {
            return command.isProtected() ? Optional.empty() : Optional.of(command);
        }
        return command.isProtected() && command.data().size() >= MAC_BYTES ? unprotectData(command) : Optional.empty();
    }

    /** For a card: the data of an answer as they are sent. */
    public ByteString protectAnswer(ByteString data, int status) {
        return data;
    }

    /** The data of an answer as they were meant; nothing when they are not of this card, or not its answer to the last command. */
    public Optional<ByteString> unprotectAnswer(ByteString data, int status) {
        return Optional.of(data);
    }

    /** Encrypts a key or another secret for the card, a whole number of blocks: ECB under S-DEK in SCP02, CBC under K_DEK in SCP03. */
    public final ByteString encryptSecret(SecretBytes secret) {
        try (KeyCipher cipher = dataKey()) {
            byte[] clear = ClearKeyAccess.open(secret);
            return ByteString.of(chainsSecrets() ? cipher.encryptCbc(clear) : cipher.encryptEcb(clear));
        }
    }

    /** For a card: opens a secret; nothing when it is no whole number of blocks. The caller closes it. */
    public final Optional<SecretBytes> decryptSecret(ByteString cryptogram) {
        try (KeyCipher cipher = dataKey()) {
            if (cryptogram.isEmpty() || cryptogram.size() % cipher.blockBytes() != 0) {
                return Optional.empty();
            }
            byte[] bytes = cryptogram.toByteArray();
            return Optional.of(
                    SecretBytes.adopt(chainsSecrets() ? cipher.decryptCbc(bytes) : cipher.decryptEcb(bytes)));
        }
    }

    private boolean chainsSecrets() {
        return session.protocol() == SecureChannelProtocol.SCP03;
    }

    /** Block length of the key for secrets. */
    public final int secretBlockBytes() {
        return session.protocol().algorithm().blockBytes();
    }

    /** Where the session stands. */
    public final MessagingState state() {
        return state;
    }

    /** Goes on where a session of the same keys stood. */
    public final void resume(MessagingState where) {
        state = where;
    }

    final CardKeySet card() {
        return card;
    }

    final SessionParameters session() {
        return session;
    }

    static boolean isEqual(ByteString expected, ByteString found) {
        return MessageDigest.isEqual(expected.toByteArray(), found.toByteArray());
    }

    /** 80, then zeros, up to whole blocks; at least one byte. ISO/IEC 9797-1, padding method 2. */
    static byte[] padded(ByteString data, int blockBytes) {
        int size = (data.size() / blockBytes + 1) * blockBytes;
        return ByteString.concat(data, ByteString.ofByte(0x80), ByteString.repeat(0, size - data.size() - 1))
                .toByteArray();
    }

    /** What stands in front of the padding; nothing when there is none. */
    static Optional<ByteString> unpadded(byte[] bytes) {
        int at = bytes.length - 1;
        while (at > 0 && bytes[at] == 0) {
            at--;
        }
        return bytes[at] == (byte) 0x80 ? Optional.of(ByteString.copyOf(bytes, 0, at)) : Optional.empty();
    }

    @Override
    public void close() {
        card.close();
    }
}
