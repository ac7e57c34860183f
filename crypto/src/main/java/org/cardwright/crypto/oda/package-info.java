/**
 * Offline data authentication: certificates and signatures that a terminal recovers, their tables, and the engine behind
 * {@link org.cardwright.crypto.module.Certificates}.
 *
 * <p>In: keys, PANs, dates, static data. Out: tags 90/92/9F32, 93, 9F46/9F47/9F48, 9F2D/9F2E/9F2F, each recovered with the public
 * key before it is given away. Spec: EMV 4.4 Book 2, 5 to 7 and annex D.
 */
@NullMarked
package org.cardwright.crypto.oda;

import org.jspecify.annotations.NullMarked;
