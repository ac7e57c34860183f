/**
 * ICC key pairs made ahead of their cards, for security modules that are slow at making them.
 *
 * <p>In: idle hours, and what a home wants in stock. Out: wrapped pairs in the ledger, each given to one card at intake and never to
 * another. Counting is the business of {@code KeyPoolAccount}; clear keys never leave the security module's calls.
 */
@NullMarked
package org.cardwright.pipeline.pool;

import org.jspecify.annotations.NullMarked;
