package org.cardwright.pipeline.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.SerialNumbers;

/** Deals the serial numbers of one chunk to its cards, in their order. */
final class SerialBlock {

    private static final int SERIAL_BYTES = 3;

    private final Map<KeyName, Long> next = new TreeMap<>();

    SerialBlock(SerialNumbers numbers, String batch, List<CardPlan> plans) {
        Map<KeyName, Integer> counts = new TreeMap<>();
        plans.forEach(plan -> plan.certificateKeys().forEach(key -> counts.merge(key, 1, Integer::sum)));
        counts.forEach((key, count) -> next.put(key, numbers.take(batch, key.toString(), count)));
    }

    List<ByteString> next(CardPlan plan) {
        List<ByteString> serials = new ArrayList<>();
        for (KeyName key : plan.certificateKeys()) {
            long serial = next.getOrDefault(key, 0L);
            next.put(key, serial + 1);
            serials.add(ByteString.ofUnsigned(Math.toIntExact(serial), SERIAL_BYTES));
        }
        return serials;
    }
}
