package org.cardwright.jobs.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.verify.CardReading;
import org.cardwright.pipeline.launch.FirstArticleProof;

/** The sheet as text: a card is drawn on a grid of one millimetre by two, ISO/IEC 7810 ID-1. */
public final class ProofText {

    private static final int COLUMNS = 86;
    private static final int ROWS = 27;
    private static final int COLUMN_UM = 1_000;
    private static final int ROW_UM = 2_000;
    private static final int HEIGHT_UM = 53_980;

    private ProofText() {}

    /** UTF-8. */
    public static byte[] of(FirstArticleProof proof) {
        List<String> lines = new ArrayList<>(head(proof));
        for (FirstArticleProof.Card card : proof.cards()) {
            lines.add("");
            lines.add(title(card));
            for (SurfaceLayout.Side side : SurfaceLayout.Side.values()) {
                lines.addAll(drawing(card, side));
            }
            lines.addAll(table(card.read().elements()));
        }
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What the sheet is about. */
    static List<String> head(FirstArticleProof proof) {
        return List.of(
                "batch    " + proof.batch(),
                "issuer   " + proof.issuer(),
                "request  " + proof.request(),
                "proof    " + proof.proof(),
                "cards    " + proof.cards().size()
                        + (proof.isEqual() ? ", every value as ordered" : ", NOT AS ORDERED"));
    }

    static String title(FirstArticleProof.Card card) {
        return "card " + card.index() + ", " + card.group() + ", order "
                + card.order().orderReference();
    }

    /** The words for a value. */
    static String verdict(CardReading.Element element) {
        if (!element.equal()) {
            return "NOT EQUAL";
        }
        return element.ordered().isPresent() ? "equal" : "not ordered";
    }

    /** The texts of a side. */
    static List<CardReading.Placed> on(FirstArticleProof.Card card, SurfaceLayout.Side side) {
        return card.read().placed().stream().filter(text -> text.side() == side).toList();
    }

    /** The front always, the back when there is a text on it. */
    private static List<String> drawing(FirstArticleProof.Card card, SurfaceLayout.Side side) {
        List<CardReading.Placed> placed = on(card, side);
        if (side == SurfaceLayout.Side.BACK && placed.isEmpty()) {
            return List.of();
        }
        char[][] grid = new char[ROWS][COLUMNS];
        for (char[] row : grid) {
            Arrays.fill(row, ' ');
        }
        for (CardReading.Placed text : placed) {
            int row = Math.min(ROWS - 1, Math.max(0, (HEIGHT_UM - text.yUm()) / ROW_UM));
            for (int i = 0; i < text.text().length(); i++) {
                int column = text.xUm() / COLUMN_UM + i;
                if (column >= 0 && column < COLUMNS) {
                    grid[row][column] = text.text().charAt(i);
                }
            }
        }
        String edge = "+" + "-".repeat(COLUMNS) + "+";
        List<String> lines = new ArrayList<>(List.of(side.name().toLowerCase(Locale.ROOT), edge));
        for (char[] row : grid) {
            lines.add("|" + new String(row) + "|");
        }
        lines.add(edge);
        return lines;
    }

    private static List<String> table(List<CardReading.Element> elements) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"where", "what", "on the card", "ordered", ""});
        for (CardReading.Element one : elements) {
            rows.add(new String[] {
                one.place(), one.name(), one.read(), one.ordered().orElse("-"), verdict(one)
            });
        }
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(cells[i]).append(" ".repeat(widths[i] - cells[i].length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
