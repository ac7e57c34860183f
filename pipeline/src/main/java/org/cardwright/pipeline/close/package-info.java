/**
 * The last two steps: release and account.
 *
 * <p>In: prepared records in an encrypted segment. Out: one sealed, verified directory, and every order in its final state.
 */
@NullMarked
package org.cardwright.pipeline.close;

import org.jspecify.annotations.NullMarked;
