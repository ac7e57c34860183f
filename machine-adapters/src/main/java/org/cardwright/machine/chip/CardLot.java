package org.cardwright.machine.chip;

import java.util.OptionalInt;
import org.cardwright.machine.scp.KeySets;

/**
 * Blank cards with keys of one origin.
 *
 * @param keySets by version
 * @param keyVersion asked of the card; 0 = the card chooses
 * @param productionVersion version of the keys that the cards leave with; empty when they keep theirs
 */
public record CardLot(KeySets keySets, int keyVersion, OptionalInt productionVersion) {

    /** Refuses a lot that would leave with keys that nobody has. */
    public CardLot {
        if (productionVersion.isPresent()
                && keySets.find(productionVersion.getAsInt()).isEmpty()) {
            throw new IllegalArgumentException("the lot has no keys of its production version");
        }
    }
}
