/** Tests. */
@NullMarked
package org.cardwright.perso.show;

import org.jspecify.annotations.NullMarked;
