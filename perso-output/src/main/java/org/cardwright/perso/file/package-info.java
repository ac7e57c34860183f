/**
 * What goes in: the records of cards, channel by channel, already prepared.
 * What comes out: one directory per batch with its machine files, rejects and a signed manifest over all of them; it has
 * its final name only when every byte was forced, read back and verified (RFC 8785, RFC 9162, RFC 8032).
 */
@NullMarked
package org.cardwright.perso.file;

import org.jspecify.annotations.NullMarked;
