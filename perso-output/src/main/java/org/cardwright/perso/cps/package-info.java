/**
 * What goes in: applications with their data groupings, transport keys and device instructions.
 * What comes out: the personalization record of EMV CPS for one card, byte for byte, and back.
 *
 * <p>Order and lengths of the fields rest on one implementation; whatever is only recalled is a value, not a constant.
 */
@NullMarked
package org.cardwright.perso.cps;

import org.jspecify.annotations.NullMarked;
