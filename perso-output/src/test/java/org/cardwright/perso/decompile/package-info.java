/** Tests. */
@NullMarked
package org.cardwright.perso.decompile;

import org.jspecify.annotations.NullMarked;
