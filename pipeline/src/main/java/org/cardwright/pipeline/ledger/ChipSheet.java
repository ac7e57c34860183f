package org.cardwright.pipeline.ledger;

import java.util.List;

/**
 * The audit control sheet of a group of cards: for each run what it began with, handed on, returned, rejected and took out as samples, so
 * that every difference is 0. PCI Card Production, Physical: audit control log of each job and function. P-17.
 *
 * @param group which cards
 * @param runs in order
 * @param atDesks cards that were made good at desks, one by one
 * @param now how the cards stand
 * @param samples what became of those
 */
public record ChipSheet(ChipRuns.Group group, List<RunLine> runs, int atDesks, ChipCount now, Samples samples) {

    /**
     * Complete cards that were taken out: each pays until it is destroyed.
     *
     * @param taken in all runs
     * @param open those, as the audit names them, of which no two persons said that they are destroyed
     */
    public record Samples(int taken, List<String> open) {

        /** Copies the list. */
        public Samples {
            open = List.copyOf(open);
        }
    }

    /** Copies the list. */
    public ChipSheet {
        runs = List.copyOf(runs);
    }

    /**
     * One run.
     *
     * @param id of the run
     * @param number from 1
     * @param station personalizer and equipment, 12 hexadecimal digits
     * @param begunAt moment
     * @param endedAt moment; empty while it goes on, or when it was cut off and nobody has taken over
     * @param ending why it ended
     * @param cards initial number
     * @param carried good before this run
     * @param heads what became of the blanks
     */
    public record RunLine(
            String id,
            int number,
            String station,
            String begunAt,
            String endedAt,
            String ending,
            int cards,
            int carried,
            List<HeadLine> heads) {

        /** Copies the list. */
        public RunLine {
            heads = List.copyOf(heads);
        }

        private static final int MAX_ENDING = 200;

        RunLine with(List<HeadLine> counted) {
            return new RunLine(id, number, station, begunAt, endedAt, ending, cards, carried, counted);
        }

        RunLine ended(String moment, String how) {
            String cut = how.substring(0, Math.min(how.length(), MAX_ENDING));
            return new RunLine(id, number, station, begunAt, moment, cut, cards, carried, heads);
        }

        /** Cards handed on by this run. */
        public int good() {
            return heads.stream().mapToInt(HeadLine::good).sum();
        }

        List<String> fields(ChipRuns.Group group) {
            return List.of(
                    id,
                    group.batch(),
                    group.name(),
                    "" + number,
                    station,
                    "" + cards,
                    "" + carried,
                    begunAt,
                    endedAt,
                    ending);
        }
    }

    /**
     * The blanks of one head in one run: {@code taken = good + scrapped + returned + sample + used + cutOff} when it has ended. What is taken
     * is counted when the head gets it, before anybody knows what becomes of it.
     *
     * @param head its name
     * @param taken blanks that it got
     * @param good handed on
     * @param scrapped rejected: something was written on them
     * @param returned untouched, back to the vault
     * @param sample taken out complete, to be destroyed
     * @param used came as blanks and had been used before
     * @param cutOff untouched in the head when the run died
     */
    public record HeadLine(
            String head, int taken, int good, int scrapped, int returned, int sample, int used, int cutOff) {

        /** Refuses more blanks than the head got, and fewer than none. */
        public HeadLine {
            if (Math.min(Math.min(good, scrapped), Math.min(returned, sample)) < 0 || Math.min(used, cutOff) < 0) {
                throw new NotReconciledException("head " + head + " has counted fewer blanks than none");
            }
            if (taken < good + scrapped + returned + sample + used + cutOff) {
                throw new NotReconciledException("head " + head + " got " + taken + " blanks, and good " + good
                        + ", scrapped " + scrapped + ", returned " + returned + ", sample " + sample + ", used before "
                        + used + ", cut off " + cutOff + " are more");
            }
        }

        static HeadLine empty(String head) {
            return new HeadLine(head, 0, 0, 0, 0, 0, 0, 0);
        }

        /** Blanks of which nobody has said yet what became of them: one at most while a run goes on, none when it has ended. */
        public int inHead() {
            return taken - good - scrapped - returned - sample - used - cutOff;
        }

        /** Whether it has counts that rows and entries before migration V47 did not have. */
        boolean saysMore() {
            return used != 0 || cutOff != 0;
        }

        HeadLine withTaken() {
            return new HeadLine(head, taken + 1, good, scrapped, returned, sample, used, cutOff);
        }

        HeadLine withGood() {
            return new HeadLine(head, taken, good + 1, scrapped, returned, sample, used, cutOff);
        }

        HeadLine withScrap() {
            return withScrap(scrapped + 1);
        }

        HeadLine withScrap(int all) {
            return new HeadLine(head, taken, good, all, returned, sample, used, cutOff);
        }

        HeadLine withReturned() {
            return new HeadLine(head, taken, good, scrapped, returned + 1, sample, used, cutOff);
        }

        HeadLine withSample() {
            return new HeadLine(head, taken, good, scrapped, returned, sample + 1, used, cutOff);
        }

        HeadLine withUsed() {
            return new HeadLine(head, taken, good, scrapped, returned, sample, used + 1, cutOff);
        }

        /** Its run died: what it had in hand and nobody had begun is where the run left it. */
        HeadLine withCutOff() {
            return new HeadLine(head, taken, good, scrapped, returned, sample, used, cutOff + inHead());
        }
    }

    /** Difference between the good cards of all runs and desks, and those that the rows of the chips name; 0 when all is well. */
    public int difference() {
        return now.good() - atDesks - runs.stream().mapToInt(RunLine::good).sum();
    }
}
