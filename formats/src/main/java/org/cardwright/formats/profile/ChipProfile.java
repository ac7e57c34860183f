package org.cardwright.formats.profile;

import java.util.Set;

/**
 * What a chip with its applets can do.
 *
 * @param id name in the catalogue
 * @param operatingSystem card operating system
 * @param applet payment applet with its release
 * @param families which profiles the applet understands
 * @param maxRsaBits longest RSA modulus, 0 for a chip without RSA
 * @param aes true when AES keys can be loaded
 * @param contactless true when there is an antenna
 * @param memoryBytes memory for personalization data
 * @param channel secure channel protocol
 * @param cps edition of EMV CPS that the applet follows
 */
public record ChipProfile(
        String id,
        String operatingSystem,
        String applet,
        Set<Family> families,
        int maxRsaBits,
        boolean aes,
        boolean contactless,
        int memoryBytes,
        String channel,
        String cps) {

    /** Copies the set. */
    public ChipProfile {
        families = Set.copyOf(families);
    }
}
