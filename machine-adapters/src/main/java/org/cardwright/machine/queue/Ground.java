package org.cardwright.machine.queue;

import java.util.List;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.machine.queue.xml.XmlPlacedText;

/** The room that texts take on a card of 85,600 x 53,980 um. ISO/IEC 7810, ID-1. */
final class Ground {

    private static final int WIDTH_UM = 85_600;
    private static final int HEIGHT_UM = 53_980;

    private Ground() {}

    /** Where a width and a pitch are known a text ends on the card; with heights no two of one side overlap. */
    static void require(MachineDefinitionFile.Refusal refusal, XmlPlacedText text, List<? extends XmlPlacedText> before)
            throws MalformedFileException {
        boolean begins = text.getXUm() < WIDTH_UM && text.getYUm() + text.getHeightUm() <= HEIGHT_UM;
        refusal.require(begins, text, "it is not on the card");
        refusal.require(endUm(text) <= WIDTH_UM, text, "its last character is not on the card");
        for (XmlPlacedText other : before) {
            refusal.require(!overlap(text, other), text, "it stands over text " + other.getName());
        }
    }

    private static int endUm(XmlPlacedText text) {
        return text.getXUm() + (text.getWidth() == null ? 0 : text.getWidth()) * text.getPitchUm();
    }

    private static boolean isMeasured(XmlPlacedText text) {
        return text.getWidth() != null && text.getPitchUm() > 0 && text.getHeightUm() > 0;
    }

    private static boolean overlap(XmlPlacedText one, XmlPlacedText other) {
        if (!isMeasured(one) || !isMeasured(other) || !one.getSide().equals(other.getSide())) {
            return false;
        }
        boolean across = one.getXUm() < endUm(other) && other.getXUm() < endUm(one);
        boolean upwards = one.getYUm() < other.getYUm() + other.getHeightUm()
                && other.getYUm() < one.getYUm() + one.getHeightUm();
        return across && upwards;
    }
}
