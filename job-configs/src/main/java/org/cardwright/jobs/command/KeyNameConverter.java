package org.cardwright.jobs.command;

import org.cardwright.crypto.key.KeyName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A key as people name it: {@code LABEL} or {@code LABEL/VERSION}. */
final class KeyNameConverter implements ITypeConverter<KeyName> {

    @Override
    public KeyName convert(String text) {
        int slash = text.indexOf('/');
        try {
            return slash < 0
                    ? KeyName.of(text)
                    : new KeyName(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException malformed) {
            throw new TypeConversionException("a key version is 1 to 255");
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException(String.valueOf(malformed.getMessage()));
        }
    }
}
