/**
 * Issuer exports, profiles, test keys, golden files and corrupt inputs.
 * Everything here is invented or published: no real BIN, card or key.
 * Other modules read it in their tests; {@code cardwright demo} reads it too.
 */
@NullMarked
package org.cardwright.sample;

import org.jspecify.annotations.NullMarked;
