package org.cardwright.jobs.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is said of a key before it comes: its use, its check value, whose it is. */
final class KeyOptions {

    @Mixin
    private KeyUseOptions use = new KeyUseOptions();

    @Option(
            names = "--kcv",
            required = true,
            paramLabel = "RULE:HEX",
            description = "Check value that came on another way, with its rule: tdes-zeros, aes-ones or aes-cmac.")
    private String checkValue = "";

    @Option(names = "--inactive", description = "It is not yet to be used; only its check value can be compared.")
    private boolean inactive;

    @Mixin
    private PeriodOptions days = new PeriodOptions();

    Announced announced(KeyName name) {
        return new Announced(
                name,
                use.purpose(),
                use.direction(),
                checkValue(),
                use.custody(),
                inactive ? KeyState.PRE_ACTIVATION : KeyState.ACTIVE,
                days.over(Cryptoperiod.UNLIMITED));
    }

    private KeyCheckValue checkValue() {
        return checkValue(checkValue);
    }

    /** {@code RULE:HEX}. */
    static KeyCheckValue checkValue(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new WrongUsageException("--kcv names its rule: tdes-zeros:08D7B4");
        }
        KeyCheckValue.Method method = oneOf("--kcv", KeyCheckValue.Method.class, text.substring(0, colon));
        try {
            return new KeyCheckValue(method, ByteString.fromHex(text.substring(colon + 1)));
        } catch (IllegalArgumentException malformed) {
            throw new WrongUsageException("--kcv: a check value has 2 to 5 bytes in hexadecimal digits");
        }
    }

    /** A party of an option. */
    static Party party(String option, String name) {
        try {
            return new Party(name);
        } catch (IllegalArgumentException malformed) {
            throw new WrongUsageException(option + ": " + malformed.getMessage());
        }
    }

    /** The constant that an option names in lower case with hyphens. */
    static <E extends Enum<E>> E oneOf(String option, Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> words(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> new WrongUsageException(option + " is one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(KeyOptions::words)
                                .collect(Collectors.joining(", "))));
    }

    /** A constant as people write it. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
