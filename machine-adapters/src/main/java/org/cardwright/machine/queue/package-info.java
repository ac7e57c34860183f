/**
 * Machines that are fed with files or over a socket: definitions are data, every card is handed over once, every answer is judged.
 *
 * <p>In: cards of a sealed batch and a definition ({@code machine-1.xsd}). Out: a job in a hot folder or a conversation, and what became of
 * each card. The journal that makes it exactly once is a port; who runs a bureau joins it to a ledger.
 *
 * <p>Sources: machine formats B and C3 to C5. Spring Integration carries jobs and answers; it is known here and nowhere else at machines.
 */
@NullMarked
package org.cardwright.machine.queue;

import org.jspecify.annotations.NullMarked;
