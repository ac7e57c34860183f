/**
 * What goes in: a prepared card and the DGI table of its product.
 * What comes out: data groupings in the order the chip wants them, secrets under KEK2 (EMV CPS 2.0, 4.3.4.4; annex A).
 */
@NullMarked
package org.cardwright.perso.dgi;

import org.jspecify.annotations.NullMarked;
