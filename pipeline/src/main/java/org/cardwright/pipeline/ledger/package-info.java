/**
 * The account of every ordered card, and of who did what.
 *
 * <p>In: hand-overs of the steps, acts of operators. Out: rows written in the transaction of the work they record, and the
 * invariant {@code in = good + rejected + held + remade}. No row holds card data in clear: a card is a keyed fingerprint.
 */
@NullMarked
package org.cardwright.pipeline.ledger;

import org.jspecify.annotations.NullMarked;
