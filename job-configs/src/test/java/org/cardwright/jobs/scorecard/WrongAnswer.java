package org.cardwright.jobs.scorecard;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cardwright.formats.bytes.ByteString;

/**
 * An answer of a security module with one bit of one value wrong.
 *
 * @param random says which
 */
record WrongAnswer(Random random) {

    /** The answer with the fault; the same object where nothing in it can be wrong. */
    Object of(Object answer) {
        if (answer instanceof ByteString bytes) {
            return flipped(bytes);
        }
        if (answer instanceof String text) {
            return changed(text);
        }
        if (answer instanceof Boolean yes) {
            return !yes;
        }
        if (answer instanceof Optional<?> optional) {
            return optional.map(this::of);
        }
        if (answer instanceof List<?> list) {
            return inList(list);
        }
        return answer instanceof Record values ? inRecord(values) : answer;
    }

    private ByteString flipped(ByteString bytes) {
        if (bytes.size() == 0) {
            return bytes;
        }
        byte[] wrong = bytes.toByteArray();
        int bit = random.nextInt(8 * wrong.length);
        wrong[bit / 8] ^= (byte) (1 << (bit % 8));
        return ByteString.of(wrong);
    }

    /** Another digit. */
    private String changed(String text) {
        int[] digits = text.chars().allMatch(Character::isDigit) ? text.chars().toArray() : new int[0];
        if (digits.length == 0) {
            return text;
        }
        int place = random.nextInt(digits.length);
        digits[place] = '0' + (digits[place] - '0' + 1 + random.nextInt(9)) % 10;
        return new String(digits, 0, digits.length);
    }

    private Object inList(List<?> list) {
        if (list.isEmpty()) {
            return list;
        }
        List<Object> wrong = new ArrayList<>(list);
        int place = random.nextInt(wrong.size());
        wrong.set(place, of(wrong.get(place)));
        return wrong;
    }

    private Object inRecord(Record values) {
        RecordComponent[] components = values.getClass().getRecordComponents();
        int first = random.nextInt(Math.max(components.length, 1));
        for (int i = 0; i < components.length; i++) {
            Object wrong = with(values, components, (first + i) % components.length);
            if (!wrong.equals(values)) {
                return wrong;
            }
        }
        return values;
    }

    private Object with(Record values, RecordComponent[] components, int place) {
        try {
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                Object value = components[i].getAccessor().invoke(values);
                arguments[i] = i == place ? of(value) : value;
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = values.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException impossible) {
            return values;
        }
    }
}
