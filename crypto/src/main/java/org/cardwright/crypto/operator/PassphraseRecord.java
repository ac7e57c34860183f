package org.cardwright.crypto.operator;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.cardwright.formats.bytes.ByteString;

/**
 * What is stored of an operator's passphrase: Argon2id parameters, salt and tag, never the passphrase.
 *
 * <p>RFC 9106, 3.1; the parameters are the second recommended option (64 MiB, 3 passes) with one lane. Text form:
 * {@code argon2id:memoryKib:passes:saltHex:tagHex}.
 */
public final class PassphraseRecord {

    private static final int MEMORY_KIB = 64 * 1024;
    private static final int PASSES = 3;
    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;
    private static final int MAX_MEMORY_KIB = 1024 * 1024;
    private static final int MAX_PASSES = 64;
    private static final Pattern FORM = Pattern.compile("argon2id:(\\d{1,7}):(\\d{1,2}):([0-9A-F]{32}):([0-9A-F]{64})");

    /** Shortest passphrase. */
    public static final int MIN_CHARACTERS = 12;

    private final int memoryKib;
    private final int passes;
    private final ByteString salt;
    private final ByteString tag;

    private PassphraseRecord(int memoryKib, int passes, ByteString salt, ByteString tag) {
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.salt = salt;
        this.tag = tag;
    }

    /**
     * A new record with a fresh salt.
     *
     * @param passphrase at least 12 characters; the caller wipes it
     * @throws IllegalArgumentException when it is shorter
     */
    public static PassphraseRecord of(char[] passphrase, SecureRandom random) {
        if (passphrase.length < MIN_CHARACTERS) {
            throw new IllegalArgumentException("a passphrase has at least " + MIN_CHARACTERS + " characters");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] tag = tag(MEMORY_KIB, PASSES, salt, passphrase);
        return new PassphraseRecord(MEMORY_KIB, PASSES, ByteString.of(salt), ByteString.of(tag));
    }

    /**
     * A record from its text form.
     *
     * @throws IllegalArgumentException when the text is anything else or asks for more than 1 GiB or 64 passes
     */
    public static PassphraseRecord parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a passphrase record");
        }
        int memoryKib = Integer.parseInt(form.group(1));
        int passes = Integer.parseInt(form.group(2));
        if (memoryKib < 8 || memoryKib > MAX_MEMORY_KIB || passes < 1 || passes > MAX_PASSES) {
            throw new IllegalArgumentException("passphrase record out of bounds");
        }
        return new PassphraseRecord(
                memoryKib, passes, ByteString.fromHex(form.group(3)), ByteString.fromHex(form.group(4)));
    }

    /** True when the passphrase is the one the record was made of. Takes a good part of a second by design. */
    public boolean fits(char[] passphrase) {
        byte[] candidate = tag(memoryKib, passes, salt.toByteArray(), passphrase);
        return MessageDigest.isEqual(candidate, tag.toByteArray());
    }

    /** The text form. */
    public String text() {
        return "argon2id:" + memoryKib + ":" + passes + ":" + salt.toHex() + ":" + tag.toHex();
    }

    /** The parameters only. */
    @Override
    public String toString() {
        return "PassphraseRecord(argon2id, " + memoryKib + " KiB, " + passes + " passes)";
    }

    private static byte[] tag(int memoryKib, int passes, byte[] salt, char[] passphrase) {
        ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] secret = new byte[utf8.remaining()];
        utf8.get(secret);
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(passes)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            byte[] out = new byte[TAG_BYTES];
            generator.generateBytes(secret, out);
            return out;
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(utf8.array(), (byte) 0);
        }
    }
}
