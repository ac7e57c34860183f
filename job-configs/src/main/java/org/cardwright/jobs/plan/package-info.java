/**
 * Capacity: from the costs of one card, measured on the machine that will do the work, to a night of many.
 *
 * <p>In: {@code UnitCosts}, measured and kept in a file. Out: what a number of cards needs of each resource, and which of them is used up
 * first. docs/capacity.md has the formulas.
 */
@NullMarked
package org.cardwright.jobs.plan;

import org.jspecify.annotations.NullMarked;
