package org.cardwright.jobs.ceremony;

import java.util.Arrays;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/** What people type from a sheet. */
final class Typed {

    private Typed() {}

    /**
     * The bytes of hexadecimal digits, spaces between them or not; closed by the caller.
     *
     * @throws KeyRefusedException when there is anything else
     */
    static SecretBytes bytes(SecretBytes digits) {
        byte[] text = ClearKeyAccess.open(digits);
        byte[] bytes = new byte[text.length / 2];
        int count = 0;
        for (byte one : text) {
            if (one != ' ' && one != '\n') {
                int digit = Character.digit(one, 16);
                if (digit < 0 || count / 2 >= bytes.length) {
                    Arrays.fill(bytes, (byte) 0);
                    throw new KeyRefusedException("a component is typed in hexadecimal digits");
                }
                bytes[count / 2] |= (byte) (digit << (count % 2 == 0 ? 4 : 0));
                count++;
            }
        }
        byte[] exact = Arrays.copyOf(bytes, count / 2);
        Arrays.fill(bytes, (byte) 0);
        if (count % 2 != 0) {
            Arrays.fill(exact, (byte) 0);
            throw new KeyRefusedException("a component has an even number of hexadecimal digits");
        }
        return SecretBytes.adopt(exact);
    }

    /**
     * A check value as it stands on a form, by the usual rule of the algorithm; {@code aes-cmac:} before it names the other one.
     *
     * @throws KeyRefusedException when it is none
     */
    static KeyCheckValue checkValue(KeyAlgorithm algorithm, String text) {
        boolean cmac = text.startsWith("aes-cmac:");
        KeyCheckValue.Method usual =
                algorithm == KeyAlgorithm.AES ? KeyCheckValue.Method.AES_ONES : KeyCheckValue.Method.TDES_ZEROS;
        try {
            return new KeyCheckValue(
                    cmac ? KeyCheckValue.Method.AES_CMAC : usual,
                    ByteString.fromHex(text.substring(text.indexOf(':') + 1).strip()));
        } catch (IllegalArgumentException malformed) {
            throw new KeyRefusedException("a check value has 2 to 5 bytes in hexadecimal digits");
        }
    }
}
