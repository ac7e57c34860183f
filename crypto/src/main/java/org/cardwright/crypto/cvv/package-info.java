/**
 * Card verification values of stripe, chip, print and contactless stripe emulation.
 *
 * <p>In: a card verification or card key, PAN, expiry, service code. Out: decimal digits. Spec: none is public; the rules of
 * Visa and Mastercard, held against published values.
 */
@NullMarked
package org.cardwright.crypto.cvv;

import org.jspecify.annotations.NullMarked;
