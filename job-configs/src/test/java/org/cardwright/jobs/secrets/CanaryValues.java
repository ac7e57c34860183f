package org.cardwright.jobs.secrets;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;

/**
 * Makes a value of a type of the product with a canary in every place that holds text or bytes.
 *
 * <p>Records are made through their constructor, with the first canary that it takes; other classes without one.
 */
final class CanaryValues {

    private static final int DEEPEST = 6;
    private static final int[] NUMBERS = {0, 1, 2, 4, 0x5A};

    private final Set<String> open;
    private final Map<Class<?>, Object> made = new HashMap<>(PlainValues.specimens());

    /** Also what is just being made: a type inside itself is left out. */
    private final Set<Class<?>> refused = new HashSet<>();

    /** @param open components that may be shown, {@code Type.component} */
    CanaryValues(Set<String> open) {
        this.open = open;
    }

    /** An instance of the type with canaries all through. */
    Object of(Class<?> type) throws ReflectiveOperationException {
        return whole(type, 0);
    }

    private Object whole(Class<?> type, int depth) throws ReflectiveOperationException {
        if (refused.contains(type)) {
            throw new ReflectiveOperationException(type.getSimpleName() + " could not be made");
        }
        Object known = made.get(type);
        if (known == null) {
            refused.add(type);
            known = type.isRecord() ? record(type, depth) : withFields(type, depth);
            refused.remove(type);
            made.put(type, known);
        }
        return known;
    }

    private Object record(Class<?> type, int depth) throws ReflectiveOperationException {
        ReflectiveOperationException refused = new ReflectiveOperationException("nothing tried");
        for (String canary : CanaryText.FORMS) {
            for (int number : NUMBERS) {
                try {
                    return record(type, new Filling(canary, number), depth);
                } catch (ReflectiveOperationException notThis) {
                    refused = notThis;
                }
            }
        }
        throw refused;
    }

    /** What one record is filled with. */
    private record Filling(String canary, int number) {}

    private Object record(Class<?> type, Filling filling, int depth) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    value(components[i].getGenericType(), allowed(filling, type, components[i].getName()), depth + 1);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new ReflectiveOperationException(type.getSimpleName() + " refuses", refused.getCause());
        }
    }

    private Filling allowed(Filling filling, Class<?> type, String component) {
        boolean shown = MayShow.isOpen(type) || open.contains(MayShow.name(type) + "." + component);
        String harmless = CanaryText.OPEN.repeat(filling.canary().length());
        return shown ? new Filling(harmless, filling.number()) : filling;
    }

    private Object withFields(Class<?> type, int depth) throws ReflectiveOperationException {
        Object instance = withoutConstructor(type);
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                Filling filling = allowed(new Filling(CanaryText.FORMS.get(0), 1), type, field.getName());
                field.set(instance, value(field.getGenericType(), filling, depth + 1));
            }
        }
        return instance;
    }

    /** As serialization makes its objects; by name, because the compiler warns of the class. */
    private static Object withoutConstructor(Class<?> type) throws ReflectiveOperationException {
        Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
        Constructor<?> constructor =
                (Constructor<?>) factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                        .invoke(
                                factory.getMethod("getReflectionFactory").invoke(null),
                                type,
                                Object.class.getDeclaredConstructor());
        return constructor.newInstance();
    }

    private Object value(Type type, Filling filling, int depth) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return container(generic, filling, depth);
        }
        if (type instanceof WildcardType wildcard) {
            return value(wildcard.getUpperBounds()[0], filling, depth);
        }
        if (type instanceof TypeVariable<?>) {
            return filling.canary();
        }
        return plain((Class<?>) type, filling, depth);
    }

    private Object container(ParameterizedType type, Filling filling, int depth) throws ReflectiveOperationException {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] of = type.getActualTypeArguments();
        boolean empty = depth > DEEPEST || (of[0] instanceof Class<?> inside && refused.contains(inside));
        if (raw == Optional.class) {
            return empty ? Optional.empty() : Optional.of(value(of[0], filling, depth + 1));
        }
        if (raw.isAssignableFrom(Map.class) || raw.getSimpleName().endsWith("Map")) {
            return PlainValues.map(raw, value(of[0], filling, depth + 1), value(of[1], filling, depth + 1));
        }
        if (raw == Set.class) {
            return empty ? Set.of() : Set.of(value(of[0], filling, depth + 1));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return empty ? List.of() : List.of(value(of[0], filling, depth + 1));
        }
        return plain(raw, filling, depth);
    }

    private Object plain(Class<?> type, Filling filling, int depth) throws ReflectiveOperationException {
        byte[] bytes = filling.canary().getBytes(StandardCharsets.US_ASCII);
        if (type == String.class || type == CharSequence.class || type == Object.class) {
            return filling.canary();
        }
        if (type == ByteString.class) {
            return ByteString.of(bytes);
        }
        if (type == BigInteger.class) {
            return CanaryText.number(filling.canary());
        }
        if (type.isArray()) {
            return type == byte[].class
                    ? bytes
                    : type == char[].class
                            ? filling.canary().toCharArray()
                            : Array.newInstance(type.getComponentType(), 0);
        }
        Optional<Object> other = PlainValues.of(type, filling.number());
        return other.isPresent() ? other.get() : ofTheProduct(type, filling, depth);
    }

    private Object ofTheProduct(Class<?> type, Filling filling, int depth) throws ReflectiveOperationException {
        if (type.isEnum()) {
            return type.getEnumConstants()[filling.number() % type.getEnumConstants().length];
        }
        if (type.isSealed()) {
            return ofTheProduct(type.getPermittedSubclasses()[0], filling, depth);
        }
        return type.isInterface() ? PlainValues.standIn(type) : whole(type, depth + 1);
    }
}
