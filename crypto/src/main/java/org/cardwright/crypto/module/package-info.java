/**
 * The security-module boundary: operations the size of the job, in batches, over wrapped keys and cryptograms.
 *
 * <p>In: names of keys, card data, cryptograms under KEK1. Out: cryptograms under KEK2, certificates, signatures, key
 * check values. No method takes or returns a clear key or a clear PIN.
 */
@NullMarked
package org.cardwright.crypto.module;

import org.jspecify.annotations.NullMarked;
