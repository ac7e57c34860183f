package org.cardwright.formats.profile.lint;

import java.util.HashMap;
import java.util.Map;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.RecordLayout;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.tlv.Tag;

/** Records: length, place and what is signed. EMV 4.4 Book 3, 5.3.2.2, 10.2 and 10.3. */
final class RecordChecks {

    private static final int MAX_RECORD_BYTES = 254;
    private static final Tag TRACK_2 = Tag.of("57");

    private RecordChecks() {}

    static void check(LintContext context) {
        for (RecordLayout layout : context.application().records()) {
            if (layout.signed() && TagNode.elements(layout.tags()).contains(TRACK_2)) {
                context.report(LintRule.TRACK_DATA_SIGNED, layout.address() + " is signed and holds 57");
            }
            int bytes = ElementSizes.recordBytes(context.application(), layout);
            if (bytes > MAX_RECORD_BYTES) {
                context.report(
                        LintRule.RECORD_TOO_LONG,
                        layout.address() + " can have " + bytes + " bytes, at most " + MAX_RECORD_BYTES);
            }
            if (layout.signed() && !layout.address().isGovernedByEmv()) {
                context.report(LintRule.SIGNED_RECORD_OUTSIDE_EMV_FILES, layout.address() + " is signed");
            }
        }
        order(context);
    }

    /** The signed records of a range are its first ones. */
    private static void order(LintContext context) {
        for (CardInterface on : CardInterface.values()) {
            Map<Integer, Boolean> lastSigned = new HashMap<>();
            for (RecordLayout layout : context.application().records(on)) {
                Boolean before = lastSigned.put(layout.address().sfi(), layout.signed());
                if (layout.signed() && Boolean.FALSE.equals(before)) {
                    context.report(
                            LintRule.SIGNED_BEHIND_UNSIGNED,
                            layout.address() + " begins another entry of the file locator on " + on);
                }
            }
        }
    }
}
