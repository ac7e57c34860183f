/**
 * Hardware security modules behind PKCS #11: tokens that hold the same keys, and what is asked of them.
 *
 * <p>In: keys to import, data, wrapped keys. Out: cryptograms, check values, signatures, wrapped keys; never a clear key. Spec: OASIS
 * PKCS #11 Cryptographic Token Interface Base Specification and Current Mechanisms, version 3.0.
 */
@NullMarked
package org.cardwright.crypto.pkcs11;

import org.jspecify.annotations.NullMarked;
