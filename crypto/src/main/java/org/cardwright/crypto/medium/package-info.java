/**
 * Containers in which issuers' files travel on a medium or over a line: encrypted to the bureau, signed by the issuer.
 *
 * <p>In: a container and certificates. Out: its content, as a stream that is only to be believed at its end. Spec: CMS SignedData
 * (RFC 5652) around AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084) and RSAES-OAEP (RFC 3560, 4055).
 */
@NullMarked
package org.cardwright.crypto.medium;

import org.jspecify.annotations.NullMarked;
