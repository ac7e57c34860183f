/**
 * Card verification values of stripe, chip, print and contactless stripe emulation.
 *
 * <p>In: a card verification or card key, PAN, expiry, service code. Out: decimal digits. Spec: emv-crypto 3.1.
 */
@NullMarked
package org.cardwright.crypto.cvv;

import org.jspecify.annotations.NullMarked;
