package org.cardwright.jobs.command;

import java.util.Map;
import java.util.OptionalInt;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.jobs.wiring.TestChipMaker;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.scp.KeySets;
import org.cardwright.machine.scp.KeySets.KeySet;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which keys the blank cards in a reader have. */
final class LotOptions {

    private static final int MAX_VERSION = 0xFF;

    @Option(
            names = "--key",
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "Master key KMC of the lot of blank cards.")
    private @Nullable KeyName master;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "How the keys of a card come of it: none, cps11, visa2 or kdf3.")
    private String method = "";

    @Option(names = "--key-version", paramLabel = "HH", description = "Key version of a blank card. Default: FF.")
    private String version = "FF";

    /** The lot of the options; without any, that of the virtual cards of the published test keys. */
    CardLot lot(SecureChannelProtocol protocol, boolean virtual) {
        KeyName key = master;
        if (key == null && method.isEmpty() && virtual) {
            return TestChipMaker.lot(protocol);
        }
        if (key == null || method.isEmpty()) {
            throw new WrongUsageException("a lot of blank cards has a master key and a method: --key and --method");
        }
        KeyDiversification by = KeyDiversification.ofLabel(method)
                .orElseThrow(() -> new WrongUsageException("--method is none, cps11, visa2 or kdf3"));
        return new CardLot(new KeySets(Map.of(version(), new KeySet(key, by))), 0, OptionalInt.empty());
    }

    private int version() {
        try {
            int parsed = Integer.parseInt(version, 16);
            if (parsed >= 1 && parsed <= MAX_VERSION) {
                return parsed;
            }
        } catch (NumberFormatException malformed) {
            // said below
        }
        throw new WrongUsageException("--key-version is 01 to FF");
    }
}
