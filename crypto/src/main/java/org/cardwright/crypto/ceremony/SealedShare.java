package org.cardwright.crypto.ceremony;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.AesKeyWrap;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.formats.bytes.ByteString;

/**
 * A share under a passphrase of its custodian, as text of two lines.
 *
 * <pre>
 * cardwright-share 1 argon2id memory-kib=65536 iterations=3 parallelism=1 salt=(32 hex)
 * (hex, RFC 5649 over the envelope)
 * </pre>
 */
public final class SealedShare {

    /** Least length of a passphrase. */
    public static final int MIN_PASSPHRASE = 12;

    private static final int SALT_BYTES = 16;
    private static final int MOST_CHARACTERS = 1024;
    private static final Pattern FORM = Pattern.compile("cardwright-share 1 argon2id memory-kib=([0-9]{1,9})"
            + " iterations=([0-9]{1,9}) parallelism=([0-9]{1,9}) salt=([0-9A-F]{32})\n((?:[0-9A-F]{2}){24,400})\n?");

    private SealedShare() {}

    /**
     * The text of a share under a passphrase. RFC 9106, RFC 5649.
     *
     * @param passphrase at least 12 bytes, closed by the caller
     * @throws KeyRefusedException when the passphrase is shorter
     */
    public static String seal(Share share, SecretBytes passphrase, PassphraseCost cost) {
        if (passphrase.size() < MIN_PASSPHRASE) {
            throw new KeyRefusedException("a passphrase has at least " + MIN_PASSPHRASE + " characters");
        }
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        ByteString shown = ByteString.of(salt);
        try (SecretBytes binary = share.binary();
                SecretBytes wrapping = cost.derive(passphrase, shown)) {
            return "cardwright-share 1 argon2id memory-kib=" + cost.memoryKib() + " iterations=" + cost.iterations()
                    + " parallelism=" + cost.parallelism() + " salt=" + shown.toHex() + "\n"
                    + AesKeyWrap.KWP.wrap(binary, wrapping).toHex() + "\n";
        }
    }

    /** Does a file begin like one? */
    public static boolean isSealed(byte[] content) {
        byte[] start = "cardwright-share ".getBytes(StandardCharsets.US_ASCII);
        return content.length > start.length && Arrays.equals(start, Arrays.copyOf(content, start.length));
    }

    /**
     * Opens a share.
     *
     * @throws KeyRefusedException when the text has another form, the passphrase is wrong, or it was altered
     */
    public static Share open(String text, SecretBytes passphrase) {
        Matcher form = FORM.matcher(text);
        if (text.length() > MOST_CHARACTERS || !form.matches()) {
            throw new KeyRefusedException("the file is no share under a passphrase");
        }
        PassphraseCost cost = new PassphraseCost(
                Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)));
        try (SecretBytes wrapping = cost.derive(passphrase, ByteString.fromHex(form.group(4)));
                SecretBytes binary = unwrapped(form.group(5), wrapping)) {
            return ShareForm.read(ClearKeyAccess.open(binary));
        }
    }

    private static SecretBytes unwrapped(String hex, SecretBytes wrapping) {
        try {
            return AesKeyWrap.KWP.unwrap(ByteString.fromHex(hex), wrapping);
        } catch (KeyRefusedException either) {
            throw new KeyRefusedException("the passphrase of the share is wrong, or its file was altered");
        }
    }
}
