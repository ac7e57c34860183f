/** Tests. */
@NullMarked
package org.cardwright.perso.cps;

import org.jspecify.annotations.NullMarked;
