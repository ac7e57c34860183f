/**
 * The card that an issuer ordered, as validated values.
 *
 * <p>In: {@code IssuerRecord}s. Out: a {@code CardApplication} or a {@code Rejected} that names field and rule. Spec:
 * ISO/IEC 7812-1 (PAN), ISO/IEC 7813 (tracks, service code), EMV 4.4 Book 3, annex A.
 */
@NullMarked
package org.cardwright.formats.card;

import org.jspecify.annotations.NullMarked;
