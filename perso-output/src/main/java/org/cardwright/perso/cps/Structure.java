package org.cardwright.perso.cps;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.cardwright.formats.bytes.ByteString;

/**
 * A layout: named fields in their order.
 *
 * @param name of the layout, {@code PDI}
 * @param fields in the order of the record
 * @param make builds the value from the decoded fields
 */
record Structure<T>(String name, List<Field<T, ?>> fields, Function<Decoded, T> make) implements FieldForm<T> {

    /** Copies the list. */
    Structure {
        fields = List.copyOf(fields);
    }

    /**
     * One field of a layout.
     *
     * @param name the specification's own name
     * @param form how it stands in the record
     * @param meaning for the documentation
     * @param of takes the value out of the structure
     */
    record Field<T, V>(String name, FieldForm<V> form, String meaning, Function<T, V> of) {

        private ByteString encode(T value) {
            return form.encode(name, of.apply(value));
        }
    }

    /** The decoded fields of one structure. */
    static final class Decoded {

        private final IdentityHashMap<Field<?, ?>, Object> values = new IdentityHashMap<>();

        @SuppressWarnings("unchecked") // a field's own form made the value
        <V> V get(Field<?, V> field) {
            Object value = values.get(field);
            if (value == null) {
                throw new IllegalStateException("field not in this layout: " + field.name());
            }
            return (V) value;
        }
    }

    @Override
    public ByteString encode(String field, T value) {
        List<ByteString> parts = new ArrayList<>();
        fields.forEach(f -> parts.add(f.encode(value)));
        return ByteString.concat(parts);
    }

    @Override
    public T decode(String field, FieldReader in) {
        Decoded decoded = new Decoded();
        for (Field<T, ?> f : fields) {
            int at = in.offset();
            decoded.values.put(f, f.form().decode(f.name(), in));
            in.trace().field(f.name(), at, in.offset() - at);
        }
        return make.apply(decoded);
    }

    @Override
    public String words() {
        return name;
    }
}
