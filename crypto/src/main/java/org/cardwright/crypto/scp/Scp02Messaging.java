package org.cardwright.crypto.scp;

import java.util.Optional;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.mac.RetailMac;
import org.cardwright.formats.bytes.ByteString;

/** SCP02, i = 15 and 55: MAC over the clear command, then encryption. GlobalPlatform Card Specification 2.3.1, E.4.4 to E.4.6. */
final class Scp02Messaging extends SecureMessaging {

    private static final int BLOCK = 8;

    private final Scp02Keys keys;

    Scp02Messaging(CardKeySet card, SessionParameters session) {
        super(card, session);
        this.keys = Scp02Keys.derive(card, session.sequenceCounter());
    }

    @Override
    public ByteString cardCryptogram() {
        return keys.cardCryptogram(session().hostChallenge(), session().cardChallenge());
    }

    @Override
    ByteString hostCryptogram() {
        return keys.hostCryptogram(session().hostChallenge(), session().cardChallenge());
    }

    /** Retail MAC; its initial value is the last MAC under single DES, zero for the first. E.4.4, E.3.3 (ICV encryption). */
    @Override
    ByteString mac(ApduMessage command) {
        byte[] message = padded(command.macInput(MAC_BYTES), BLOCK);
        ByteString last = state().chaining();
        if (!last.isEmpty()) {
            try (KeyCipher left = KeyCipher.leftHalf(keys.mac())) {
                byte[] initial = left.encryptEcb(last.toByteArray());
                for (int i = 0; i < BLOCK; i++) {
                    message[i] ^= initial[i];
                }
            }
        }
        try (RetailMac mac = new RetailMac(keys.mac())) {
            return ByteString.of(mac.compute(RetailMac.Padding.ZEROS, message));
        }
    }

    @Override
    ApduMessage protectData(ApduMessage plain) {
        ByteString mac = mac(plain);
        ByteString body = plain.data();
        if (session().level().encryptsCommands() && !body.isEmpty()) {
            try (KeyCipher cipher = KeyCipher.tdes(keys.enc())) {
                body = ByteString.of(cipher.encryptCbc(padded(body, BLOCK)));
            }
        }
        ApduMessage command = plain.marked(body.plus(mac));
        resume(state().after(mac));
        return command;
    }

    @Override
    Optional<ApduMessage> unprotectData(ApduMessage command) {
        int bodyBytes = command.data().size() - MAC_BYTES;
        ByteString sent = command.data().slice(bodyBytes);
        return plain(command.data().slice(0, bodyBytes)).map(command::unmarked).filter(plain -> {
            ByteString expected = mac(plain);
            boolean right = isEqual(expected, sent);
            if (right) {
                resume(state().after(expected));
            }
            return right;
        });
    }

    private Optional<ByteString> plain(ByteString body) {
        if (!session().level().encryptsCommands() || body.isEmpty()) {
            return Optional.of(body);
        }
        if (body.size() % BLOCK != 0) {
            return Optional.empty();
        }
        try (KeyCipher cipher = KeyCipher.tdes(keys.enc())) {
            return unpadded(cipher.decryptCbc(body.toByteArray()));
        }
    }

    @Override
    KeyCipher dataKey() {
        return KeyCipher.tdes(keys.dek());
    }

    @Override
    public void close() {
        keys.close();
        super.close();
    }
}
