/** The shipped products, made end to end. */
@NullMarked
package org.cardwright.jobs.products;

import org.jspecify.annotations.NullMarked;
