package org.cardwright.jobs.bureau;

import java.security.SecureRandom;
import java.util.List;
import org.cardwright.crypto.derive.CardManagementKeys;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.TestChipMaker;
import org.cardwright.machine.bureau.ChipHead;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.CardProductionLifeCycle;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.virtualcard.SecuredChip;
import org.cardwright.machine.virtualcard.VirtualCard;

/** Chips of the published test keys, and some of another lot, with keys that nobody has. */
final class TestStock implements ChipHead.Makers {

    private static final int CSN_BYTES = 4;
    private static final int KEY_BYTES = 16;

    private final ChipRecipe recipe;
    private final ChannelPolicy policy;
    private final List<ByteString> aids;
    private final SecureRandom random;
    private final TestChipMaker maker;

    TestStock(ChipRecipe recipe, List<ByteString> aids, SecureRandom random) {
        this.recipe = recipe;
        this.policy = recipe.channel()
                .orElseThrow(() -> new IllegalArgumentException("chip " + recipe.chip() + " has no secure channel"));
        this.aids = aids;
        this.random = random;
        this.maker = new TestChipMaker(random);
    }

    /** The lot of the right ones. */
    CardLot lot() {
        return TestChipMaker.lot(policy.protocol());
    }

    @Override
    public synchronized VirtualCard right() {
        return maker.blank(recipe, aids);
    }

    @Override
    public synchronized VirtualCard wrong() {
        SecureChannelProtocol protocol = policy.protocol();
        ByteString data = ByteString.fromHex("FFFFFF888888").plus(random(CSN_BYTES));
        KeyDiversification method =
                protocol == SecureChannelProtocol.SCP02 ? KeyDiversification.CPS11 : KeyDiversification.KDF3;
        try (SecretBytes other = SecretBytes.adopt(random(KEY_BYTES).toByteArray())) {
            return VirtualCard.secured(
                    recipe,
                    policy.loadFile().isPresent() ? List.of() : aids,
                    new SecuredChip(
                            CardManagementKeys.derive(method, protocol.algorithm(), other, data),
                            TestChipMaker.INITIAL_VERSION,
                            data,
                            new CardProductionLifeCycle(ByteString.repeat(0, CardProductionLifeCycle.BYTES)),
                            random));
        }
    }

    private ByteString random(int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        return ByteString.of(made);
    }
}
