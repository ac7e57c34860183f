/** Tests. */
@NullMarked
package org.cardwright.perso.json;

import org.jspecify.annotations.NullMarked;
