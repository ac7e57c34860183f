/** What must never be seen or kept: looked for by reflection over the classes of the product, and in every file of the tree. */
@NullMarked
package org.cardwright.jobs.secrets;

import org.jspecify.annotations.NullMarked;
