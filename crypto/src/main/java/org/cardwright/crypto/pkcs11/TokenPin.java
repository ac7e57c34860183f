package org.cardwright.crypto.pkcs11;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;

/** The PIN of the user of the tokens, kept for new logins until the group is closed. PKCS #11 v3.0, 5.6.8. */
final class TokenPin implements AutoCloseable {

    private final SecretBytes bytes;

    /** A copy; the caller closes its own. */
    TokenPin(SecretBytes pin) {
        this.bytes = SecretBytes.copyOf(ClearKeyAccess.open(pin));
    }

    /** Hands over the characters, which are wiped afterwards. */
    void use(Consumer<char[]> login) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(ClearKeyAccess.open(bytes)));
        char[] characters = new char[decoded.remaining()];
        decoded.get(characters);
        Arrays.fill(decoded.array(), '\0');
        try {
            login.accept(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Wipes it. */
    @Override
    public void close() {
        bytes.close();
    }
}
