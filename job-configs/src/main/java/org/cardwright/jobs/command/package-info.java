/**
 * The commands of the command line: they read options, call one thing, print what it answered and return its exit code.
 *
 * <p>In: arguments of a person or a program. Out: text or JSON on standard output, findings on standard error, the exit
 * codes of the contract. No business rule lives here.
 */
@NullMarked
package org.cardwright.jobs.command;

import org.jspecify.annotations.NullMarked;
