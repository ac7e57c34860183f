/**
 * The sheet on which people see the first cards of a batch before it is released.
 *
 * <p>In: cards as they were read from the files, beside their orders. Out: PDF or text, card numbers masked. Spec: ISO/IEC 7810 for the
 * size of the card; places are those of the surface layout.
 */
@NullMarked
package org.cardwright.jobs.proof;

import org.jspecify.annotations.NullMarked;
