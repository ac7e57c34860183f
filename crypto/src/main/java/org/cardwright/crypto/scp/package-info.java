/**
 * Keys and cryptograms of the secure channels between a personalizer and a card.
 *
 * <p>In: the static keys of a card, challenges and counters. Out: session keys as {@link
 * org.cardwright.crypto.key.SecretBytes}, which the caller closes, and cryptograms, which travel in clear. Spec: GlobalPlatform
 * Card Specification 2.3.1, annex E (SCP02); Amendment D 1.2 (SCP03).
 */
@NullMarked
package org.cardwright.crypto.scp;

import org.jspecify.annotations.NullMarked;
