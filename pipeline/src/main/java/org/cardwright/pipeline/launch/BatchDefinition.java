package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.profile.lint.LintReport;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.pipeline.close.BatchRelease;
import org.cardwright.pipeline.intake.OrderReading;
import org.cardwright.pipeline.ledger.AccountedCards;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.ledger.ProfileVersion;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.OrderLookup;
import org.cardwright.pipeline.step.StageTimes;

/** Port: everything that applies to a batch for its whole life, put together by the composition root. */
public interface BatchDefinition {

    /** Name of the layout of the issuer's file. */
    String layout();

    /** Layout, profiles, keys and what else applies, as part of the identity. */
    List<IdentityPart> parts();

    /** How the issuer wants PANs shown. */
    default PanMask pans() {
        return PanMask.STANDARD;
    }

    /** How orders are read and judged. */
    OrderReading reading();

    /**
     * What the linter says of the products that a file orders, before anything is made of it.
     *
     * @param file a file whose control data agree
     */
    LintReport review(Path file) throws IOException;

    /**
     * The product profiles that a file orders.
     *
     * @param file a file whose control data agree
     */
    List<ProfileVersion> ordered(Path file) throws IOException;

    /**
     * The keys that are shared with others, and under which secrets of the cards come or leave that a file orders.
     *
     * @param file a file whose control data agree
     */
    List<KeyDescription> transportKeys(Path file) throws IOException;

    /** The issuer keys that certify cards, each with the most certificates one card can need of it. */
    Map<KeyName, Integer> certificateKeys();

    /** The keys on which the cards depend, for each product. */
    List<KeyUses.Use> keyUses();

    /** The arrows from accepted order to personalization record, timed one by one. */
    CardProcessing processing(StageTimes times);

    /** The layout that places the texts on the card of an order; empty when it shows none. */
    default Optional<SurfaceLayout> surface(CardApplication order) {
        return Optional.empty();
    }

    /** RECORD_MAC key that binds the channels of a card. */
    KeyName recordKey();

    /** The output of the batch. */
    BatchRelease release(ReleaseSheet sheet);

    /**
     * What the output says about its batch.
     *
     * @param batch identity
     * @param issuer who ordered
     * @param sourceSha256 hash of the issuer's file
     * @param directory final name of the output
     * @param businessDate day whose rules and products apply
     * @param keys versions of the keys that products name by label
     * @param orders the orders as they were screened, while the batch is open; nothing afterwards
     * @param cards what the ledger says of the cards, for ever
     */
    record ReleaseSheet(
            String batch,
            String issuer,
            ByteString sourceSha256,
            Path directory,
            LocalDate businessDate,
            Map<String, Integer> keys,
            OrderLookup orders,
            AccountedCards cards) {

        /** Copies the map. */
        public ReleaseSheet {
            keys = Map.copyOf(keys);
        }

        static ReleaseSheet of(
                BatchRegister.Entry entry, Map<String, Integer> keys, OrderLookup orders, AccountedCards cards) {
            return new ReleaseSheet(
                    entry.batch(),
                    entry.issuer(),
                    entry.sourceSha256(),
                    entry.directory(),
                    entry.businessDate(),
                    keys,
                    orders,
                    cards);
        }
    }
}
