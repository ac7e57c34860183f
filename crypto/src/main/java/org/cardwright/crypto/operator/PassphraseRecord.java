package org.cardwright.crypto.operator;

import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.formats.bytes.ByteString;

/**
 * What is stored of an operator's passphrase: cost of a guess, salt and tag, never the passphrase.
 *
 * <p>Argon2id with one lane, RFC 9106, 3.1. Text form: {@code argon2id:memoryKib:passes:saltHex:tagHex}.
 */
public final class PassphraseRecord {

    private static final int SALT_BYTES = 16;
    private static final int LANES = 1;
    private static final Pattern FORM = Pattern.compile("argon2id:(\\d{1,7}):(\\d{1,2}):([0-9A-F]{32}):([0-9A-F]{64})");

    /** Shortest passphrase. */
    public static final int MIN_CHARACTERS = 12;

    private final PassphraseCost cost;
    private final ByteString salt;
    private final ByteString tag;

    private PassphraseRecord(PassphraseCost cost, ByteString salt, ByteString tag) {
        this.cost = cost;
        this.salt = salt;
        this.tag = tag;
    }

    /**
     * A new record with a fresh salt.
     *
     * @param passphrase at least 12 characters; the caller wipes it
     * @param cost of one lane
     * @throws IllegalArgumentException when the passphrase is shorter or the cost has more lanes
     */
    public static PassphraseRecord of(char[] passphrase, PassphraseCost cost, SecureRandom random) {
        if (passphrase.length < MIN_CHARACTERS) {
            throw new IllegalArgumentException("a passphrase has at least " + MIN_CHARACTERS + " characters");
        }
        if (cost.parallelism() != LANES) {
            throw new IllegalArgumentException("a passphrase record has one lane");
        }
        byte[] fresh = new byte[SALT_BYTES];
        random.nextBytes(fresh);
        ByteString salt = ByteString.of(fresh);
        return new PassphraseRecord(cost, salt, tag(cost, salt, passphrase));
    }

    /**
     * A record from its text form.
     *
     * @throws IllegalArgumentException when the text is anything else or its cost is outside the bounds of
     *     {@link PassphraseCost}: an altered record must be able to ask neither for all memory nor for no work
     */
    public static PassphraseRecord parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a passphrase record");
        }
        return new PassphraseRecord(
                cost(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))),
                ByteString.fromHex(form.group(3)),
                ByteString.fromHex(form.group(4)));
    }

    /** A record that no passphrase fits and that takes as long to say so as any other of this cost. */
    public static PassphraseRecord fittingNone(PassphraseCost cost) {
        return new PassphraseRecord(cost, ByteString.of(new byte[SALT_BYTES]), ByteString.EMPTY);
    }

    private static PassphraseCost cost(int memoryKib, int passes) {
        try {
            return new PassphraseCost(memoryKib, passes, LANES);
        } catch (KeyRefusedException outside) {
            throw new IllegalArgumentException("passphrase record out of bounds", outside);
        }
    }

    /** True when the passphrase is the one the record was made of; takes what the record's cost asks for. */
    public boolean fits(char[] passphrase) {
        try (SecretBytes secret = SecretBytes.ofPassphrase(passphrase);
                SecretBytes candidate = cost.derive(secret, salt);
                SecretBytes expected = SecretBytes.adopt(tag.toByteArray())) {
            return candidate.equals(expected);
        }
    }

    private static ByteString tag(PassphraseCost cost, ByteString salt, char[] passphrase) {
        try (SecretBytes secret = SecretBytes.ofPassphrase(passphrase);
                SecretBytes derived = cost.derive(secret, salt)) {
            return ByteString.of(ClearKeyAccess.open(derived).clone());
        }
    }

    /** The text form. */
    public String text() {
        return "argon2id:" + cost.memoryKib() + ":" + cost.iterations() + ":" + salt.toHex() + ":" + tag.toHex();
    }

    /** The cost only. */
    @Override
    public String toString() {
        return "PassphraseRecord(argon2id, " + cost.memoryKib() + " KiB, " + cost.iterations() + " passes)";
    }
}
