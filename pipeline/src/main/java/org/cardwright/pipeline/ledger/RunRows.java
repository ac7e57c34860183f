package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipSheet.HeadLine;
import org.cardwright.pipeline.ledger.ChipSheet.RunLine;

/** What the rows of the chips say of one run: the counts of its heads are compared with them, and the audit keeps a hash over both. */
final class RunRows {

    /** Cards that a head holds. */
    private static final int IN_HAND = 1;

    private final Map<String, Made> heads = new TreeMap<>();
    private final RowHash hash = new RowHash();

    /** Chips of one head that have ended. */
    private record Made(int good, int scrapped, int sample) {

        static final Made NONE = new Made(0, 0, 0);

        Made with(ChipAttempt row) {
            return switch (row.state()) {
                case GOOD -> new Made(good + 1, scrapped, sample);
                case REFUSED, UNKNOWN -> new Made(good, scrapped + 1, sample);
                case SAMPLE -> new Made(good, scrapped, sample + 1);
                case STARTED -> this;
            };
        }
    }

    private RunRows() {}

    /** Reads them. */
    static RunRows of(ChipAttemptTable rows, String run) {
        RunRows read = new RunRows();
        rows.eachOf(run, read::add);
        return read;
    }

    private void add(ChipAttempt row) {
        String head = row.work().at().head();
        heads.put(head, heads.getOrDefault(head, Made.NONE).with(row));
        hash.add(List.of(
                "" + row.of().card(),
                "" + row.number(),
                row.state().name(),
                row.chip().keyData(),
                row.chip().number(),
                head,
                "" + row.work().order(),
                row.work().endedAt()));
    }

    /**
     * The same head with the chips that others scrapped after it had died, and the blank that it had in hand.
     *
     * @throws NotReconciledException when it had more than one in hand: a head holds one
     */
    HeadLine mended(RunLine run, HeadLine head) {
        if (head.inHead() > IN_HAND) {
            throw new NotReconciledException(unsaid(run, head));
        }
        Made made = heads.getOrDefault(head.head(), Made.NONE);
        int scrapped = Math.max(head.scrapped(), made.scrapped);
        // a run of an older version counted a blank only when it left
        boolean counted = head.inHead() >= scrapped - head.scrapped();
        return (counted ? head : head.withTaken()).withScrap(scrapped).withCutOff();
    }

    /** Names of the heads that used up a chip. */
    List<String> names() {
        return List.copyOf(heads.keySet());
    }

    /**
     * Compares the counts.
     *
     * @throws NotReconciledException when a head counted something else
     */
    void requireSame(RunLine run) {
        Map<String, Made> counted = new TreeMap<>();
        run.heads().stream()
                .filter(head -> head.inHead() > (run.endedAt().isEmpty() ? IN_HAND : 0))
                .findFirst()
                .ifPresent(head -> {
                    throw new NotReconciledException(unsaid(run, head));
                });
        run.heads().forEach(head -> counted.put(head.head(), new Made(head.good(), head.scrapped(), head.sample())));
        heads.forEach((name, made) -> requireSame(run, name, made, counted.getOrDefault(name, Made.NONE)));
        counted.forEach((name, made) -> requireSame(run, name, heads.getOrDefault(name, Made.NONE), made));
    }

    private static String unsaid(RunLine run, HeadLine head) {
        return "run " + run.number() + ", head " + head.head() + ": of " + head.inHead()
                + " blanks nobody has said what became of them";
    }

    private static void requireSame(RunLine run, String head, Made rows, Made counted) {
        // a chip that two persons give up while it is in a head is counted when it leaves
        boolean late = run.endedAt().isEmpty() && rows.scrapped > counted.scrapped;
        Made compared = late ? new Made(rows.good, counted.scrapped, rows.sample) : rows;
        if (!compared.equals(counted)) {
            throw new NotReconciledException("run " + run.number() + ", head " + head + ": chips name good " + rows.good
                    + ", scrapped " + rows.scrapped + ", sample " + rows.sample + "; the head counted " + counted.good
                    + ", " + counted.scrapped + ", " + counted.sample);
        }
    }

    /** Over the rows and what the heads counted; nothing is compared afterwards. */
    String hash(List<HeadLine> counted) {
        counted.forEach(head -> hash.add(List.of(head.head(), "" + head.taken(), "" + head.returned())));
        // entries of older versions had no more
        counted.stream()
                .filter(HeadLine::saysMore)
                .forEach(head -> hash.add(List.of(head.head(), "" + head.used(), "" + head.cutOff())));
        return hash.end();
    }
}
