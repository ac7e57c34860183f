package org.cardwright.crypto.hostcommand;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;

/** How one field is written; a line of the table. Both directions stand side by side. */
interface FieldRule {

    /** Writes the value of the field. */
    void write(HostFields values, FieldWriter out);

    /** Reads the field into the values. */
    HostFields read(HostFields values, FieldReader in);

    /** The most bytes that the field can have. */
    int mostBytes();

    /** The most bytes that its value can have, without what stands around it. */
    default int mostContent() {
        return mostBytes();
    }

    /** What it means; empty for a constant. */
    Optional<HostField> meaning();

    /** The same characters always; an answer that has others is wrong. */
    record Constant(String text) implements FieldRule {

        @Override
        public void write(HostFields values, FieldWriter out) {
            out.ascii(text);
        }

        @Override
        public HostFields read(HostFields values, FieldReader in) {
            if (!in.ascii(text.length()).equals(text)) {
                throw new MalformedMessageException("a constant field has other characters");
            }
            return values;
        }

        @Override
        public Optional<HostField> meaning() {
            return Optional.empty();
        }

        @Override
        public int mostBytes() {
            return text.length();
        }

        @Override
        public String toString() {
            return "Constant(" + text.length() + ")";
        }
    }

    /** Bytes as they are. */
    record Bytes(HostField field, FieldSize size) implements FieldRule {

        @Override
        public void write(HostFields values, FieldWriter out) {
            ByteString value = values.bytes(field);
            size.write(value.size(), field, out);
            out.bytes(value.toByteArray());
        }

        @Override
        public HostFields read(HostFields values, FieldReader in) {
            return values.with(field, ByteString.of(in.bytes(size.read(field, in))));
        }

        @Override
        public Optional<HostField> meaning() {
            return Optional.of(field);
        }

        @Override
        public int mostContent() {
            return size.most();
        }

        @Override
        public int mostBytes() {
            return size.prefixBytes() + size.most();
        }
    }

    /** Bytes in capital hexadecimal digits; the length counts bytes. */
    record Hex(HostField field, FieldSize size) implements FieldRule {

        private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

        @Override
        public void write(HostFields values, FieldWriter out) {
            byte[] value = values.bytes(field).toByteArray();
            size.write(value.length, field, out);
            out.ascii(DIGITS.formatHex(value));
        }

        @Override
        public HostFields read(HostFields values, FieldReader in) {
            String digits = in.ascii(2 * size.read(field, in));
            if (!digits.matches("[0-9A-F]*")) {
                throw new MalformedMessageException(field.label() + " is not made of capital hexadecimal digits");
            }
            return values.with(field, ByteString.fromHex(digits));
        }

        @Override
        public Optional<HostField> meaning() {
            return Optional.of(field);
        }

        @Override
        public int mostContent() {
            return size.most();
        }

        @Override
        public int mostBytes() {
            return size.prefixBytes() + 2 * size.most();
        }
    }

    /** Characters in UTF-8; the length counts bytes. */
    record Text(HostField field, FieldSize size) implements FieldRule {

        @Override
        public void write(HostFields values, FieldWriter out) {
            byte[] value = values.text(field).getBytes(StandardCharsets.UTF_8);
            size.write(value.length, field, out);
            out.bytes(value);
        }

        @Override
        public HostFields read(HostFields values, FieldReader in) {
            return values.with(field, in.text(size.read(field, in)));
        }

        @Override
        public Optional<HostField> meaning() {
            return Optional.of(field);
        }

        @Override
        public int mostContent() {
            return size.most();
        }

        @Override
        public int mostBytes() {
            return size.prefixBytes() + size.most();
        }
    }

    /** A number in decimal digits. */
    record Digits(HostField field, int digits) implements FieldRule {

        @Override
        public void write(HostFields values, FieldWriter out) {
            out.decimal(values.number(field), digits);
        }

        @Override
        public HostFields read(HostFields values, FieldReader in) {
            return values.with(field, in.decimal(digits));
        }

        @Override
        public Optional<HostField> meaning() {
            return Optional.of(field);
        }

        @Override
        public int mostBytes() {
            return digits;
        }
    }

    /** A key by its name: length of the label in two digits, label, version in three digits. */
    record Key(HostField field) implements FieldRule {

        private static final int LENGTH_DIGITS = 2;
        private static final int LABEL_MOST = 64;
        private static final int VERSION_DIGITS = 3;

        @Override
        public void write(HostFields values, FieldWriter out) {
            KeyName name = values.key(field);
            out.decimal(name.label().length(), LENGTH_DIGITS);
            out.ascii(name.label());
            out.decimal(name.version(), VERSION_DIGITS);
        }

        @Override
        public HostFields read(HostFields values, FieldReader in) {
            String label = in.ascii(in.decimal(LENGTH_DIGITS));
            int version = in.decimal(VERSION_DIGITS);
            return values.with(field, HostFields.checked(() -> new KeyName(label, version)));
        }

        @Override
        public Optional<HostField> meaning() {
            return Optional.of(field);
        }

        @Override
        public int mostBytes() {
            return LENGTH_DIGITS + LABEL_MOST + VERSION_DIGITS;
        }
    }

    /** All fields in their order. */
    static HostFields readAll(List<FieldRule> rules, FieldReader in) {
        HostFields values = HostFields.NONE;
        for (FieldRule rule : rules) {
            values = rule.read(values, in);
        }
        return values;
    }

    /** The most bytes of several fields. */
    static int mostBytes(List<FieldRule> rules) {
        return saturated(rules.stream().mapToLong(FieldRule::mostBytes).sum());
    }

    /** Large products of sizes. */
    static int saturated(long bytes) {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
