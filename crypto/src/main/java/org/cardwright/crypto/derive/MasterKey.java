package org.cardwright.crypto.derive;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyPurpose;

/** What a diversification starts from: algorithms and purposes of its master key. */
public enum MasterKey {
    /** Issuer master key, double-length 3DES. */
    ISSUER_TDES("issuer master key", EnumSet.of(KeyAlgorithm.TDES), issuerMasterKeys()),
    /** Issuer master key, AES. */
    ISSUER_AES("issuer master key", EnumSet.of(KeyAlgorithm.AES), issuerMasterKeys()),
    /** Master key of card managers, of either algorithm. */
    KMC("KMC", EnumSet.of(KeyAlgorithm.TDES, KeyAlgorithm.AES), EnumSet.of(KeyPurpose.CARD_MASTER)),
    /** Master key of card managers, double-length 3DES. */
    KMC_TDES("KMC", EnumSet.of(KeyAlgorithm.TDES), EnumSet.of(KeyPurpose.CARD_MASTER)),
    /** Master key of card managers, AES. */
    KMC_AES("KMC", EnumSet.of(KeyAlgorithm.AES), EnumSet.of(KeyPurpose.CARD_MASTER)),
    /** Master key of a chip maker, double-length 3DES. */
    CHIP_TDES("M(IC)", EnumSet.of(KeyAlgorithm.TDES), EnumSet.of(KeyPurpose.CHIP_MASTER)),
    /** Master key of a chip maker, AES. */
    CHIP_AES("M(IC)", EnumSet.of(KeyAlgorithm.AES), EnumSet.of(KeyPurpose.CHIP_MASTER)),
    /** Key derivation key, AES. */
    DERIVATION_AES("key derivation key", EnumSet.of(KeyAlgorithm.AES), EnumSet.of(KeyPurpose.KEY_DERIVATION)),
    /** Key derivation key, HMAC-SHA-256. */
    DERIVATION_HMAC("key derivation key", EnumSet.of(KeyAlgorithm.HMAC), EnumSet.of(KeyPurpose.KEY_DERIVATION)),
    /** No key, but what a person knows. */
    PIN("PIN or passphrase", EnumSet.noneOf(KeyAlgorithm.class), EnumSet.noneOf(KeyPurpose.class));

    private final String words;
    private final Set<KeyAlgorithm> algorithms;
    private final Set<KeyPurpose> purposes;

    MasterKey(String words, Set<KeyAlgorithm> algorithms, Set<KeyPurpose> purposes) {
        this.words = words;
        this.algorithms = Collections.unmodifiableSet(algorithms);
        this.purposes = Collections.unmodifiableSet(purposes);
    }

    private static Set<KeyPurpose> issuerMasterKeys() {
        return Arrays.stream(KeyPurpose.values())
                .filter(KeyPurpose::isIssuerMasterKey)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(KeyPurpose.class)));
    }

    /** The master key is a key of one of these; empty when it is none of a security module. */
    public Set<KeyAlgorithm> algorithms() {
        return algorithms;
    }

    /** The master key is for one of these; empty when it is none of a security module. */
    public Set<KeyPurpose> purposes() {
        return purposes;
    }

    /** For people: {@code TDES or AES KMC}. */
    public String describe() {
        String names = algorithms.stream().map(Enum::name).collect(Collectors.joining(" or "));
        return algorithms.isEmpty() ? words : names + " " + words;
    }
}
