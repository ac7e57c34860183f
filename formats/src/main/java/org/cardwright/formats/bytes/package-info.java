/**
 * Bytes and the packed-digit codings of the payment world.
 *
 * <p>In: arrays, hexadecimal text, digits. Out: immutable {@link org.cardwright.formats.bytes.ByteString}s. Spec: EMV
 * 4.4 Book 3, 4.3 (formats b, n, cn, an, ans).
 */
@NullMarked
package org.cardwright.formats.bytes;

import org.jspecify.annotations.NullMarked;
