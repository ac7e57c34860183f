/**
 * What the bureau answers the issuer: what became of every order of a batch, signed.
 *
 * <p>In: counts and lists of the ledger, the cards of the manifest with their chips. Out: {@code response.json}, and an independent
 * reading of it. Spec: RFC 8259 and 8785 (form), RFC 8032 (signature).
 */
@NullMarked
package org.cardwright.perso.response;

import org.jspecify.annotations.NullMarked;
