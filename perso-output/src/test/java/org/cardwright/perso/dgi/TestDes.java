package org.cardwright.perso.dgi;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.formats.bytes.ByteString;

/** 3DES with a double-length key by the platform's own provider, as a second implementation beside the module's. */
final class TestDes {

    private TestDes() {}

    static ByteString encrypt(ByteString key, ByteString clear) {
        return run(Cipher.ENCRYPT_MODE, key, clear);
    }

    static ByteString decrypt(ByteString key, ByteString cryptogram) {
        return run(Cipher.DECRYPT_MODE, key, cryptogram);
    }

    private static ByteString run(int mode, ByteString key, ByteString data) {
        try {
            byte[] expanded = key.plus(key.slice(0, 8)).toByteArray();
            Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(expanded, "DESede"));
            return ByteString.of(cipher.doFinal(data.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
