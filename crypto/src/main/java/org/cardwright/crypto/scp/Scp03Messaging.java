package org.cardwright.crypto.scp;

import java.util.Optional;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/** SCP03: encryption, then MAC; answers too. GlobalPlatform Amendment D 1.2, 6.2.4 to 6.2.7. */
final class Scp03Messaging extends SecureMessaging {

    private static final int BLOCK = 16;
    private static final int ANSWER = 0x80;
    private static final int STATUS_BYTES = 2;

    private final Scp03Keys keys;

    Scp03Messaging(CardKeySet card, SessionParameters session) {
        super(card, session);
        this.keys = Scp03Keys.derive(card, session.hostChallenge(), session.cardChallenge());
    }

    @Override
    public ByteString cardCryptogram() {
        return keys.cardCryptogram();
    }

    @Override
    ByteString hostCryptogram() {
        return keys.hostCryptogram();
    }

    /** CMAC over the last MAC, all 16 bytes of it, and the command; half of it is sent. 6.2.4. */
    @Override
    ByteString mac(ApduMessage command) {
        return cmac(keys.mac(), command.macInput(MAC_BYTES));
    }

    private ByteString cmac(SecretBytes key, ByteString message) {
        try (KeyCipher cipher = KeyCipher.aes(key)) {
            return ByteString.of(cipher.cmac(chaining().plus(message).toByteArray()));
        }
    }

    private ByteString chaining() {
        ByteString last = state().chaining();
        return last.isEmpty() ? ByteString.repeat(0, BLOCK) : last;
    }

    @Override
    ApduMessage protectData(ApduMessage plain) {
        ByteString body = plain.data();
        int number = state().commands() + 1;
        if (session().level().encryptsCommands() && !body.isEmpty()) {
            body = encrypt(body, 0, number);
        }
        ByteString mac = mac(new ApduMessage(plain.header(), body));
        ApduMessage command = plain.marked(body.plus(mac.slice(0, MAC_BYTES)));
        resume(state().after(mac));
        return command;
    }

    @Override
    Optional<ApduMessage> unprotectData(ApduMessage command) {
        int bodyBytes = command.data().size() - MAC_BYTES;
        ByteString body = command.data().slice(0, bodyBytes);
        ByteString expected = mac(new ApduMessage(command.header(), body));
        if (!isEqual(expected.slice(0, MAC_BYTES), command.data().slice(bodyBytes))) {
            return Optional.empty();
        }
        resume(state().after(expected));
        Optional<ByteString> plain = session().level().encryptsCommands() && !body.isEmpty()
                ? decrypt(body, 0, state().commands())
                : Optional.of(body);
        return plain.map(command::unmarked);
    }

    @Override
    public ByteString protectAnswer(ByteString data, int status) {
        if (!session().level().macsAnswers() || isError(status)) {
            return data;
        }
        ByteString body = session().level().encryptsAnswers() && !data.isEmpty()
                ? encrypt(data, ANSWER, state().commands())
                : data;
        return body.plus(answerMac(body, status));
    }

    @Override
    public Optional<ByteString> unprotectAnswer(ByteString data, int status) {
        if (!session().level().macsAnswers()) {
            return Optional.of(data);
        }
        if (isError(status)) {
            // 6.2.5: an error comes without a MAC and without data
            return data.isEmpty() ? Optional.of(data) : Optional.empty();
        }
        int bodyBytes = data.size() - MAC_BYTES;
        if (bodyBytes < 0 || !isEqual(answerMac(data.slice(0, bodyBytes), status), data.slice(bodyBytes))) {
            return Optional.empty();
        }
        ByteString body = data.slice(0, bodyBytes);
        return session().level().encryptsAnswers() && !body.isEmpty()
                ? decrypt(body, ANSWER, state().commands())
                : Optional.of(body);
    }

    /** 6.2.5: over the last C-MAC, the data and the status word. */
    private ByteString answerMac(ByteString body, int status) {
        return cmac(keys.rmac(), body.plus(ByteString.ofUnsigned(status, STATUS_BYTES)))
                .slice(0, MAC_BYTES);
    }

    /** All but 9000 and the warnings 62xx and 63xx. 6.2.5. */
    private static boolean isError(int status) {
        int high = status >>> 8;
        return status != 0x9000 && high != 0x62 && high != 0x63;
    }

    private ByteString encrypt(ByteString data, int direction, int number) {
        try (KeyCipher cipher = KeyCipher.aes(keys.enc())) {
            return ByteString.of(cipher.encryptCbc(padded(data, BLOCK), initialValue(cipher, direction, number)));
        }
    }

    private Optional<ByteString> decrypt(ByteString body, int direction, int number) {
        if (body.size() % BLOCK != 0) {
            return Optional.empty();
        }
        try (KeyCipher cipher = KeyCipher.aes(keys.enc())) {
            return unpadded(cipher.decryptCbc(body.toByteArray(), initialValue(cipher, direction, number)));
        }
    }

    /** The number of the command under S-ENC, for its answer with 80 in front. 6.2.6 and 6.2.7. */
    private static byte[] initialValue(KeyCipher cipher, int direction, int number) {
        ByteString counter = ByteString.concat(
                ByteString.ofByte(direction), ByteString.repeat(0, BLOCK - 5), ByteString.ofUnsigned(number, 4));
        return cipher.encryptEcb(counter.toByteArray());
    }

    @Override
    KeyCipher dataKey() {
        return KeyCipher.aes(card().dek());
    }

    @Override
    public void close() {
        keys.close();
        super.close();
    }
}
