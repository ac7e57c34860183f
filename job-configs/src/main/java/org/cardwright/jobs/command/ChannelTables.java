package org.cardwright.jobs.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cardwright.formats.card.PanMask;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.ChannelQuality;
import org.cardwright.pipeline.ledger.ChannelState;

/** How the channels of the cards of a batch stand, for people and for programs. */
final class ChannelTables {

    private ChannelTables() {}

    static void print(BatchDetails.Channels channels, PanMask pans, PrintWriter out) {
        if (channels.counts().isEmpty()) {
            return;
        }
        out.println();
        TextTable counts = new TextTable("channel", "verified", "made", "rejected", "not applicable", "not recorded");
        for (ChannelQuality.Count count : channels.counts()) {
            counts.row(
                    count.channel(),
                    count.in(ChannelState.VERIFIED),
                    count.in(ChannelState.MADE),
                    count.in(ChannelState.REJECTED),
                    count.in(ChannelState.NOT_APPLICABLE),
                    count.in(ChannelState.NOT_RECORDED));
        }
        counts.print(out);
        if (!channels.rejected().isEmpty()) {
            out.println();
            TextTable rejected = new TextTable("card", "order", "channel", "rejected by rule");
            channels.rejected()
                    .forEach(
                            r -> rejected.row(r.recordIndex(), pans.maskIn(r.orderReference()), r.channel(), r.rule()));
            rejected.print(out);
        }
    }

    static Map<String, Object> counts(BatchDetails.Channels channels) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (ChannelQuality.Count count : channels.counts()) {
            Map<String, Object> states = new LinkedHashMap<>();
            for (ChannelState state : ChannelState.values()) {
                states.put(state.name().toLowerCase(Locale.ROOT), count.in(state));
            }
            members.put(count.channel().name().toLowerCase(Locale.ROOT), states);
        }
        return members;
    }

    static List<Map<String, Object>> rejected(BatchDetails.Channels channels, PanMask pans) {
        return channels.rejected().stream()
                .map(one -> {
                    Map<String, Object> members = new LinkedHashMap<>();
                    members.put("record", one.recordIndex());
                    members.put("order", pans.maskIn(one.orderReference()));
                    members.put("channel", one.channel());
                    members.put("rule", one.rule());
                    return members;
                })
                .toList();
    }
}
