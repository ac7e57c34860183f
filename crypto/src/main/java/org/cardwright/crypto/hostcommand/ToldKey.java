package org.cardwright.crypto.hostcommand;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCheckValue.Method;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;

/** What a device tells of a key, held against what a key can be; a description that no key can have is not used to choose one. */
final class ToldKey {

    private static final Pattern BITS = Pattern.compile("(?:DES|TDES|AES|RSA)-([1-9][0-9]{1,4})");

    private static final Map<KeyAlgorithm, Set<Method>> METHODS = Map.of(
            KeyAlgorithm.TDES, EnumSet.of(Method.TDES_ZEROS),
            KeyAlgorithm.AES, EnumSet.of(Method.AES_ONES, Method.AES_CMAC),
            KeyAlgorithm.RSA, EnumSet.of(Method.SHA256),
            KeyAlgorithm.ED25519, EnumSet.of(Method.SHA256),
            KeyAlgorithm.HMAC, EnumSet.of(Method.SHA256));

    private ToldKey() {}

    /**
     * The same description.
     *
     * @throws MalformedMessageException when use, algorithm, strength, direction, state and rule of the check value do not belong together
     * @throws org.cardwright.crypto.key.KeyRefusedException for the same reason
     */
    static KeyDescription sound(KeyDescription key) {
        int bits = bits(key);
        if (!key.family().describe(bits).equals(key.algorithm())) {
            throw new MalformedMessageException(key.name() + " is of " + key.family() + " and not of its strength");
        }
        if (!METHODS.getOrDefault(key.family(), Set.of())
                .contains(key.checkValue().method())) {
            throw new MalformedMessageException(key.name() + " has a check value by the rule of another algorithm");
        }
        requireRules(key, bits);
        return key;
    }

    /** Attributes that do not belong together are refused when they are put together. */
    private static void requireRules(KeyDescription key, int bits) {
        new KeyAttributes(
                key.name(),
                key.purpose(),
                key.family(),
                bits,
                key.direction(),
                key.state(),
                key.test(),
                key.checkValue(),
                key.custody(),
                key.term());
    }

    /** 256 where the name of an algorithm says no number. */
    private static int bits(KeyDescription key) {
        Matcher bits = BITS.matcher(key.algorithm());
        return bits.matches() ? Integer.parseInt(bits.group(1)) : 256;
    }
}
