/**
 * The way to a card: one interface with one method, and decorators around it.
 *
 * <p>In: command APDUs. Out: an {@link org.cardwright.machine.channel.Outcome}, typed down to which part of the way was lost. Spec:
 * ISO/IEC 7816-4, 5 (APDUs and status words), 7.6.1 (GET RESPONSE).
 *
 * <pre>{@code
 * Transcript transcript = new Transcript();
 * CardChannel card = new TranscriptChannel(new GetResponseChannel(new InMemoryChannel(chip)), transcript);
 * Outcome outcome = card.transmit(CommandApdu.of(0x00A40400, aid).expecting(256));
 * }</pre>
 */
@NullMarked
package org.cardwright.machine.channel;

import org.jspecify.annotations.NullMarked;
