/**
 * What goes in: an effective product, the day, and what is known of the keys. What comes out: findings with rule, severity,
 * reason and fix, before any card is made. An error means that a terminal, a chip or the personalizer would refuse the card
 * or treat it otherwise than intended. Spec: EMV 4.4 Books 1 to 3 where a rule names them; EMV CPS, section 3 of the record
 * (data groupings).
 */
@NullMarked
package org.cardwright.formats.profile.lint;

import org.jspecify.annotations.NullMarked;
