package org.cardwright.jobs.scorecard;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.jobs.scorecard.DisturbedChip.Disturbance;
import org.cardwright.jobs.scorecard.DisturbedChip.Where;
import org.cardwright.jobs.scorecard.DisturbedHead.Given;

/** What became of disturbed chips, judged by somebody who looks at each. */
final class DisturbedCount {

    private final DisturbedLook look;
    private final DisturbedLook.Found whole;
    private final Set<Where> done = new HashSet<>();
    private final Set<Long> cards = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private int good;
    private int notWhole;
    private int wentOn;
    private int writtenAgain;
    private int again;

    /**
     * Over what somebody sees.
     *
     * @param whole what a whole card looks like
     */
    DisturbedCount(DisturbedLook look, DisturbedLook.Found whole) {
        this.look = look;
        this.whole = whole;
    }

    DisturbedCount judge(List<Given> given) {
        given.forEach(this::judge);
        return this;
    }

    private void judge(Given given) {
        DisturbedChip chip = given.chip();
        if (chip.isDisturbed()) {
            done.add(chip.where());
        }
        if (given.isGood()) {
            good++;
            boolean first = look.attempt(given.card())
                    .map(attempt -> cards.add(attempt.of().card()))
                    .orElse(false);
            notWhole += first && isWhole(given) ? 0 : 1;
        }
        if (chip.wentOn()) {
            wentOn++;
            faults.add("went on behind " + chip.where() + ": " + given.bin());
        }
        if (given.used()) {
            again++;
            boolean written = given.isGood() || chip.written() > 0;
            writtenAgain += written ? 1 : 0;
        }
    }

    private boolean isWhole(Given given) {
        DisturbedLook.Found found = look.at(given.card());
        if (!found.isLike(whole)) {
            faults.add(given.chip().where() + ": " + found);
        }
        return found.isLike(whole);
    }

    /** Every disturbance that happened. */
    Set<Where> done() {
        return done;
    }

    /** How many of each kind. */
    static Map<Disturbance, Integer> ofKinds(Set<Where> places) {
        Map<Disturbance, Integer> kinds = new EnumMap<>(Disturbance.class);
        places.forEach(place -> kinds.merge(place.kind(), 1, Integer::sum));
        return kinds;
    }

    /** In words. */
    List<String> faults() {
        return faults;
    }

    int good() {
        return good;
    }

    /** Chips counted good that are not whole, or a second one of a card. */
    int notWhole() {
        return notWhole;
    }

    /** Chips that got another command although their channel was disturbed, whatever became of them. */
    int wentOn() {
        return wentOn;
    }

    /** Used chips that came again. */
    int again() {
        return again;
    }

    /** Those of them that got a command that writes. */
    int writtenAgain() {
        return writtenAgain;
    }
}
