package org.cardwright.formats.issuer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/** Strict questions about text. */
final class Texts {

    private Texts() {}

    /** A decoder that reports what it cannot read instead of replacing it. */
    static CharsetDecoder strictDecoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The text, or empty when the bytes are not in the character set. */
    static Optional<String> decode(ByteString octets, CharsetDecoder strictDecoder) {
        try {
            return Optional.of(
                    strictDecoder.decode(ByteBuffer.wrap(octets.toByteArray())).toString());
        } catch (CharacterCodingException notInCharset) {
            return Optional.empty();
        }
    }

    /** One or more ASCII digits. */
    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** True when no character controls a device, a direction or a line, and every character is assigned. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!isPlain(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int codePoint) {
        boolean printableAscii = codePoint >= ' ' && codePoint <= '~';
        return printableAscii || isPlainBeyondAscii(codePoint);
    }

    private static boolean isPlainBeyondAscii(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
