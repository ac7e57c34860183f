/**
 * A secret in the hands of several custodians: m-of-n shares, components, and the forms in which they are kept.
 *
 * <p>In: a secret of the vault, or shares as people type them. Out: shares to print or to keep under a passphrase, or the secret.
 * Spec: PCI Card Production, Logical, 8.2 and 8.3; Shamir, How to Share a Secret, Communications of the ACM 22 (1979).
 */
@NullMarked
package org.cardwright.crypto.ceremony;

import org.jspecify.annotations.NullMarked;
