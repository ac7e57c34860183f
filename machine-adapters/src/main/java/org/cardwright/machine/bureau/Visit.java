package org.cardwright.machine.bureau;

import java.util.Optional;

/**
 * A card at a machine, as it really went.
 *
 * @param station machines of one station do the same work beside each other
 * @param card index of its record in the batch, from 1
 * @param attempt of the card, from 1
 * @param job cards of one job come and leave together
 * @param seconds of work
 * @param fault what went wrong
 * @param good whether the card is handed on
 */
public record Visit(
        String station, long card, int attempt, String job, double seconds, Optional<Fault> fault, boolean good) {

    /** For so long nothing else can be made there. */
    double blockedSeconds() {
        return seconds + fault.map(Fault::repairSeconds).orElse(0);
    }
}
