/**
 * The home directory of an installation: configuration, database, vault, inbox, work files.
 *
 * <p>In: a directory, possibly empty. Out: the same filled with the shipped test configuration, and its settings.
 */
@NullMarked
package org.cardwright.jobs.home;

import org.jspecify.annotations.NullMarked;
