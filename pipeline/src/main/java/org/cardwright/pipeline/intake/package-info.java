/**
 * The first step: control data, screening, duplicates.
 *
 * <p>In: the inbox copy of an issuer's file. Out: one ledger row per order, certificate serial numbers, and the accepted
 * orders in an encrypted segment.
 */
@NullMarked
package org.cardwright.pipeline.intake;

import org.jspecify.annotations.NullMarked;
