/**
 * Card keys from issuer keys, and session keys from card keys.
 *
 * <p>In: an issuer master key, PAN and PAN sequence number as digits. Out: keys as {@link
 * org.cardwright.crypto.key.SecretBytes}, which the caller closes. Spec: EMV 4.4 Book 2, A1.3 and A1.4.
 */
@NullMarked
package org.cardwright.crypto.derive;

import org.jspecify.annotations.NullMarked;
