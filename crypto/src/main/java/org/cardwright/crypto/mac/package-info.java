/**
 * Message authentication codes over card data and application cryptograms made of them.
 *
 * <p>In: a key and bytes. Out: 8 bytes or fewer. Spec: ISO/IEC 9797-1 algorithm 3; EMV 4.4 Book 2, A1.2, 8 and 9.
 */
@NullMarked
package org.cardwright.crypto.mac;

import org.jspecify.annotations.NullMarked;
