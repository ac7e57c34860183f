package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.explain.ProfileExplanation;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.json.MalformedJsonException;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.ledger.AccountedCards.AccountedCard;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.ChosenKeys;
import org.cardwright.pipeline.step.Products;

/**
 * The product of one card in the ledger as the configuration has it now, on the business day of its batch and with the versions of keys
 * that its batch chose.
 *
 * @param batch identity
 * @param order the issuer's name of the order
 * @param product in the segment of the order
 * @param unchanged whether it is what made the card; absent when no output says what that was
 */
record OrderedProduct(String batch, String order, EffectiveProduct product, Optional<Boolean> unchanged) {

    /**
     * Asks the ledger.
     *
     * @param identity of the batch, at least its first 8 digits
     * @throws WrongUsageException when there is no such batch or card, or its product is gone
     */
    static OrderedProduct find(OpenedHome installation, String identity, String order) throws IOException {
        Pipeline pipeline = installation.pipeline();
        BatchDetails details = pipeline.batch(identity)
                .orElseThrow(() -> new WrongUsageException(
                        "no batch or more than one begins with " + CardNumberMask.mask(identity)));
        String batch = details.summary().batch();
        String label = pipeline.cards(batch)
                .find(order)
                .map(AccountedCard::product)
                .orElseThrow(() -> new WrongUsageException(
                        "batch " + batch.substring(0, 16) + " has no card of order " + CardNumberMask.mask(order)));
        EffectiveProduct product = installation
                .catalog()
                .forIssuer(details.summary().issuer())
                .withKeyVersions(ChosenKeys.kept(pipeline.keyUses().chosen(batch)))
                .all(details.summary().businessDate())
                .stream()
                .filter(found -> Products.label(found).equals(label))
                .findFirst()
                .orElseThrow(() -> new WrongUsageException("product " + label + " is not there any more"));
        return new OrderedProduct(
                batch,
                CardNumberMask.mask(order),
                product,
                unchanged(details.summary().directory(), product));
    }

    /** The manifest names what made the cards, with its hash. */
    private static Optional<Boolean> unchanged(Path directory, EffectiveProduct product) throws IOException {
        Path manifest = directory.resolve(Manifest.NAME);
        if (!Files.isRegularFile(manifest)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Manifest.read(manifest).head().profiles().stream()
                    .map(ManifestHead.Profile::sha256)
                    .anyMatch(product.hash()::equals));
        } catch (MalformedJsonException broken) {
            return Optional.empty();
        }
    }

    /** What is said in front of the explanation. */
    String heading() {
        String made = unchanged
                .map(same -> same
                        ? "the product is the one that made the card"
                        : "the product was changed since the card was made")
                .orElse("no output says which product made the card");
        return "order " + order + " of batch " + batch.substring(0, 16) + ", " + made;
    }

    /** The same in front of the members of the explanation. */
    Map<String, Object> structure() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("batch", batch);
        members.put("order", order);
        unchanged.ifPresent(same -> members.put("as_made", same));
        members.putAll(ProfileExplanation.of(product).structure());
        return members;
    }
}
