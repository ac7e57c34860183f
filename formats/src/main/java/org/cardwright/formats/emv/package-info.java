/**
 * The data elements of an EMV application.
 *
 * <p>In: readable names, typed values, records. Out: the bytes of a tag's value, and back. Every table lies as text
 * beside this package, next to its reference. Spec: EMV 4.4 Book 3, 5.4, 10.2, 10.3, annexes A and C; ISO/IEC 7813.
 */
@NullMarked
package org.cardwright.formats.emv;

import org.jspecify.annotations.NullMarked;
