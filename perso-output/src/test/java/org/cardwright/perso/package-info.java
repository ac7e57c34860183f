/** Tests of the records and files, and what they share: seeded values, worked profiles, golden files. */
@NullMarked
package org.cardwright.perso;

import org.jspecify.annotations.NullMarked;
