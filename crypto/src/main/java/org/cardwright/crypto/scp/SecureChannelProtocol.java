package org.cardwright.crypto.scp;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.KeyAlgorithm;

/** The protocols of a secure channel between a personalizer and a card. */
public enum SecureChannelProtocol {
    /** 3DES, i = 15 or 55: no protection of answers. GlobalPlatform Card Specification 2.3.1, annex E. */
    SCP02(0x02, KeyAlgorithm.TDES, EnumSet.of(SecurityLevel.NONE, SecurityLevel.C_MAC, SecurityLevel.C_DECRYPTION)),
    /** AES, i = 70. GlobalPlatform Amendment D 1.2. */
    SCP03(0x03, KeyAlgorithm.AES, EnumSet.allOf(SecurityLevel.class));

    private final int identifier;
    private final KeyAlgorithm algorithm;
    private final Set<SecurityLevel> levels;

    SecureChannelProtocol(int identifier, KeyAlgorithm algorithm, Set<SecurityLevel> levels) {
        this.identifier = identifier;
        this.algorithm = algorithm;
        this.levels = levels;
    }

    /** The protocol of an identifier in the answer to INITIALIZE UPDATE. */
    public static Optional<SecureChannelProtocol> of(int identifier) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.identifier == identifier)
                .findFirst();
    }

    /** Identifier, 02 or 03. */
    public int identifier() {
        return identifier;
    }

    /** Of all keys of such a channel. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** May a session have this level? */
    public boolean allows(SecurityLevel level) {
        return levels.contains(level);
    }
}
