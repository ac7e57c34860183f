/**
 * Sheets that are printed once and kept on paper: a page of text with a code that a scanner reads.
 *
 * <p>In: lines of ASCII, some of them secret, as arrays that are wiped. Out: PDF. Nothing of it becomes a String or is left in a
 * buffer, which is why no library writes it. Spec: ISO 32000-1 (PDF), ISO/IEC 18004 (QR code).
 */
@NullMarked
package org.cardwright.jobs.paper;

import org.jspecify.annotations.NullMarked;
