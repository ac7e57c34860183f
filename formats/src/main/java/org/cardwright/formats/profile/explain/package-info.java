/**
 * What goes in: an effective product, or two versions of it.
 * What comes out: every value in words, with its compiled bytes and where it came from, as text or as plain structures.
 * The words are those of EMV 4.4 Book 3, annexes A and C.
 * {@code ProfileExplanation.of(product).text()}
 */
@NullMarked
package org.cardwright.formats.profile.explain;

import org.jspecify.annotations.NullMarked;
