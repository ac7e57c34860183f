package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.ledger.ChipRuns;
import org.cardwright.pipeline.ledger.SealedCards;
import org.cardwright.pipeline.ledger.WrongUsageException;

/**
 * The cards of a sealed batch that lie on one stock of plastic, with what made them.
 *
 * @param directory of the batch
 * @param group which cards
 * @param product of the cards, in some segment: keys and chip are the same in all
 * @param recipe of their chip
 */
public record GroupOfBatch(Path directory, ChipRuns.Group group, EffectiveProduct product, ChipRecipe recipe) {

    private static final String SUFFIX = "/" + Channel.CHIP.fileName();

    /**
     * Finds the cards.
     *
     * @param wanted name of the group; may be left out when only one has chips
     * @throws WrongUsageException when the batch has no such group with chips, or several and none is named
     * @throws ConfigurationException when product or recipe are not in this home any more
     */
    public static GroupOfBatch find(HomeDirectory home, ProductCatalog catalog, Path directory, Optional<String> wanted)
            throws IOException {
        Map<String, SealedCards.Counter> cards = new HashMap<>();
        Manifest manifest = Manifest.read(
                directory.resolve(Manifest.NAME),
                entry -> cards.computeIfAbsent(entry.group(), name -> new SealedCards.Counter())
                        .add(entry.index(), entry.order()));
        List<String> groups = manifest.files().stream()
                .map(Manifest.FileEntry::path)
                .filter(path -> path.endsWith(SUFFIX))
                .map(path -> path.substring(0, path.length() - SUFFIX.length()))
                .sorted()
                .toList();
        String group = chosen(groups, wanted);
        EffectiveProduct product = CardOfBatch.product(catalog, manifest.head(), group);
        return new GroupOfBatch(
                directory,
                new ChipRuns.Group(
                        manifest.head().batch(),
                        group,
                        cards.getOrDefault(group, new SealedCards.Counter()).end()),
                product,
                CardOfBatch.recipe(home, product));
    }

    /** True for a card of this group. */
    boolean isOf(Manifest.RecordEntry entry) {
        return entry.group().equals(group.name());
    }

    private static String chosen(List<String> groups, Optional<String> wanted) {
        if (groups.isEmpty()) {
            throw new WrongUsageException("the batch has no chip");
        }
        if (wanted.isEmpty() && groups.size() > 1) {
            throw new WrongUsageException(
                    "a line has one stock of plastic; name the group with --group: " + String.join(", ", groups));
        }
        String group = wanted.orElse(groups.get(0));
        if (!groups.contains(group)) {
            throw new WrongUsageException("the batch has chips in: " + String.join(", ", groups));
        }
        return group;
    }
}
