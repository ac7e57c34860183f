package org.cardwright.perso.verify;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PinBlockFormat;

/** A PIN as the golden issuer sends it: format 0 under the published test key. ISO 9564-1, 9.3.2. */
final class OrderedPin {

    private static final ByteString KEY = ByteString.fromHex("7F570401010202047F57040204070708");

    private OrderedPin() {}

    /** Four digits, bound to the 12 digits in front of the check digit of the PAN. */
    static EncryptedPinBlock of(Pan pan, String digits) {
        String account = pan.digits().substring(pan.length() - 13, pan.length() - 1);
        byte[] block = ByteString.fromHex("04" + digits + "FFFFFFFFFF").toByteArray();
        byte[] panField = ByteString.fromHex("0000" + account).toByteArray();
        for (int i = 0; i < block.length; i++) {
            block[i] ^= panField[i];
        }
        try {
            Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(KEY.plus(KEY.slice(0, 8)).toByteArray(), "DESede"));
            return new EncryptedPinBlock(PinBlockFormat.ISO_0, ByteString.of(cipher.doFinal(block)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
