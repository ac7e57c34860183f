package org.cardwright.crypto.scp;

import org.cardwright.formats.bytes.ByteString;

/**
 * What card and host told each other before they were sure of each other. GlobalPlatform Card Specification 2.3.1, E.5.1; Amendment D
 * 1.2, 7.1.1.
 *
 * @param protocol of the session
 * @param level that the host asks for
 * @param hostChallenge 8 bytes
 * @param cardChallenge 6 bytes in SCP02, 8 in SCP03
 * @param sequenceCounter 2 bytes in SCP02; in SCP03 no key comes of it: 3 bytes, or none where the card sends none
 */
public record SessionParameters(
        SecureChannelProtocol protocol,
        SecurityLevel level,
        ByteString hostChallenge,
        ByteString cardChallenge,
        ByteString sequenceCounter) {

    /** Length of the challenge of a host. */
    public static final int HOST_CHALLENGE_BYTES = 8;

    /** Checks level and lengths. */
    public SessionParameters {
        require(protocol.allows(level), protocol + " has no security level " + level);
        require(hostChallenge.size() == HOST_CHALLENGE_BYTES, "a host challenge has 8 bytes");
        boolean scp02 = protocol == SecureChannelProtocol.SCP02;
        require(cardChallenge.size() == (scp02 ? 6 : 8), "a card challenge has 6 bytes in SCP02, 8 in SCP03");
        int counter = sequenceCounter.size();
        require(
                scp02 ? counter == 2 : counter == 0 || counter == 3,
                "a sequence counter has 2 bytes in SCP02, 3 in SCP03");
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalArgumentException(rule);
        }
    }
}
