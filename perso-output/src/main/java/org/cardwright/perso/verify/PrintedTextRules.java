package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CARD_VALUES;
import static org.cardwright.perso.verify.VerificationRule.EMBOSS_AGAINST_CHIP;
import static org.cardwright.perso.verify.VerificationRule.LASER_AGAINST_CHIP;
import static org.cardwright.perso.verify.VerificationRule.TRACK_SHAPE;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.surface.SurfaceField;
import org.cardwright.perso.surface.SurfaceLayout;

/**
 * Whether every text that a layout places on the card is there and is that of the order, place by place: the surface of another
 * card is sound in itself.
 */
final class PrintedTextRules {

    private final SurfaceLayout layout;
    private final OrderedTexts texts;
    private final Findings findings;

    PrintedTextRules(SurfaceLayout layout, OrderedTexts texts, Findings findings) {
        this.layout = layout;
        this.texts = texts;
        this.findings = findings;
    }

    void check(Map<Channel, ByteString> channels) {
        boolean emboss = channels.containsKey(Channel.EMBOSS) == layout.emboss().isPresent();
        boolean laser = channels.containsKey(Channel.LASER) != layout.laser().isEmpty();
        boolean track = channels.containsKey(Channel.TRACK) != layout.tracks().isEmpty();
        findings.require(emboss, EMBOSS_AGAINST_CHIP, "", "there is one where the layout has none, or the reverse");
        findings.require(laser, LASER_AGAINST_CHIP, "", "there is one where the layout has none, or the reverse");
        findings.require(track, TRACK_SHAPE, "stripe", "there is one where the layout has none, or the reverse");
        Optional.ofNullable(channels.get(Channel.EMBOSS))
                .ifPresent(record -> layout.emboss().ifPresent(zone -> checkEmbossing(zone.lines(), record)));
        Optional.ofNullable(channels.get(Channel.LASER)).ifPresent(this::checkEngraving);
    }

    private void checkEmbossing(List<SurfaceLayout.Line> lines, ByteString record) {
        List<String> read = Surfaces.embossed(record);
        // Nothing stands behind the quotation mark of the last line.
        boolean whole =
                read.size() == lines.size() + 1 && read.get(lines.size()).isEmpty();
        if (!findings.require(whole, EMBOSS_AGAINST_CHIP, "lines", "not as many as the layout has")) {
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            SurfaceLayout.Line line = lines.get(i);
            String found = read.get(i);
            boolean right = texts.of(line.field())
                    .map(text -> text.isEmpty() ? text : " ".repeat(line.indent()) + text)
                    .map(found::equals)
                    .orElse(true);
            require(right, EMBOSS_AGAINST_CHIP, line.field());
        }
        findings.require(
                Surfaces.inFrontOfLines(record).equals(foils(lines, read)),
                EMBOSS_AGAINST_CHIP,
                "foils",
                "not those of the lines that are written");
    }

    /** The fields of the foils on the lines that have a text, in the order of the lines. */
    private static String foils(List<SurfaceLayout.Line> lines, List<String> read) {
        Set<String> fields = new LinkedHashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!read.get(i).isBlank()) {
                lines.get(i).topping().ifPresent(topping -> fields.add(topping.field()));
            }
        }
        return String.join("", fields);
    }

    /** A text that is empty has no element. */
    private void checkEngraving(ByteString element) {
        List<Map.Entry<String, String>> read = Surfaces.engravedByName(element);
        int at = 0;
        for (SurfaceLayout.Text place : layout.laser()) {
            boolean there = at < read.size() && read.get(at).getKey().equals(place.name());
            String found = there ? read.get(at).getValue() : "";
            boolean right = texts.of(place.field()).map(found::equals).orElse(true);
            require(right, LASER_AGAINST_CHIP, place.field());
            at += there ? 1 : 0;
        }
        findings.require(at == read.size(), LASER_AGAINST_CHIP, "texts", "not those of the layout in their order");
        boolean ordered = Surfaces.orderOf(element).equals(Optional.of(texts.reference()));
        findings.require(ordered, LASER_AGAINST_CHIP, "order", "differs from the order");
    }

    private void require(boolean right, VerificationRule rule, SurfaceField field) {
        if (field == SurfaceField.CVV2) {
            findings.require(right, CARD_VALUES, CardValueRules.PRINTED_VALUE, "");
        } else {
            findings.require(right, rule, field.name(), "differs from the order");
        }
    }
}
