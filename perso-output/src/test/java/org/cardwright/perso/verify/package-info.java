/** Tests. */
@NullMarked
package org.cardwright.perso.verify;

import org.jspecify.annotations.NullMarked;
