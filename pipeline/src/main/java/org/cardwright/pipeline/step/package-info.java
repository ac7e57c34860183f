/**
 * Restartable chunk-oriented steps over Spring Batch 6.0.4, with the cures for what that engine gets wrong.
 *
 * <p>In: a {@code StepWork}, plain code without Spring. Out: a step whose files, ledger rows and checkpoint agree after any
 * interruption.
 */
@NullMarked
package org.cardwright.pipeline.step;

import org.jspecify.annotations.NullMarked;
