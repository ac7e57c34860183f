/**
 * What machines read: embossers, encoders, lasers, printers of PIN forms; each language is written from a definition and read back.
 *
 * <p>In: the texts of one card as the sealed files hold them, and a language whose positions and marks are data. Out: the text of a
 * machine file. Sources: machine formats B1 to B10; what is only recalled is an attribute of the definition.
 */
@NullMarked
package org.cardwright.machine.language;

import org.jspecify.annotations.NullMarked;
