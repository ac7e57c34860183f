package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyUse;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.Tr31;

/**
 * Takes in a key that arrives in a key block of version B or D under KEK1. ANSI X9.143.
 *
 * <p>A bare cryptogram is not accepted: nothing would bind the key to its use (PCI PIN, requirement 18-3).
 */
public final class WrappedKeyImport {

    private WrappedKeyImport() {}

    /**
     * What is known of a key before it is opened.
     *
     * @param name label and version it gets
     * @param purpose its only use; the block must say the same
     * @param direction of a transport key, else NONE
     * @param checkValue that came with it on another way
     */
    public record Announced(KeyName name, KeyPurpose purpose, KeyDirection direction, KeyCheckValue checkValue) {}

    /**
     * Opens the block and stores the key; a key under a test key is a test key.
     *
     * @param transportKey KEK key of direction ISSUER_TO_DATA_PREPARATION: 3DES for version B, AES for version D
     * @throws SecurityModuleException KEY_REFUSED when block, purpose, strength, parity or check value are wrong
     */
    public static void importBlock(KeyVault vault, KeyName transportKey, String block, Announced announced) {
        Refusal.translate(() -> {
            KeyAttributes transport = vault.block(transportKey).attributes();
            KeyNeed.incoming(KeyPurpose.KEK).requireMet(transport);
            try (SecretBytes protection = vault.open(vault.block(transportKey));
                    SecretBytes clear = opened(block, protection, announced, transport.algorithm())) {
                vault.add(List.of(NewKey.checked(
                        new NewKey.Wanted(
                                announced.name(),
                                announced.purpose(),
                                KeyAlgorithm.ofLetter(block.charAt(7)),
                                announced.direction(),
                                transport.test(),
                                Optional.of(announced.checkValue())),
                        clear)));
            }
            return transport;
        });
    }

    private static SecretBytes opened(
            String block, SecretBytes protection, Announced announced, KeyAlgorithm transport) {
        Tr31.Unwrapped unwrapped = Tr31.unwrap(block, protection);
        require(
                transport == KeyAlgorithm.AES || unwrapped.header().algorithm() == KeyAlgorithm.TDES.letter(),
                announced.name() + ": a 3DES key is weaker than the key it carries");
        KeyUse.of(announced.purpose(), announced.direction()).requireAdmits(unwrapped.header());
        return unwrapped.key();
    }
}
