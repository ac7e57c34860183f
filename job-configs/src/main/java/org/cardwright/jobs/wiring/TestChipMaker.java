package org.cardwright.jobs.wiring;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.cardwright.crypto.derive.CardManagementKeys;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.CardProductionLifeCycle;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.scp.KeySets;
import org.cardwright.machine.scp.KeySets.KeySet;
import org.cardwright.machine.virtualcard.SecuredChip;
import org.cardwright.machine.virtualcard.VirtualCard;

/**
 * Makes blank virtual chips of the published test keys of a card maker; every chip has a number of its own.
 *
 * <p>What it holds in clear everybody can read in {@code keys-test-only}.
 */
public final class TestChipMaker {

    /** Key version of a chip fresh from its maker. */
    public static final int INITIAL_VERSION = 0xFF;

    private static final ByteString KMCID = ByteString.fromHex("FFFFFF999999");
    private static final ByteString CHIP_TYPE = ByteString.fromHex("43570001" + "000120260001");
    private static final ByteString FABRICATION_DATE = ByteString.fromHex("6001");
    private static final int NUMBER_BYTES = 4;

    private final SecureRandom random;

    /** With randomness for chip numbers and challenges. */
    public TestChipMaker(SecureRandom random) {
        this.random = random;
    }

    /** The lot that its chips belong to. */
    public static CardLot lot(SecureChannelProtocol protocol) {
        KeySet initial = new KeySet(KeyName.of(kmc(protocol)), method(protocol));
        return new CardLot(new KeySets(Map.of(INITIAL_VERSION, initial)), 0, OptionalInt.empty());
    }

    private static String kmc(SecureChannelProtocol protocol) {
        return protocol == SecureChannelProtocol.SCP02 ? "card-maker.kmc" : "card-maker.kmc-aes";
    }

    private static KeyDiversification method(SecureChannelProtocol protocol) {
        return protocol == SecureChannelProtocol.SCP02 ? KeyDiversification.CPS11 : KeyDiversification.KDF3;
    }

    /**
     * A blank chip.
     *
     * @param recipe with a channel
     * @param aids applications that it is delivered with, unless the recipe installs them
     */
    public VirtualCard blank(ChipRecipe recipe, List<ByteString> aids) {
        ChannelPolicy policy = recipe.channel()
                .orElseThrow(() -> new IllegalArgumentException("chip " + recipe.chip() + " has no secure channel"));
        byte[] serial = new byte[NUMBER_BYTES];
        random.nextBytes(serial);
        ByteString number = ByteString.of(serial);
        ByteString lifeCycle = ByteString.concat(
                CHIP_TYPE,
                FABRICATION_DATE,
                number,
                ByteString.repeat(0, CardProductionLifeCycle.BYTES - CHIP_TYPE.size() - 2 - NUMBER_BYTES));
        ByteString data = KMCID.plus(number);
        SecureChannelProtocol protocol = policy.protocol();
        try (SecretBytes kmc = PublishedTestKeys.key(kmc(protocol))) {
            SecuredChip chip = new SecuredChip(
                    CardManagementKeys.derive(method(protocol), protocol.algorithm(), kmc, data),
                    INITIAL_VERSION,
                    data,
                    new CardProductionLifeCycle(lifeCycle),
                    random);
            return VirtualCard.secured(recipe, policy.loadFile().isPresent() ? List.of() : aids, chip);
        }
    }
}
