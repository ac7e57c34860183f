/**
 * A bureau in software: machines on the other side of hot folders and sockets, chip heads, a camera, and the clock that says how long
 * all of them take. For everybody who builds or tries the software of a line.
 *
 * <p>In: what a real machine would be given. Out: what a real one would answer, plastics that can be looked at, and a {@link Visit} for
 * each. What goes wrong is in a {@link FaultPlan}: the same seed gives the same faults, whatever the number of threads.
 *
 * <pre>{@code
 * FolderMachine.Work work = new FolderMachine.Work(JobFiles::embossing, trays, true);
 * FolderMachine embosser = new FolderMachine(definition, work, new FaultPlan(7, 1.0), pace);
 * List<Visit> visits = embosser.work("d9af7fe5-embossing-0001").visits();
 * }</pre>
 */
@NullMarked
package org.cardwright.machine.bureau;

import org.jspecify.annotations.NullMarked;
