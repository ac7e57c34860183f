package org.cardwright.jobs.bureau;

import java.util.Map;
import java.util.TreeMap;
import org.cardwright.machine.bureau.FaultPlan;
import org.cardwright.machine.bureau.Pace;
import org.cardwright.machine.bureau.Stand;

/**
 * What is to be played.
 *
 * @param product of the first test issuer
 * @param cards how many
 * @param faults what goes wrong
 * @param attempts how often a card is made before it is held
 * @param stands machines of each station
 */
public record BureauTerms(String product, int cards, FaultPlan faults, int attempts, Map<String, Stand> stands) {

    /** Embossers. */
    public static final String EMBOSSING = "embossing";

    /** Stripe encoders. */
    public static final String ENCODING = "encoding";

    /** Laser engravers. */
    public static final String ENGRAVING = "engraving";

    /** Chip heads. */
    public static final String CHIPS = "chips";

    /** Cameras behind the chip heads. */
    public static final String VISION = "vision";

    /** What puts cards into envelopes. */
    public static final String INSERTING = "inserting";

    /** Copies the stands. */
    public BureauTerms {
        stands = Map.copyOf(new TreeMap<>(stands));
        if (!stands.keySet().equals(usual().keySet())) {
            throw new IllegalArgumentException("a bureau has these stations: " + String.join(", ", usual().keySet()));
        }
    }

    /**
     * A bureau of usual size: own estimates for desktop and mid-size machines, 5 to 20 s for a chip (machine formats, S1-29).
     */
    public static Map<String, Stand> usual() {
        Map<String, Stand> stands = new TreeMap<>();
        stands.put(EMBOSSING, new Stand(2, new Pace(5, 8, 30)));
        stands.put(ENCODING, new Stand(1, new Pace(1.5, 2.5, 20)));
        stands.put(ENGRAVING, new Stand(1, new Pace(2, 4, 20)));
        stands.put(CHIPS, new Stand(4, new Pace(5, 20, 0)));
        stands.put(VISION, new Stand(1, new Pace(0.8, 1.2, 0)));
        stands.put(INSERTING, new Stand(1, new Pace(2, 3, 60)));
        return stands;
    }

    /** Machines of a station. */
    public Stand stand(String station) {
        Stand stand = stands.get(station);
        if (stand == null) {
            throw new IllegalArgumentException("no station " + station);
        }
        return stand;
    }

    /** How fast one of its machines is. */
    Pace pace(String station) {
        return stand(station).pace();
    }
}
