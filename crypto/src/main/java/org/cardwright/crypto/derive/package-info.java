/**
 * Card keys from issuer keys, and session keys from card keys.
 *
 * <p>In: master keys, and what tells one card, chip or session from all others. Out: keys as {@link
 * org.cardwright.crypto.key.SecretBytes}, which the caller closes. Spec: EMV 4.4 Book 2, A1.3 and
 * A1.4; GlobalPlatform; NIST SP 800-108r1. {@link KeyDiversification} is the catalogue.
 */
@NullMarked
package org.cardwright.crypto.derive;

import org.jspecify.annotations.NullMarked;
