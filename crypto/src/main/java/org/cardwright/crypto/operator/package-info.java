/**
 * Passphrases of the people who run a bureau.
 *
 * <p>In: a passphrase as characters that the caller wipes. Out: an Argon2id record for the operator register, or yes or no.
 * Spec: RFC 9106.
 */
@NullMarked
package org.cardwright.crypto.operator;

import org.jspecify.annotations.NullMarked;
