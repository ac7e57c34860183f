package org.cardwright.perso.cps;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;

/** The elementary forms of fields. All binary lengths are big-endian and never count themselves. */
final class FieldForms {

    private static final int MAX_BYTE = 0xFF;

    private FieldForms() {}

    /** Exactly {@code count} bytes. */
    static FieldForm<ByteString> bytes(int count) {
        return new Fixed(count);
    }

    /** Exactly {@code count} ASCII characters. */
    static FieldForm<String> ascii(int count) {
        return new Ascii(count);
    }

    /** One binary byte. */
    static FieldForm<Integer> oneByte() {
        return new OneByte();
    }

    /** A binary length of {@code width} bytes and as many bytes. */
    static FieldForm<ByteString> prefixed(int width) {
        return new Prefixed<>(width, new Rest());
    }

    /** A binary length of {@code width} bytes over another form, which must fill it. */
    static <V> FieldForm<V> prefixed(int width, FieldForm<V> inner) {
        return new Prefixed<>(width, inner);
    }

    /** One byte with the number of items, then the items. */
    static <V> FieldForm<List<V>> counted(FieldForm<V> item) {
        return new Listed<>(true, item);
    }

    /** Items up to the end of what surrounds them. */
    static <V> FieldForm<List<V>> repeated(FieldForm<V> item) {
        return new Listed<>(false, item);
    }

    private record Fixed(int count) implements FieldForm<ByteString> {
        @Override
        public ByteString encode(String field, ByteString value) {
            require(value.size() == count, field, count + " bytes");
            return value;
        }

        @Override
        public ByteString decode(String field, FieldReader in) {
            return in.take(field, count);
        }

        @Override
        public String words() {
            return count + " bytes";
        }
    }

    private record Ascii(int count) implements FieldForm<String> {
        @Override
        public ByteString encode(String field, String value) {
            require(value.length() == count && isPrintable(value), field, words());
            return ByteString.ascii(value);
        }

        @Override
        public String decode(String field, FieldReader in) {
            int at = in.offset();
            String value = in.take(field, count).toAscii();
            if (!isPrintable(value)) {
                throw new MalformedRecordException(field, at, words());
            }
            return value;
        }

        @Override
        public String words() {
            return count + " ASCII characters";
        }

        private static boolean isPrintable(String text) {
            return text.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
        }
    }

    private record OneByte() implements FieldForm<Integer> {
        @Override
        public ByteString encode(String field, Integer value) {
            require(value >= 0 && value <= MAX_BYTE, field, words());
            return ByteString.ofByte(value);
        }

        @Override
        public Integer decode(String field, FieldReader in) {
            return in.number(field, 1);
        }

        @Override
        public String words() {
            return "1 byte";
        }
    }

    private record Rest() implements FieldForm<ByteString> {
        @Override
        public ByteString encode(String field, ByteString value) {
            return value;
        }

        @Override
        public ByteString decode(String field, FieldReader in) {
            return in.take(field, in.left());
        }

        @Override
        public String words() {
            return "bytes";
        }
    }

    private record Prefixed<V>(int width, FieldForm<V> content) implements FieldForm<V> {
        @Override
        public ByteString encode(String field, V value) {
            ByteString bytes = content.encode(field, value);
            require(bytes.size() >>> (8 * width) == 0, field, "a length of " + width + " bytes");
            return ByteString.ofUnsigned(bytes.size(), width).plus(bytes);
        }

        @Override
        public V decode(String field, FieldReader in) {
            FieldReader inner = in.within(field, in.number(field, width));
            V value = content.decode(field, inner);
            inner.requireEnd(field);
            return value;
        }

        @Override
        public String words() {
            return String.format(Locale.ROOT, "binary length (%d), %s", width, content.words());
        }

        @Override
        public FieldForm<?> inner() {
            return content.inner();
        }
    }

    private record Listed<V>(boolean hasCount, FieldForm<V> item) implements FieldForm<List<V>> {
        @Override
        public ByteString encode(String field, List<V> values) {
            List<ByteString> parts = new ArrayList<>();
            if (hasCount) {
                require(values.size() <= MAX_BYTE, field, "at most 255 items");
                parts.add(ByteString.ofByte(values.size()));
            }
            values.forEach(value -> parts.add(item.encode(field, value)));
            return ByteString.concat(parts);
        }

        @Override
        public List<V> decode(String field, FieldReader in) {
            List<V> values = new ArrayList<>();
            int count = hasCount ? in.number(field, 1) : Integer.MAX_VALUE;
            // bounded by the count byte, or by the bytes left: every item takes at least one
            while (values.size() < count && (hasCount || !in.atEnd())) {
                values.add(item.decode(field, in));
            }
            return List.copyOf(values);
        }

        @Override
        public String words() {
            return (hasCount ? "number (1), each: " : "each: ") + item.words();
        }

        @Override
        public FieldForm<?> inner() {
            return item.inner();
        }
    }

    static void require(boolean fits, String field, String shape) {
        if (!fits) {
            throw new IllegalArgumentException(field + " does not fit: " + shape);
        }
    }
}
