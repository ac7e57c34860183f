package org.cardwright.formats.issuer;

import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;

/** Reads raw values by their {@link ValueShape}: text and octets in, canonical text and octets out. Not thread-safe. */
final class ValueReader {

    private final CharsetDecoder decoder;
    private final boolean ebcdic;

    ValueReader(Charset charset) {
        this.decoder = Texts.strictDecoder(charset);
        this.ebcdic = "0".getBytes(charset)[0] == (byte) 0xF0;
    }

    /** The canonical value, {@link RawValue#ABSENT}, or the rule that the raw value violates. */
    RawValue read(RawValue raw, ValueShape shape) {
        if (raw instanceof RawValue.Octets octets) {
            return readOctets(octets.octets(), shape);
        }
        return raw instanceof RawValue.Text text ? readText(text.text(), shape) : raw;
    }

    private RawValue readOctets(ByteString octets, ValueShape shape) {
        if (shape.type() == ValueShape.Type.BYTES) {
            boolean fill = !shape.absent().isEmpty()
                    && octets.equals(ByteString.repeat(Integer.parseInt(shape.absent(), 16), octets.size()));
            return fill ? RawValue.ABSENT : new RawValue.Octets(octets);
        }
        return switch (shape.encoding()) {
            case PACKED -> readDigits(HostDecimal.packed(octets), RejectReason.NOT_PACKED_DECIMAL, shape);
            case ZONED -> readDigits(HostDecimal.zoned(octets, ebcdic), RejectReason.NOT_ZONED_DECIMAL, shape);
            case CHARACTERS -> readDigits(Texts.decode(octets, decoder), RejectReason.NOT_IN_CHARSET, shape);
        };
    }

    private RawValue readDigits(Optional<String> text, RejectReason otherwise, ValueShape shape) {
        return text.isPresent() ? readText(text.get(), shape) : new RawValue.Faulty(otherwise);
    }

    private RawValue readText(String raw, ValueShape shape) {
        if (!Texts.isPlain(raw)) {
            return new RawValue.Faulty(RejectReason.CONTROL_CHARACTER);
        }
        String text = trimmed(without(raw, shape.without()), shape.trim());
        if (text.isEmpty() || text.equals(shape.absent())) {
            return RawValue.ABSENT;
        }
        if (text.length() > shape.maxLength()) {
            return new RawValue.Faulty(RejectReason.FIELD_TOO_LONG);
        }
        return typed(text, shape);
    }

    private static RawValue typed(String text, ValueShape shape) {
        return switch (shape.type()) {
            case TEXT -> new RawValue.Text(text);
            case DIGITS -> digits(text, shape);
            case DATE -> date(text, shape);
            case HEX -> octets(text, ByteString::fromHex, RejectReason.NOT_HEXADECIMAL);
            case BASE64 -> octets(text, ValueReader::base64, RejectReason.NOT_BASE64);
            case BYTES -> throw new IllegalStateException("raw bytes in a text form");
        };
    }

    private static RawValue digits(String text, ValueShape shape) {
        if (!Texts.isDigits(text)) {
            return new RawValue.Faulty(RejectReason.NOT_DIGITS);
        }
        String counted = exactly(shape.digits(), text);
        if (counted.isEmpty()) {
            return new RawValue.Faulty(RejectReason.FIELD_LENGTH);
        }
        return RawValue.ofText(shape.dropLeadingZeros() ? counted.replaceFirst("^0+(?=.)", "") : counted);
    }

    /** The last digits when only zeros stand in front of them; empty when the number does not fit. */
    private static String exactly(int digits, String text) {
        if (digits == 0 || text.length() == digits) {
            return text;
        }
        int fill = text.length() - digits;
        boolean zeros = fill > 0 && text.chars().limit(fill).allMatch(c -> c == '0');
        return zeros ? text.substring(fill) : "";
    }

    private static RawValue date(String text, ValueShape shape) {
        DatePattern pattern = shape.pattern();
        if (pattern == null) {
            throw new IllegalStateException("a date without a pattern");
        }
        String counted = Texts.isDigits(text) ? exactly(shape.digits(), text) : text;
        Optional<String> date = pattern.canonical(counted);
        return date.isPresent() ? new RawValue.Text(date.get()) : new RawValue.Faulty(RejectReason.NOT_A_DATE);
    }

    /** The message of the parser is dropped: it may quote. */
    private static RawValue octets(String text, Function<String, ByteString> parser, RejectReason otherwise) {
        try {
            return new RawValue.Octets(parser.apply(text));
        } catch (IllegalArgumentException notOfTheType) {
            return new RawValue.Faulty(otherwise);
        }
    }

    private static ByteString base64(String text) {
        return ByteString.of(Base64.getDecoder().decode(text));
    }

    private static String without(String text, String unwanted) {
        if (unwanted.isEmpty()) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(c -> unwanted.indexOf(c) < 0).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    /** Blanks only: any other white space is a control character here. */
    private static String trimmed(String text, ValueShape.Trim trim) {
        boolean left = trim == ValueShape.Trim.LEFT || trim == ValueShape.Trim.BOTH;
        boolean right = trim == ValueShape.Trim.RIGHT || trim == ValueShape.Trim.BOTH;
        int from = 0;
        int to = text.length();
        while (left && from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (right && to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }
}
