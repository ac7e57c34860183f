/**
 * What goes in: chip files of any origin, and transport keys for those who may open secrets. What comes out: the records in
 * plain words, as text or JSON with PANs masked, or data groupings for other tools (EMV 4.4 Book 3, annex A; EMV CPS,
 * personalization record).
 */
@NullMarked
package org.cardwright.perso.show;

import org.jspecify.annotations.NullMarked;
