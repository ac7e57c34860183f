/**
 * The composition root: command line, wiring and shipped definitions.
 * What goes in: the user's command; what comes out: an exit code and a summary.
 */
@NullMarked
package org.cardwright.jobs;

import org.jspecify.annotations.NullMarked;
