/**
 * Published cryptographic answers, computed again through the product's public API.
 *
 * <p>In: {@code vectors/emv-crypto-vectors.json}, {@code vectors/cps-profiles.txt} and a few standards. Out: one
 * {@link org.cardwright.jobs.scorecard.answers.KnownAnswer} each, right as published and wrong in every altered input.
 */
@NullMarked
package org.cardwright.jobs.scorecard.answers;

import org.jspecify.annotations.NullMarked;
