/**
 * Real readers over PC/SC: one worker process for each, because one process talks to one reader at a time and never recovers from the loss
 * of the service.
 *
 * <p>In: commands. Out: outcomes; a worker that misses the deadline is killed, its successor knows nothing of the card, and no command is
 * sent twice. Spec: PC/SC Workgroup specification, part 5; what SunPCSC really does was measured.
 *
 * <pre>{@code
 * try (ReaderHead head = new ReaderHead(WorkerProcess.launching("Perso Head 00 00 00"), Duration.ofSeconds(5))) {
 *     CardInReader card = head.await(Duration.ofSeconds(30)).orElseThrow();
 *     Outcome outcome = card.channel().transmit(command);
 * }
 * }</pre>
 */
@NullMarked
package org.cardwright.machine.pcsc;

import org.jspecify.annotations.NullMarked;
