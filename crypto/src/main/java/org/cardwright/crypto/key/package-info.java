/**
 * Names, purposes, states and check values of keys, and the bytes of a secret while it is used.
 *
 * <p>Spec: NIST SP 800-57 part 1 (states), ANSI X9.143 (usages), ANSI X9.24-1 and GPC 2.3 Amd D, 7.2.2 (check values).
 */
@NullMarked
package org.cardwright.crypto.key;

import org.jspecify.annotations.NullMarked;
