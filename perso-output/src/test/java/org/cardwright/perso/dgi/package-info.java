/** Tests. */
@NullMarked
package org.cardwright.perso.dgi;

import org.jspecify.annotations.NullMarked;
