package org.cardwright.crypto.derive;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyPurpose;

/** What a diversification starts from: algorithms and purposes of its master key. */
public enum MasterKey {
    /** Issuer master key, double-length 3DES. */
    ISSUER_TDES(EnumSet.of(KeyAlgorithm.TDES), issuerMasterKeys()),
    /** Issuer master key, AES. */
    ISSUER_AES(EnumSet.of(KeyAlgorithm.AES), issuerMasterKeys());

    private final Set<KeyAlgorithm> algorithms;
    private final Set<KeyPurpose> purposes;

    MasterKey(Set<KeyAlgorithm> algorithms, Set<KeyPurpose> purposes) {
        this.algorithms = Collections.unmodifiableSet(algorithms);
        this.purposes = Collections.unmodifiableSet(purposes);
    }

    private static Set<KeyPurpose> issuerMasterKeys() {
        return Arrays.stream(KeyPurpose.values())
                .filter(KeyPurpose::isIssuerMasterKey)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(KeyPurpose.class)));
    }

    /** The master key is a key of one of these. */
    public Set<KeyAlgorithm> algorithms() {
        return algorithms;
    }

    /** The master key is for one of these. */
    public Set<KeyPurpose> purposes() {
        return purposes;
    }

    /** For people: algorithms and purposes, {@code TDES: IMK_AC, IMK_SMC}. */
    public String describe() {
        return joined(algorithms, " or ") + ": " + joined(purposes, ", ");
    }

    private static String joined(Set<? extends Enum<?>> names, String between) {
        return names.stream().map(name -> name.name().toUpperCase(Locale.ROOT)).collect(Collectors.joining(between));
    }
}
