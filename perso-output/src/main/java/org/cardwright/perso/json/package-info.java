/**
 * What goes in: JSON texts (manifests, proofs, published keys). What comes out: their values, read strictly.
 * What goes in: values. What comes out: JSON in the canonical form of RFC 8785, for strings, integers, booleans, lists
 * and objects.
 */
@NullMarked
package org.cardwright.perso.json;

import org.jspecify.annotations.NullMarked;
