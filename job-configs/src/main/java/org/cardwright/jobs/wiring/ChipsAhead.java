package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.CardPersonalizer;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.scp.KeySets.KeySet;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.PersoFileReader;

/** What can be known of cards before one is touched: the keys they are made with, and the records of which no card can be made. */
public final class ChipsAhead {

    private static final Set<KeyPurpose> KEK2 =
            Set.of(KeyPurpose.KEK, KeyPurpose.PIN_ENCRYPTION, KeyPurpose.DATA_ENCRYPTION);

    private static final int CARD_DATA_BYTES = 10;
    private static final int CRYPTOGRAM_BYTES = 8;

    private final OpenedHome home;
    private final EffectiveProduct product;
    private final ChannelPolicy policy;
    private final CardLot lot;
    private final CardPersonalizer personalizer;

    /**
     * For cards of one product.
     *
     * @param recipe of their chip, with a secure channel
     * @param lot of the blank cards
     */
    public ChipsAhead(OpenedHome home, EffectiveProduct product, ChipRecipe recipe, CardLot lot) {
        this.home = home;
        this.product = product;
        this.policy = recipe.channel()
                .orElseThrow(() -> new IllegalArgumentException("chip " + recipe.chip() + " has no secure channel"));
        this.lot = lot;
        ByteString nobody = ByteString.repeat(0, ChipDesk.IDENTITY_BYTES);
        this.personalizer = new CardPersonalizer(ChipDesk.station(home, product, lot, nobody), recipe);
    }

    /**
     * The keys that would be used, each tried as far as that goes without a card.
     *
     * @param tested true when keys of the issuer test the cards
     * @throws org.cardwright.pipeline.ledger.WrongUsageException when one is not there
     * @throws org.cardwright.crypto.key.KeyRefusedException when one may not be used so, or not today
     * @throws org.cardwright.crypto.module.SecurityModuleException the same
     */
    public List<KeyAtChips> keys(boolean tested) {
        KeysAtChips made = new KeysAtChips(home, product).making(lot);
        List<KeyAtChips> keys = (tested ? made.judging(KeysAtChips.Judging.TEST) : made).keys();
        lot.keySets().byVersion().values().forEach(this::requireUsable);
        lot.productionVersion().ifPresent(this::requireNotWeaker);
        LocalDate today = LocalDate.now(Clock.systemUTC());
        keys.forEach(key -> requireFit(key, today));
        return keys;
    }

    /** Purpose, direction, state and days of a key of KEK2 or of the issuer, for what it does at a chip. */
    private static void requireFit(KeyAtChips used, LocalDate today) {
        KeyDescription key = used.key();
        KeyOperation operation = KeyOperation.PROCESS;
        switch (used.use()) {
            case "KEK2" ->
                require(
                        KEK2.contains(key.purpose())
                                && key.direction() == KeyDirection.DATA_PREPARATION_TO_PERSONALIZER,
                        key.name() + " is no key of KEK2");
            case "IMK_AC", "IMK_SMI", "CVK" -> {
                require(
                        key.purpose() == KeyPurpose.valueOf(used.use()),
                        key.name() + " is for " + key.purpose() + ", not " + used.use());
                operation = used.use().equals("IMK_AC") ? KeyOperation.PROCESS : KeyOperation.PROTECT;
            }
            default -> operation = KeyOperation.PROTECT;
        }
        key.refusal(operation, today).ifPresent(refused -> {
            throw refused;
        });
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new KeyRefusedException(otherwise);
        }
    }

    /** A channel is asked for to a card that there is not: purpose, algorithm, state and place of the KMC are judged as for a real one. */
    private void requireUsable(KeySet set) {
        boolean scp02 = policy.protocol() == SecureChannelProtocol.SCP02;
        SessionParameters nobody = new SessionParameters(
                policy.protocol(),
                policy.level(),
                zeros(SessionParameters.HOST_CHALLENGE_BYTES),
                zeros(scp02 ? 6 : 8),
                zeros(scp02 ? 2 : 3));
        home.module().cardChannels().open(set.of(zeros(CARD_DATA_BYTES)), nobody, zeros(CRYPTOGRAM_BYTES));
    }

    /** Keys go into a card under keys of that card: as the security module refuses it when a card is there. */
    private void requireNotWeaker(int leaving) {
        int wanted = strength(lot.keySets().find(leaving).orElseThrow());
        for (KeySet blank : lot.keySets().byVersion().values()) {
            if (strength(blank) < wanted) {
                throw new KeyRefusedException(
                        blank.master() + " gives a card keys that are weaker than those that would go into it");
            }
        }
    }

    private int strength(KeySet set) {
        KeyDescription key = home.key(set.master());
        String algorithm = key.algorithm();
        return key.family().strength(Integer.parseInt(algorithm.substring(algorithm.lastIndexOf('-') + 1)));
    }

    private static ByteString zeros(int bytes) {
        return ByteString.repeat(0, bytes);
    }

    /**
     * A record of which no card can be made.
     *
     * @param card index of the record in the manifest, from 1
     * @param reason which fields or keys do not fit
     */
    public record Misfit(long card, String reason) {}

    /** Why no card can be made of a record; empty when nothing speaks against it. */
    public Optional<String> misfit(CpsRecord record) {
        return personalizer.misfit(record);
    }

    /**
     * Of some cards of a group those of which none can be made.
     *
     * @param wanted indexes of their records
     * @throws AlteredCardException when one is not as it was sealed
     */
    public List<Misfit> misfits(GroupOfBatch group, Set<Long> wanted) throws IOException {
        List<Misfit> found = new ArrayList<>();
        try (CheckedCards cards =
                CheckedCards.open(home, group.directory(), group.group().batch())) {
            Optional<PersoFileReader.Card> card = next(cards, wanted);
            while (card.isPresent()) {
                long index = card.get().entry().index();
                reason(card.get()).ifPresent(reason -> found.add(new Misfit(index, reason)));
                card = next(cards, wanted);
            }
        }
        return found;
    }

    private static Optional<PersoFileReader.Card> next(CheckedCards cards, Set<Long> wanted) throws IOException {
        return cards.next(entry -> wanted.contains((long) entry.index()));
    }

    private Optional<String> reason(PersoFileReader.Card card) {
        ByteString chip = card.channels().get(Channel.CHIP);
        return chip == null ? Optional.of("it has no chip record") : misfit(CardOfBatch.decode(chip));
    }
}
