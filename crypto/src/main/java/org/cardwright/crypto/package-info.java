/**
 * Keys, security modules, derivations, certificates, PINs and card verification values.
 *
 * <p>No clear key or PIN crosses the boundary of {@link org.cardwright.crypto.module.SecurityModule}.
 */
@NullMarked
package org.cardwright.crypto;

import org.jspecify.annotations.NullMarked;
