/**
 * Files that issuers drop: found when they are complete, taken once, prepared in turn. F-05, F-06, S1-02.
 *
 * <p>In: folders in which others write, and the journal of what came before. Out: batches, answers to the issuers, and quarantine with
 * reasons. A file is moved out of the reach of others, looked at without being opened, copied once, and read only in our copy after that.
 * {@code docs/drops.md} tells the rules.
 */
@NullMarked
package org.cardwright.pipeline.drop;

import org.jspecify.annotations.NullMarked;
