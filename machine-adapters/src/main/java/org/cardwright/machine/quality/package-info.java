/**
 * Whether a card that was just made is the card that was ordered: before it counts as good.
 *
 * <p>In: the record as it was sealed, what the other channels of the card say, and the card. Out: what differs, by the names of records, data
 * elements and keys, never by what stands in them.
 *
 * <pre>{@code
 * List<String> faults = new QualityControl(List.of(new ReadBack(recipe), new TransactionTest(terminal))).faults(card);
 * }</pre>
 */
@NullMarked
package org.cardwright.machine.quality;

import org.jspecify.annotations.NullMarked;
