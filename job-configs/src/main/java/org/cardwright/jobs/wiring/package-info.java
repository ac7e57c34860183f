/**
 * Joins the modules into one installation.
 *
 * <p>In: a home directory and a passphrase. Out: an open pipeline with its security module, products and layouts.
 */
@NullMarked
package org.cardwright.jobs.wiring;

import org.jspecify.annotations.NullMarked;
