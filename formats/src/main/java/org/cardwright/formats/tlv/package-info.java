/**
 * BER-TLV as EMV uses it.
 *
 * <p>In: bytes of templates and records. Out: {@link org.cardwright.formats.tlv.Tlv} values, and back. Spec: EMV 4.4
 * Book 3, annex B; ISO/IEC 8825-1.
 */
@NullMarked
package org.cardwright.formats.tlv;

import org.jspecify.annotations.NullMarked;
