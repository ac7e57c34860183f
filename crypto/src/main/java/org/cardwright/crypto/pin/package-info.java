/**
 * PIN blocks and the values from which an issuer verifies a PIN.
 *
 * <p>In: a PIN block under a key, or a PIN. Out: another block, a PVV or an offset; clear PINs stay inside and are wiped.
 * Spec: ISO 9564-1; the PIN verification value of Visa; IBM 3624.
 */
@NullMarked
package org.cardwright.crypto.pin;

import org.jspecify.annotations.NullMarked;
