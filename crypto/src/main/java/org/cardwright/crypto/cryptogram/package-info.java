/**
 * Application cryptograms as the versions of the payment systems make them: which data, which key, which answer.
 *
 * <p>In: the master key of a card and what terminal and card say of a transaction. Out: AC (8 bytes) and ARPC (8 or 4 bytes). Spec:
 * EMV 4.4 Book 2, 8.1, 8.2 and A1.3; the versions of Visa and Mastercard from published vectors.
 */
@NullMarked
package org.cardwright.crypto.cryptogram;

import org.jspecify.annotations.NullMarked;
