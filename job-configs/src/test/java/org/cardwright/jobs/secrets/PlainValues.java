package org.cardwright.jobs.secrets;

import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.issuer.IssuerRecord;

/** Values of the types that hold neither text nor bytes, and of the few that have to be made by hand. */
final class PlainValues {

    private static final Map<Class<?>, Object> FIXED = Map.ofEntries(
            Map.entry(boolean.class, true),
            Map.entry(LocalDate.class, LocalDate.of(2026, 11, 21)),
            Map.entry(YearMonth.class, YearMonth.of(2031, 12)),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(Path.class, Path.of("somewhere")),
            Map.entry(PassphraseCost.class, PassphraseCost.LEAST),
            Map.entry(Charset.class, StandardCharsets.UTF_8),
            Map.entry(CharsetDecoder.class, StandardCharsets.UTF_8.newDecoder()));

    private PlainValues() {}

    /** Types whose parts must fit each other. */
    static Map<Class<?>, Object> specimens() {
        String canary = CanaryText.FORMS.get(0);
        KeyCheckValue checkValue = new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("010203"));
        return Map.of(
                Pan.class,
                Pan.of(CanaryText.PAN),
                KeyAttributes.class,
                new KeyAttributes(
                        KeyName.of("a"),
                        KeyPurpose.IMK_AC,
                        KeyAlgorithm.AES,
                        128,
                        KeyDirection.NONE,
                        KeyState.ACTIVE,
                        true,
                        checkValue,
                        KeyCustody.UNKNOWN,
                        KeyTerm.UNLIMITED),
                PanMask.class,
                new PanMask(8, 4, "letter of nobody"),
                IssuerRecord.class,
                new IssuerRecord(
                        1,
                        Map.of(IssuerField.PAN, canary, IssuerField.CARDHOLDER_NAME, canary),
                        Map.of(IssuerField.PIN_BLOCK, ByteString.ascii(canary))));
    }

    static Optional<Object> of(Class<?> type, int number) {
        if (type == int.class || type == Integer.class) {
            return Optional.of(number);
        }
        if (type == long.class || type == Long.class) {
            return Optional.of((long) number);
        }
        if (type == char.class || type == Character.class) {
            return Optional.of('c');
        }
        return type == OptionalInt.class ? Optional.of(OptionalInt.of(number)) : Optional.ofNullable(FIXED.get(type));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Map<?, ?> map(Class<?> raw, Object key, Object value) {
        Map<Object, Object> one = Map.of(key, value);
        if (raw == EnumMap.class) {
            return new EnumMap(one);
        }
        return raw == Map.class ? one : new TreeMap<>(one);
    }

    static Object standIn(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().equals("toString") ? type.getSimpleName() : null);
    }
}
