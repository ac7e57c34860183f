/** What must never be seen, looked for by reflection over the classes of the product. */
@NullMarked
package org.cardwright.jobs.secrets;

import org.jspecify.annotations.NullMarked;
