/**
 * The formats of the payment card world as immutable values: bytes, BER-TLV, EMV data elements, issuer files, card
 * orders, product profiles.
 */
@NullMarked
package org.cardwright.formats;

import org.jspecify.annotations.NullMarked;
