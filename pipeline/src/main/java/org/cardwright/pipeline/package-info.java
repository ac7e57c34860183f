/**
 * What goes in: an issuer file.
 * What comes out: a sealed batch directory with every order accounted for.
 * Spring Batch only carries the values: intake, prepare, release, account.
 */
@NullMarked
package org.cardwright.pipeline;

import org.jspecify.annotations.NullMarked;
