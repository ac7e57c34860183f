/**
 * The rules that turn what an issuer sent into an order that can be made, or say why it cannot.
 *
 * <p>In: {@code IssuerRecord}s, the product's {@code ScreeningPolicy}, the tables of the machine fonts, today. Out: {@code
 * Screened}. One rule per error, each with its stable id. Spec: ISO/IEC 7812-1 (PAN), ISO/IEC 7813 (tracks), ISO 9564-1
 * (PIN blocks), ISO/IEC 7811-1 (embossing).
 */
@NullMarked
package org.cardwright.formats.screening;

import org.jspecify.annotations.NullMarked;
