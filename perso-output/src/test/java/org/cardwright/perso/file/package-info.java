/** Tests. */
@NullMarked
package org.cardwright.perso.file;

import org.jspecify.annotations.NullMarked;
