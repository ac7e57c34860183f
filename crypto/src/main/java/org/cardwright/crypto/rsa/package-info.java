/**
 * RSA keys of issuers and cards: generation, private operation, and the five parts that go to the card.
 *
 * <p>In: lengths, exponents, random bytes, blocks to sign. Out: key pairs with p above q, signatures that were checked with
 * the public key, padded parts for DGIs 8201 to 8205. Spec: EMV 4.4 Book 2, A2.1 and annex D; FIPS 186-5 A.1 and B.3;
 * FIPS 186-5, table B.1, as far as it goes: card keys are shorter.
 */
@NullMarked
package org.cardwright.crypto.rsa;

import org.jspecify.annotations.NullMarked;
