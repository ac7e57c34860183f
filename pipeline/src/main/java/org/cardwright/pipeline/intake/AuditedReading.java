package org.cardwright.pipeline.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.issuer.ControlTotals;
import org.cardwright.formats.issuer.IssuerFile;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.Run;

/**
 * Says in the audit, in the transaction that accepts the orders, for which of them the security module made PINs, how and under which
 * keys.
 *
 * @param reading makes the PINs
 * @param run whose orders they are
 * @param audit hears of them
 */
public record AuditedReading(OrderReading reading, Run run, Audit audit) implements OrderReading {

    private static final int MAX_RANGES = 200;

    @Override
    public List<CardApplication> withPins(List<CardApplication> accepted) {
        List<CardApplication> orders = reading.withPins(accepted);
        Map<String, List<Integer>> made = new TreeMap<>();
        for (int i = 0; i < orders.size(); i++) {
            CardApplication order = orders.get(i);
            if (accepted.get(i).pinBlock().isEmpty() && order.pinBlock().isPresent()) {
                made.computeIfAbsent(order.product() + ", " + reading.pinSource(order), none -> new ArrayList<>())
                        .add(order.recordNumber());
            }
        }
        made.forEach((source, records) -> audit.append(Audit.Act.bySystem(
                AuditEvent.PINS_MADE,
                run.batch(),
                records.size() + " PINs of " + source + ", for records " + ranges(records))));
        return orders;
    }

    /** Numbers that follow each other as their first and last: {@code 1-4 7}; what is too long for an entry is left out. */
    private static String ranges(List<Integer> records) {
        StringBuilder text = new StringBuilder();
        int first = 0;
        for (int i = 0; i < records.size() && text.length() < MAX_RANGES; i++) {
            boolean last = i + 1 == records.size() || records.get(i + 1) != records.get(i) + 1;
            if (last) {
                String from = first == i ? "" : records.get(first) + "-";
                text.append(text.isEmpty() ? "" : " ").append(from).append(records.get(i));
                first = i + 1;
            }
        }
        return first < records.size() ? text + " ..." : text.toString();
    }

    @Override
    public String pinSource(CardApplication order) {
        return reading.pinSource(order);
    }

    @Override
    public ControlTotals checkControls(Path file) throws IOException {
        return reading.checkControls(file);
    }

    @Override
    public IssuerFile open(Path file) throws IOException {
        return reading.open(file);
    }

    @Override
    public Screened screen(IssuerFile.Item item) {
        return reading.screen(item);
    }

    @Override
    public CardPlan plan(CardApplication order) {
        return reading.plan(order);
    }
}
