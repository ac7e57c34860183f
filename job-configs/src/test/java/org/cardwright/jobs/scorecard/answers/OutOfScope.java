package org.cardwright.jobs.scorecard.answers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.sample.PublishedVector;

/** Published vectors for what the product does not do, with the reason. A vector is here or is a known answer. */
public final class OutOfScope {

    private static final String CEREMONY =
            "no certificates of elliptic curves, secure channel 11 or shared secrets yet";

    private static final Map<String, String> REASONS = reasons();

    private OutOfScope() {}

    /** Why nothing computes the vector; empty when something must. */
    public static Optional<String> reason(PublishedVector vector) {
        return REASONS.entrySet().stream()
                .filter(entry -> vector.name().matches(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("CVC [A-Z]{6}.*", CEREMONY);
        reasons.put("X9\\.63 KDF: .*|SCP11a .*|Shamir .*", CEREMONY);
        return reasons;
    }
}
