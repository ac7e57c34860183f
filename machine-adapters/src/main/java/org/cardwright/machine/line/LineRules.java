package org.cardwright.machine.line;

import java.time.Duration;

/**
 * When heads and lines stop.
 *
 * @param failures cards in a row that were foreign, refused or lost, after which a head is quarantined
 * @param firstArticles cards that must be good before the line goes on; 0 for none
 * @param scrap when so many chips are spoiled that the line stops
 * @param patience with a feeder that brings no card
 * @param budget what a card may take, before somebody is told; machines: 5 to 20 s
 */
public record LineRules(int failures, int firstArticles, ScrapLimit scrap, Duration patience, Duration budget) {

    /** Failures in a row after which a head is quarantined, when nobody says otherwise. */
    public static final int USUAL_FAILURES = 3;

    /** What a card may take, when nobody says otherwise. */
    public static final Duration USUAL_BUDGET = Duration.ofSeconds(20);

    private static final ScrapLimit USUAL_SCRAP = new ScrapLimit(10, 20);
    private static final int PERCENT = 100;

    /**
     * A rate of spoiled chips.
     *
     * @param percent of the chips that were started; 100 for never
     * @param from chips, before which nobody judges
     */
    public record ScrapLimit(int percent, int from) {

        /** True when more are spoiled than may be. */
        boolean isReached(int started, int spoiled) {
            return started >= from && (long) spoiled * PERCENT > (long) percent * started;
        }
    }

    /** Checks the numbers. */
    public LineRules {
        if (failures < 1 || firstArticles < 0 || scrap.percent < 0 || scrap.percent > PERCENT || scrap.from < 1) {
            throw new IllegalArgumentException("a head has at least one failure, a rate is 0 to 100 percent");
        }
    }

    /** The usual ones without a first article. */
    public static LineRules usual(Duration patience) {
        return new LineRules(USUAL_FAILURES, 0, USUAL_SCRAP, patience, USUAL_BUDGET);
    }

    /** The same with so many cards that must be good before the line goes on. */
    public LineRules withFirstArticles(int cards) {
        return new LineRules(failures, cards, scrap, patience, budget);
    }

    /** The same with another rate of spoiled chips. */
    public LineRules withScrapLimit(ScrapLimit other) {
        return new LineRules(failures, firstArticles, other, patience, budget);
    }

    /** The same with another budget for a card. */
    public LineRules withBudget(Duration other) {
        return new LineRules(failures, firstArticles, scrap, patience, other);
    }
}
