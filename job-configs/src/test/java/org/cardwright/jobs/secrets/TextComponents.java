package org.cardwright.jobs.secrets;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a record shows whose {@code toString} the compiler wrote: the text of every component.
 *
 * <p>Numbers, dates, enums and bytes ({@code ByteString} shows its length) are no text; a type of the product is judged where it
 * is declared.
 */
final class TextComponents {

    private static final Set<Class<?>> CONTAINERS = Set.of(Optional.class, Map.class, Collection.class);

    private TextComponents() {}

    /** Names of the components that would be read; none when the type writes its own text. */
    static List<String> of(Class<?> type) {
        if (!type.isRecord() || !isTextGenerated(type)) {
            return List.of();
        }
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> isRead(component.getGenericType()))
                .map(RecordComponent::getName)
                .toList();
    }

    /** True when the class declares its own text. */
    static boolean isTextWritten(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals("toString") && method.getParameterCount() == 0)
                && !isTextGenerated(type);
    }

    private static boolean isRead(Type type) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            return CONTAINERS.stream().anyMatch(container -> container.isAssignableFrom(raw))
                    && Arrays.stream(generic.getActualTypeArguments()).anyMatch(TextComponents::isRead);
        }
        return !(type instanceof Class<?> plain)
                || plain == Object.class
                || plain == char.class
                || plain == Character.class
                || CharSequence.class.isAssignableFrom(plain);
    }

    /**
     * True when the compiler wrote {@code toString}: it calls the bootstrap of {@code ObjectMethods} with the descriptor
     * "record to String", which then stands in the constants of the class (JVMS 4.4.7).
     */
    private static boolean isTextGenerated(Class<?> type) {
        String descriptor = "(L" + type.getName().replace('.', '/') + ";)Ljava/lang/String;";
        return type.isRecord()
                && new String(ProductClasses.bytes(type), StandardCharsets.ISO_8859_1).contains(descriptor);
    }
}
