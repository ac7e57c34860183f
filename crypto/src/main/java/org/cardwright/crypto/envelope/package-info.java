/**
 * Envelopes in which issuers' files come: encrypted to the bureau, signed by a key that is registered for the issuer.
 *
 * <p>In: a sealed file that nobody else changes, and a stream for what is in it. Out: who signed it; what was written before is only to be
 * believed then. Spec: OpenPGP (RFC 9580; RFC 4880 as GnuPG writes it), or the CMS containers of {@code org.cardwright.crypto.medium}.
 */
@NullMarked
package org.cardwright.crypto.envelope;

import org.jspecify.annotations.NullMarked;
