/**
 * What goes in: a prepared card, its keys and certificates wrapped.
 * What comes out: CPS records, surface records and sealed files, verified from disk (EMV CPS).
 */
@NullMarked
package org.cardwright.perso;

import org.jspecify.annotations.NullMarked;
