package org.cardwright.crypto.key;

import java.util.Optional;
import java.util.regex.Pattern;

/** The optional blocks of a key block header whose content is understood. ANSI X9.143, 6.3.6, table 7. */
enum OptionalBlockKind {
    /** Hash of an HMAC key: one code of two digits. */
    HM("[0-9A-F]{2}"),
    /** Initial key identifier of AES DUKPT: 8 bytes. */
    IK("[0-9A-F]{16}"),
    /** Check value of the key: rule, then 2 to 5 bytes. */
    KC("0[01]([0-9A-F]{2}){2,5}"),
    /** Check value of the protection key, in the form of KC. */
    KP("0[01]([0-9A-F]{2}){2,5}"),
    /** Initial key serial number of 3DES DUKPT: 8 to 12 bytes. */
    KS("([0-9A-F]{2}){8,12}"),
    /** Label for people. */
    LB("[ -~]*"),
    /** Fills the head up to a whole cipher block; always the last one. */
    PB("[ -~]*"),
    /** When the key was made, UTC. */
    TC(Time.FORMS),
    /** When the block was made, UTC. */
    TS(Time.FORMS);

    /** ISO 8601 in the four lengths of ANSI X9.143, 6.3.6.13. */
    private static final class Time {
        private static final String FORMS =
                "[0-9]{14}([0-9]{2})?Z" + "|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{2})?Z";
    }

    private final Pattern content;

    OptionalBlockKind(String content) {
        this.content = Pattern.compile(content);
    }

    /** The kind of an identifier; empty when it is none of these. */
    static Optional<OptionalBlockKind> ofId(String id) {
        for (OptionalBlockKind kind : values()) {
            if (kind.name().equals(id)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Has the content the form that the standard gives it? */
    boolean admits(String data) {
        return content.matcher(data).matches();
    }

    /** Is the algorithm of a header one whose keys have a check value of these rules? */
    static boolean isBlockCipher(char algorithm) {
        return algorithm == KeyAlgorithm.TDES.letter() || algorithm == KeyAlgorithm.AES.letter();
    }
}
