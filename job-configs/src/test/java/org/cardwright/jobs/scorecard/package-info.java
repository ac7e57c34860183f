/**
 * The scorecard: what the whole program promises, measured on the real program.
 *
 * <p>Each class is one row and carries its id as a JUnit tag; {@code docs/scorecard.md} holds the full-size results.
 */
@NullMarked
package org.cardwright.jobs.scorecard;

import org.jspecify.annotations.NullMarked;
