package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.ChipRecipeFile;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.ChipKeys;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.ChosenKeys;

/**
 * One card out of a sealed batch with what made it.
 *
 * @param record its chip record
 * @param product of the card, in some segment: keys and chip are the same in all
 * @param recipe of its chip
 * @param place where it stands
 */
public record CardOfBatch(CpsRecord record, EffectiveProduct product, ChipRecipe recipe, Place place) {

    private static final String RECIPES = "recipes";

    /**
     * One record of the manifest.
     *
     * @param batch identity of the batch
     * @param index of the record, from 1
     */
    public record Place(String batch, long index) {}

    /**
     * Finds the card of an order.
     *
     * @throws AlteredCardException when it is not as it was sealed
     * @throws WrongUsageException when the batch has no such order, or the order no chip
     * @throws ConfigurationException when product or recipe are not in this home any more
     */
    public static CardOfBatch find(HomeDirectory home, OpenedHome opened, Path directory, String order)
            throws IOException {
        try (CheckedCards cards = CheckedCards.open(opened, directory)) {
            PersoFileReader.Card card = cards.next(entry -> entry.order().equals(order))
                    .orElseThrow(() -> new WrongUsageException("the order is not in this batch"));
            ByteString chip = Optional.ofNullable(card.channels().get(Channel.CHIP))
                    .orElseThrow(() -> new WrongUsageException("the order has no chip"));
            ManifestHead head = cards.manifest().head();
            EffectiveProduct product =
                    product(opened.catalog(), head, card.entry().group());
            Place place = new Place(head.batch(), card.entry().index());
            return new CardOfBatch(decode(chip), product, recipe(home, product), place);
        }
    }

    /** Writes into the audit which keys of the issuer judge the card at a terminal. */
    public void noteAtTerminal(OpenedHome opened) throws IOException {
        opened.pipeline()
                .chipProduction()
                .note(
                        place.batch(),
                        "card " + place.index() + " at a terminal",
                        new ChipKeys(
                                Audit.SYSTEM,
                                new KeysAtChips(opened, product)
                                        .judging(KeysAtChips.Judging.TERMINAL)
                                        .names()));
    }

    /**
     * A card of another batch on the same chip, as another version of the product made it.
     *
     * @throws AlteredCardException when it is not as it was sealed, or was sealed with keys of another home
     * @throws WrongUsageException when that batch has no such order, or the order no chip
     */
    public CardOfBatch otherVersion(OpenedHome opened, Path directory, String order) throws IOException {
        try (CheckedCards cards = CheckedCards.open(opened, directory)) {
            PersoFileReader.Card card = cards.next(entry -> entry.order().equals(order))
                    .orElseThrow(() -> new WrongUsageException("the order is not in that batch"));
            ByteString chip = Optional.ofNullable(card.channels().get(Channel.CHIP))
                    .orElseThrow(() -> new WrongUsageException("the order in that batch has no chip"));
            Place other =
                    new Place(cards.manifest().head().batch(), card.entry().index());
            return new CardOfBatch(decode(chip), product, recipe, other);
        }
    }

    static CpsRecord decode(ByteString chip) {
        try {
            return CpsRecordCodec.decode(chip);
        } catch (MalformedRecordException malformed) {
            throw new WrongUsageException("the chip record of the order cannot be read: verify the batch");
        }
    }

    static EffectiveProduct product(ProductCatalog catalog, ManifestHead head, String group) {
        Set<ByteString> hashes =
                head.profiles().stream().map(ManifestHead.Profile::sha256).collect(Collectors.toSet());
        LocalDate today = LocalDate.now(Clock.systemUTC());
        ProductCatalog issuer = catalog.forIssuer(head.issuer());
        ManifestVersions versions = new ManifestVersions(head);
        if (!versions.uncertain(issuer, hashes, today).isEmpty()) {
            throw new ConfigurationException(
                    "the manifest names two versions of a key, and does not say which one a product meant");
        }
        return issuer.withKeyVersions(ChosenKeys.kept(versions.certain())).all(today).stream()
                .filter(product -> product.group().equals(group) && hashes.contains(product.hash()))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "the product that made group " + group + " is not in this home, or has changed"));
    }

    static ChipRecipe recipe(HomeDirectory home, EffectiveProduct product) throws IOException {
        Map<String, ChipRecipe> recipes = ChipRecipeFile.loadAll(home.config(RECIPES));
        return Optional.ofNullable(recipes.get(product.chip().id()))
                .orElseThrow(() ->
                        new ConfigurationException("chip " + product.chip().id() + " has no recipe in " + RECIPES));
    }
}
