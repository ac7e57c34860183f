/**
 * Heads beside each other: each takes the next record when a card is in it, counts its failures, and is taken out before it spoils a lot.
 *
 * <p>In: records of a source. Out: what became of each, told to the source, and a report. Nothing is counted here that the source does not
 * count too.
 *
 * <pre>{@code
 * LineReport report = new ChipLine(heads, LineRules.usual(Duration.ofSeconds(30))).run(source, personalizer);
 * }</pre>
 */
@NullMarked
package org.cardwright.machine.line;

import org.jspecify.annotations.NullMarked;
