package org.cardwright.jobs.command;

import java.util.HashMap;
import java.util.Locale;
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

/** Which keys the blank cards in a reader have, and which they leave with. */
final class LotOptions {

    private static final int MAX_VERSION = 0xFF;
    private static final int MAX_PRODUCTION_VERSION = 0x7F;

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

    @Option(
            names = "--production-key",
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "Master key of the keys that the card leaves with. Default: it keeps those of its lot.")
    private @Nullable KeyName productionMaster;

    @Option(
            names = "--production-method",
            paramLabel = "METHOD",
            description = "How the keys that the card leaves with come of it: cps11, visa2 or kdf3.")
    private String productionMethod = "";

    @Option(
            names = "--production-version",
            paramLabel = "HH",
            description = "Version of the keys that the card leaves with. Default: 01.")
    private String productionVersion = "01";

    /** The lot of the options; without any, that of the virtual cards of the published test keys. */
    CardLot lot(SecureChannelProtocol protocol, boolean virtual) {
        CardLot blank = blank(protocol, virtual);
        KeyName key = productionMaster;
        if (key == null && productionMethod.isEmpty()) {
            return blank;
        }
        if (key == null || productionMethod.isEmpty()) {
            throw new WrongUsageException(
                    "keys that a card leaves with have a master key and a method: --production-key and --production-method");
        }
        KeyDiversification by = KeyDiversification.ofLabel(productionMethod)
                .filter(known -> known != KeyDiversification.NONE)
                .orElseThrow(() -> new WrongUsageException(
                        "--production-method is cps11, visa2 or kdf3: no card leaves with a master key"));
        int leaving = version("--production-version", productionVersion, MAX_PRODUCTION_VERSION);
        Map<Integer, KeySet> sets = new HashMap<>(blank.keySets().byVersion());
        if (sets.putIfAbsent(leaving, new KeySet(key, by)) != null) {
            throw new WrongUsageException("--production-version is the key version of the blank card");
        }
        return new CardLot(new KeySets(sets), blank.keyVersion(), OptionalInt.of(leaving));
    }

    private CardLot blank(SecureChannelProtocol protocol, boolean virtual) {
        KeyName key = master;
        if (key == null && method.isEmpty() && virtual) {
            return TestChipMaker.lot(protocol);
        }
        if (key == null || method.isEmpty()) {
            throw new WrongUsageException("a lot of blank cards has a master key and a method: --key and --method");
        }
        KeyDiversification by = KeyDiversification.ofLabel(method)
                .orElseThrow(() -> new WrongUsageException("--method is none, cps11, visa2 or kdf3"));
        int blank = version("--key-version", version, MAX_VERSION);
        return new CardLot(new KeySets(Map.of(blank, new KeySet(key, by))), 0, OptionalInt.empty());
    }

    private static int version(String option, String hex, int highest) {
        try {
            int parsed = Integer.parseInt(hex, 16);
            if (parsed >= 1 && parsed <= highest) {
                return parsed;
            }
        } catch (NumberFormatException malformed) {
            // said below
        }
        throw new WrongUsageException(String.format(Locale.ROOT, "%s is 01 to %02X", option, highest));
    }
}
