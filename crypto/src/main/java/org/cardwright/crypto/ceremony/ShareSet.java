package org.cardwright.crypto.ceremony;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * What the shares of one secret have in common.
 *
 * @param id 8 random bytes, another for every sharing
 * @param quorum how many are needed
 * @param subject what the secret is
 * @param commitment 16 bytes of HMAC-SHA-256 under the secret over all the rest: tells a right secret from a wrong one
 */
public record ShareSet(ByteString id, Quorum quorum, Subject subject, ByteString commitment) {

    static final int ID_BYTES = 8;
    static final int COMMITMENT_BYTES = 16;
    private static final int SHOWN_BYTES = 3;
    private static final String USE = "cardwright share set";

    /** What can be shared. */
    public enum Kind {
        /** The secret of a vault, from which all keys in it are opened. */
        VAULT('V'),
        /** A key. */
        KEY('K');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }

        static Kind ofLetter(int letter) {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            throw new KeyRefusedException("the share is of a secret that is not known here");
        }
    }

    /**
     * What a secret is.
     *
     * @param kind vault or key
     * @param name of the key or of the home, 1 to 68 of a-z 0-9 . / -
     * @param rehearsal true when it was made to practise and is worth nothing
     */
    public record Subject(Kind kind, String name, boolean rehearsal) {

        /** Checks the name; {@link KeyRefusedException} when it has another form. */
        public Subject {
            if (!name.matches("[a-z0-9][a-z0-9./-]{0,67}")) {
                throw new KeyRefusedException("a shared secret is named by 1 to 68 of a-z 0-9 . / -");
            }
        }
    }

    /** The set of a secret. */
    static ShareSet of(SecretBytes secret, ByteString id, Quorum quorum, Subject subject) {
        return new ShareSet(id, quorum, subject, commitment(secret, id, quorum, subject));
    }

    /** Is this the secret that was shared? */
    boolean isOf(SecretBytes secret) {
        return commitment.equals(commitment(secret, id, quorum, subject));
    }

    private static ByteString commitment(SecretBytes secret, ByteString id, Quorum quorum, Subject subject) {
        String context = String.join(
                "|",
                USE,
                id.toHex(),
                quorum.toString(),
                subject.kind().name(),
                subject.name(),
                Boolean.toString(subject.rehearsal()));
        try (KeyMac hmac = KeyMac.of(secret)) {
            byte[] whole = hmac.compute(context.getBytes(StandardCharsets.US_ASCII));
            ByteString shown = ByteString.copyOf(whole, 0, COMMITMENT_BYTES);
            Arrays.fill(whole, (byte) 0);
            return shown;
        }
    }

    /** Six hexadecimal digits by which people compare sets. */
    public String checkValue() {
        return commitment.slice(0, SHOWN_BYTES).toHex();
    }
}
