package org.cardwright.machine.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cardwright.machine.terminal.CardObjects.Kind;
import org.cardwright.machine.terminal.CardObjects.Piece;
import org.cardwright.machine.terminal.HtmlPage.Cell;
import org.cardwright.machine.terminal.OutcomeGrid.GridCell;
import org.cardwright.perso.cps.CpsRecord;

/**
 * What two versions of a profile do otherwise: cells that end in another way, and data that are not the same. Nothing of a record is left
 * out: what cannot be compared because each card has its own is named.
 *
 * @param cells that changed
 * @param tags that changed, each in its place
 * @param ownOfCards places whose content is another one on every card: compared is that they are there, and where they have one, their length
 */
public record GridDifference(List<Changed> cells, List<Changed> tags, List<String> ownOfCards) {

    private static final String ABSENT = "-";

    /** Copies the lists. */
    public GridDifference {
        cells = List.copyOf(cells);
        tags = List.copyOf(tags);
        ownOfCards = List.copyOf(ownOfCards);
    }

    /**
     * Something that is not the same.
     *
     * @param what which cell, or which place of the record
     * @param before in the first version; {@code -} when it is not there
     * @param after in the second one
     */
    public record Changed(String what, String before, String after) {}

    /**
     * Compares.
     *
     * @param records of one card of each version
     * @param grids over the same terms
     */
    public static GridDifference of(List<CpsRecord> records, List<OutcomeGrid> grids) {
        List<Changed> cells = new ArrayList<>();
        Map<String, String> before = new TreeMap<>();
        grids.get(0).cells().forEach(cell -> before.put(cell.place(), cell.outcome()));
        for (GridCell cell : grids.get(1).cells()) {
            String was = before.getOrDefault(cell.place(), ABSENT);
            if (!was.equals(cell.outcome())) {
                cells.add(new Changed(cell.place(), was, cell.outcome()));
            }
        }
        Comparison comparison = new Comparison(CardObjects.of(records.get(0)), CardObjects.of(records.get(1)));
        return new GridDifference(cells, comparison.changed, comparison.own);
    }

    /** Two records, place by place. */
    private static final class Comparison {

        private final List<Changed> changed = new ArrayList<>();
        private final List<String> own = new ArrayList<>();

        Comparison(CardObjects before, CardObjects after) {
            TreeSet<String> all = new TreeSet<>(before.pieces().keySet());
            all.addAll(after.pieces().keySet());
            for (String place : all) {
                compare(
                        place,
                        Optional.ofNullable(before.pieces().get(place)),
                        Optional.ofNullable(after.pieces().get(place)));
            }
        }

        private void compare(String place, Optional<Piece> was, Optional<Piece> is) {
            Piece one = is.or(() -> was).orElseThrow();
            String name = place + " " + one.name();
            if (was.isEmpty() || is.isEmpty() || !isSame(was.get(), is.get())) {
                String before = was.map(Piece::shown).orElse(ABSENT);
                String after = is.map(Piece::shown).orElse(ABSENT);
                changed.add(new Changed(name, before, before.equals(after) ? after + ", others" : after));
            } else if (one.kind() != Kind.OF_THE_PROFILE) {
                own.add(name);
            }
        }

        private static boolean isSame(Piece was, Piece is) {
            return switch (is.kind()) {
                case OF_THE_PROFILE -> was.value().equals(is.value());
                case OF_A_CARD -> was.value().size() == is.value().size();
                case OF_A_PERSON -> true;
            };
        }
    }

    /** True when there is none. */
    public boolean isNone() {
        return cells.isEmpty() && tags.isEmpty();
    }

    /** One line for each. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(cells.size() + " cells changed");
        cells.forEach(cell -> lines.add("  " + cell.what + ": " + cell.before + " -> " + cell.after));
        lines.add(tags.size() + " tags differ");
        tags.forEach(tag -> lines.add("  " + tag.what + ": " + tag.before + " -> " + tag.after));
        lines.add(ownOfCards.size() + " are of the card itself, and were not compared");
        ownOfCards.forEach(place -> lines.add("  " + place));
        return lines;
    }

    /** One page. */
    public String html(String title) {
        HtmlPage page = new HtmlPage(title);
        table(page, cells.size() + " cells changed", "cell", cells);
        table(page, tags.size() + " tags differ", "tag", tags);
        page.heading(ownOfCards.size() + " are of the card itself, and were not compared")
                .lines(ownOfCards);
        return page.html();
    }

    private static void table(HtmlPage page, String heading, String what, List<Changed> rows) {
        page.heading(heading).table(what, "before", "after");
        rows.forEach(row -> page.row(List.of(Cell.of(row.what), Cell.of(row.before), Cell.of(row.after))));
        page.endTable();
    }
}
