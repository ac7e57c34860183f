package org.cardwright.formats.emv;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.cardwright.formats.bytes.Bcd;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.emv.DataElement.Range;

/** How the value of a data element is coded. EMV 4.4 Book 3, 4.3. */
public enum DataElementFormat {
    /** Letters. */
    A(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')),
    /** Letters and digits. */
    AN(c -> A.characters.test(c) || (c >= '0' && c <= '9')),
    /** Characters of the set common to all parts of ISO/IEC 8859; EMV 4.4 Book 4, annex B. */
    ANS(c -> c >= 0x20 && c <= 0x7E),
    /** Characters of the part of ISO/IEC 8859 that tag 9F11 names. */
    ANS8859(c -> ANS.characters.test(c) || (c >= 0xA0 && c <= 0xFF)),
    /** Bytes. */
    B(c -> true),
    /** Digits padded right with F. */
    CN(c -> c >= '0' && c <= '9'),
    /** Digits padded left with zeros. */
    N(c -> c >= '0' && c <= '9');

    private final IntPredicate characters;

    DataElementFormat(IntPredicate characters) {
        this.characters = characters;
    }

    /** True when the value is a coding of that many digits or characters. */
    boolean isCodingOf(ByteString value, Range text) {
        try {
            return text.contains(decode(value, text).length() / (this == B ? 2 : 1));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    ByteString encode(String plain, int minBytes) {
        return switch (this) {
            case N -> Bcd.encode(plain, Math.max(minBytes, (plain.length() + 1) / 2));
            case CN -> CompressedNumeric.encode(plain, Math.max(minBytes, (plain.length() + 1) / 2));
            case B -> ByteString.fromHex(plain);
            case A, AN, ANS, ANS8859 -> encodeCharacters(plain);
        };
    }

    /** Digits, characters or hexadecimal; an n of fixed length loses its padding. */
    String decode(ByteString value, Range text) {
        return switch (this) {
            case N -> Bcd.decode(value, text.min() == text.max() ? text.min() : Math.min(text.max(), 2 * value.size()));
            case CN -> CompressedNumeric.decode(value);
            case B -> value.toHex();
            case A, AN, ANS, ANS8859 -> decodeCharacters(value);
        };
    }

    private ByteString encodeCharacters(String plain) {
        requireCharacters(plain);
        return ByteString.of(plain.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String decodeCharacters(ByteString value) {
        String plain = new String(value.toByteArray(), StandardCharsets.ISO_8859_1);
        requireCharacters(plain);
        return plain;
    }

    private void requireCharacters(String plain) {
        if (!plain.chars().allMatch(characters)) {
            throw new IllegalArgumentException("not characters of format " + this);
        }
    }

    /** As the standard writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
