package org.cardwright.formats.profile;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * Settings of the personalization record of EMV CPS.
 *
 * @param mic module identifier code
 * @param lccaWidth digits of the length behind it
 * @param moduleHeader false when the record begins with section 2
 * @param vnl version of the layout, 4 characters
 * @param transportKeys keys of KEK2, in the order of the transport key directory
 */
public record CpsProfile(
        String mic, int lccaWidth, boolean moduleHeader, String vnl, List<TransportKey> transportKeys) {

    /** Copies the list. */
    public CpsProfile {
        transportKeys = List.copyOf(transportKeys);
    }

    /**
     * One key of KEK2.
     *
     * @param secretClass what it encrypts, never CLEAR
     * @param key its name in the vault
     * @param tkid identifier in the record
     * @param cbc true for CBC with initial value 0 (CMODE 10), false for ECB (CMODE 11)
     */
    public record TransportKey(SecretClass secretClass, KeyReference key, ByteString tkid, boolean cbc) {}

    /** The key for a class. */
    public Optional<TransportKey> transportKey(SecretClass secretClass) {
        return transportKeys.stream()
                .filter(key -> key.secretClass() == secretClass)
                .findFirst();
    }
}
