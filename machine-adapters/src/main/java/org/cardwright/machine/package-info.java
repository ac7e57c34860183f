/**
 * What goes in: sealed personalization records.
 * What comes out: personalized cards, so far virtual ones, and what terminals say of them (EMV CPS, EMV 4.4).
 */
@NullMarked
package org.cardwright.machine;

import org.jspecify.annotations.NullMarked;
