/**
 * What goes in: ordered cards with their products.
 * What comes out: prepared cards, every value final, every secret under KEK2; or the reason why one cannot be made.
 * Order of operations: parameters first, then the static signature over them (EMV 4.4 Book 3, 10.3; Book 2, 5.4 and 6.1).
 * {@code new CardPreparation(module).prepare(cards)}
 */
@NullMarked
package org.cardwright.crypto.prepare;

import org.jspecify.annotations.NullMarked;
