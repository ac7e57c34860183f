package org.cardwright.crypto.hostcommand;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.formats.bytes.ByteString;

/** The values of the fields of one message, or of one entry of a list in it. Immutable; shows nothing of itself. */
final class HostFields {

    /** No fields at all. */
    static final HostFields NONE = new HostFields(Map.of());

    private final Map<HostField, Object> values;

    private HostFields(Map<HostField, Object> values) {
        this.values = values;
    }

    static HostFields of(HostField field, Object value) {
        return NONE.with(field, value);
    }

    /** The same with one value more. */
    HostFields with(HostField field, Object value) {
        if (!fits(field, value)) {
            throw new IllegalStateException(field + " is no " + value.getClass().getSimpleName());
        }
        Map<HostField, Object> more = new EnumMap<>(HostField.class);
        more.putAll(values);
        more.put(field, value);
        return new HostFields(Collections.unmodifiableMap(more));
    }

    private static boolean fits(HostField field, Object value) {
        return switch (field.type()) {
            case BYTES -> value instanceof ByteString;
            case TEXT -> value instanceof String;
            case NUMBER -> value instanceof Integer;
            case KEY -> value instanceof KeyName;
            case CHOICE ->
                value instanceof Enum<?>
                        || (value instanceof String name && field.meanings().contains(name));
            case LIST -> value instanceof List<?>;
        };
    }

    Set<HostField> fields() {
        return values.keySet();
    }

    ByteString bytes(HostField field) {
        return (ByteString) value(field);
    }

    String text(HostField field) {
        return (String) value(field);
    }

    int number(HostField field) {
        return (Integer) value(field);
    }

    KeyName key(HostField field) {
        return (KeyName) value(field);
    }

    /** The meaning of a choice. */
    <E extends Enum<E>> E choice(HostField field, Class<E> type) {
        return Enum.valueOf(type, choiceName(field));
    }

    /** The name of what was chosen. */
    String choiceName(HostField field) {
        Object value = value(field);
        return value instanceof Enum<?> chosen ? chosen.name() : (String) value;
    }

    boolean isYes(HostField field) {
        return choice(field, HostChoice.YesNo.class).isYes();
    }

    List<HostFields> list(HostField field) {
        return ((List<?>) value(field)).stream().map(HostFields.class::cast).toList();
    }

    private Object value(HostField field) {
        Object value = values.get(field);
        if (value == null) {
            throw new MalformedMessageException("the field " + field.label() + " is missing");
        }
        return value;
    }

    /**
     * A value built from fields of a message that came from outside.
     *
     * @throws MalformedMessageException when they make none
     */
    static <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException | KeyRefusedException malformed) {
            throw new MalformedMessageException(String.valueOf(malformed.getMessage()));
        }
    }
}
