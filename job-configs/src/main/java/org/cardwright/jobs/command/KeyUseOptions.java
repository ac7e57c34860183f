package org.cardwright.jobs.command;

import java.util.Optional;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a key is for and whose it is. */
final class KeyUseOptions {

    @Option(
            names = "--purpose",
            required = true,
            paramLabel = "USE",
            description = "Its only use: imk-ac, cvk, kek, key-block-protection, card-master ...")
    private String purpose = "";

    @Option(
            names = "--direction",
            paramLabel = "WAY",
            description = "Of a transport key: in (KEK1, only reads what comes) or out (KEK2).")
    private @Nullable String direction;

    @Option(names = "--owner", required = true, paramLabel = "PARTY", description = "Who answers for the key.")
    private String owner = "";

    @Option(
            names = "--recipient",
            paramLabel = "PARTY",
            description = "The only other party that has the key, or may get it. Default: nobody.")
    private @Nullable String recipient;

    @Option(
            names = "--leaves",
            paramLabel = "FORM",
            description = "In what form it may leave: never, trusted (a key block) or sensitive (any form under a key)."
                    + " A key block may narrow that. Default: ${DEFAULT-VALUE}.")
    private String leaves = "never";

    KeyPurpose purpose() {
        return KeyOptions.oneOf("--purpose", KeyPurpose.class, purpose);
    }

    KeyDirection direction() {
        if (direction == null) {
            return KeyDirection.NONE;
        }
        return switch (direction) {
            case "in" -> KeyDirection.ISSUER_TO_DATA_PREPARATION;
            case "out" -> KeyDirection.DATA_PREPARATION_TO_PERSONALIZER;
            default -> throw new WrongUsageException("--direction is one of in, out");
        };
    }

    KeyCustody custody() {
        try {
            return new KeyCustody(
                    Optional.of(KeyOptions.party("--owner", owner)),
                    Optional.ofNullable(recipient).map(name -> KeyOptions.party("--recipient", name)),
                    KeyOptions.oneOf("--leaves", Exportability.class, leaves));
        } catch (KeyRefusedException impossible) {
            throw new WrongUsageException("--recipient: " + impossible.getMessage());
        }
    }
}
