package org.cardwright.pipeline.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Cards of a batch that follow each other and have left the house.
 *
 * @param batch identity of the batch
 * @param first index of the first record in the manifest, from 1
 * @param last index of the last one
 * @param leftAt when somebody said that they have left
 * @param confirmedBy who said so
 */
public record CardDispatch(String batch, long first, long last, Instant leftAt, String confirmedBy) {

    List<String> fields() {
        return List.of(batch, "" + first, "" + last, leftAt.toString(), confirmedBy);
    }

    int cards() {
        return Math.toIntExact(last - first + 1);
    }

    boolean has(long card) {
        return first <= card && card <= last;
    }

    /**
     * How long a PIN mailer waits behind its card. An hour more than the days have: where clocks are put back, a day has 25 hours, and card and
     * PIN never leave on one day of any time zone. PCI Card Production; S1-69.
     */
    public static Duration wait(int days) {
        return Duration.ofDays(days).plusHours(1);
    }
}
