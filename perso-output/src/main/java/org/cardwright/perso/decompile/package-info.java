/**
 * What goes in: a personalization record and the approved product. What comes out: the readable profile of the record and
 * where it differs from the approved one. Values of one card, such as its number and its keys, are named and never shown
 * (EMV CPS 2.0, 4.3.4).
 */
@NullMarked
package org.cardwright.perso.decompile;

import org.jspecify.annotations.NullMarked;
