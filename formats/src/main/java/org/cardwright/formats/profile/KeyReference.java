package org.cardwright.formats.profile;

import java.util.function.ToIntFunction;

/**
 * Names a key of the vault, never the key itself.
 *
 * @param label owner, purpose and use, {@code bank-one.imk-ac}
 * @param version 1 to 255
 */
public record KeyReference(String label, int version) {

    /** Stands for the issuer of the order at the beginning of a label. */
    static final String ISSUER = "${issuer}";

    /** From {@code label}, which is version 1, or {@code label/version}; {@code ${issuer}} becomes the issuer's name. */
    static KeyReference parse(String text, String issuer) {
        return parse(text, issuer, label -> 1);
    }

    /** The same with another rule for a label without a version. */
    static KeyReference parse(String text, String issuer, ToIntFunction<String> versions) {
        int slash = text.indexOf('/');
        String label = (slash < 0 ? text : text.substring(0, slash)).replace(ISSUER, issuer);
        return new KeyReference(
                label, slash < 0 ? versions.applyAsInt(label) : Integer.parseInt(text.substring(slash + 1)));
    }

    /** To whom the key belongs: the label as far as its first dot. */
    public String owner() {
        int dot = label.indexOf('.');
        return dot < 0 ? label : label.substring(0, dot);
    }

    /** {@code label/version}. */
    @Override
    public String toString() {
        return label + "/" + version;
    }
}
