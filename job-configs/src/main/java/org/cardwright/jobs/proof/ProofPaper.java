package org.cardwright.jobs.proof;

import java.util.List;
import org.cardwright.jobs.paper.Pdf;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.verify.CardReading;
import org.cardwright.pipeline.launch.FirstArticleProof;

/** The sheet as PDF: each card on a page of its own, drawn twice as large as it is. ISO/IEC 7810 ID-1. */
public final class ProofPaper {

    private static final double POINTS_PER_UM = 2 * 72.0 / 25_400;
    private static final int WIDTH_UM = 85_600;
    private static final int HEIGHT_UM = 53_980;
    private static final double LEFT = 40;
    private static final double TOP = 800;
    private static final double CARD_BOTTOM = 390;
    private static final double LINE = 12;
    private static final double BOTTOM = 30;
    private static final double EDGE = 0.5;
    /** Half of the width and of the height of an embossed character as it is printed here. */
    private static final double CENTRE = 4;

    private static final double[] COLUMNS = {LEFT, 195, 310, 425, 535};
    private static final int[] CHARACTERS = {31, 23, 23, 22, 11};

    private final Pdf pdf;
    private double y = TOP;

    private ProofPaper(Pdf pdf) {
        this.pdf = pdf;
    }

    /** The file. */
    public static byte[] of(FirstArticleProof proof) {
        try (Pdf pdf = new Pdf()) {
            for (FirstArticleProof.Card card : proof.cards()) {
                new ProofPaper(pdf.page()).card(proof, card);
            }
            return pdf.toBytes();
        }
    }

    private void card(FirstArticleProof proof, FirstArticleProof.Card card) {
        pdf.latin1(Pdf.Style.HEADING, LEFT, y, "FIRST ARTICLE");
        y -= 2 * LINE;
        for (String line : ProofText.head(proof)) {
            row(Pdf.Style.PLAIN, line);
        }
        row(Pdf.Style.STRONG, ProofText.title(card));
        drawing(ProofText.on(card, SurfaceLayout.Side.FRONT));
        y = CARD_BOTTOM - 2 * LINE;
        cells(Pdf.Style.STRONG, List.of("where", "what", "on the card", "ordered", ""));
        for (CardReading.Element one : card.read().elements()) {
            Pdf.Style style = one.equal() ? Pdf.Style.PLAIN : Pdf.Style.STRONG;
            cells(
                    style,
                    List.of(one.place(), one.name(), one.read(), one.ordered().orElse("-"), ProofText.verdict(one)));
        }
        back(card);
    }

    /** On a page of its own, when there is a text on it. */
    private void back(FirstArticleProof.Card card) {
        List<CardReading.Placed> texts = ProofText.on(card, SurfaceLayout.Side.BACK);
        if (!texts.isEmpty()) {
            pdf.page();
            y = TOP;
            row(Pdf.Style.STRONG, ProofText.title(card) + ", back");
            drawing(texts);
        }
    }

    private void row(Pdf.Style style, String text) {
        pdf.latin1(style, LEFT, y, text);
        y -= LINE;
    }

    private void cells(Pdf.Style style, List<String> cells) {
        if (y < BOTTOM) {
            pdf.page();
            y = TOP;
        }
        for (int i = 0; i < cells.size(); i++) {
            pdf.latin1(style, COLUMNS[i], y, fitted(cells.get(i), CHARACTERS[i]));
        }
        y -= LINE;
    }

    private static String fitted(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters - 1) + "~";
    }

    /** A side of the card with the texts where the layout puts them. */
    private void drawing(List<CardReading.Placed> placed) {
        double width = WIDTH_UM * POINTS_PER_UM;
        double height = HEIGHT_UM * POINTS_PER_UM;
        pdf.rectangle(LEFT, CARD_BOTTOM, width, EDGE)
                .rectangle(LEFT, CARD_BOTTOM + height, width, EDGE)
                .rectangle(LEFT, CARD_BOTTOM, EDGE, height)
                .rectangle(LEFT + width, CARD_BOTTOM, EDGE, height);
        for (CardReading.Placed text : placed) {
            double x = LEFT + text.xUm() * POINTS_PER_UM - (text.embossed() ? CENTRE : 0);
            double base = CARD_BOTTOM + text.yUm() * POINTS_PER_UM - (text.embossed() ? CENTRE : 0);
            pdf.latin1(text.embossed() ? Pdf.Style.TYPED : Pdf.Style.PLAIN, x, base, text.text());
        }
    }
}
