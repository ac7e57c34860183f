/**
 * A whole bureau in one process: orders, a real batch, machines of {@code machine.bureau} behind real stations and heads, and counts that
 * must balance by name.
 *
 * <p>In: how many cards, what goes wrong. Out: what became of every card, and how long real machines would have taken.
 */
@NullMarked
package org.cardwright.jobs.bureau;

import org.jspecify.annotations.NullMarked;
