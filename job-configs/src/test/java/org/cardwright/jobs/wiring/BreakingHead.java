package org.cardwright.jobs.wiring;

import java.time.Duration;
import java.util.Optional;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.VirtualHead;

/** A head in a process that dies at a command that somebody chose, before the card gets it or after it has done it. */
final class BreakingHead implements LineHead {

    private final VirtualHead head;
    private final int at;
    private final boolean before;
    private int commands;

    /** The process is gone: nothing behind it is done. */
    static final class PowerCut extends Error {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Around another head.
     *
     * @param at number of the command, from 1; 0 for when the first card is ejected, below 0 for never
     */
    BreakingHead(VirtualHead head, int at, boolean before) {
        this.head = head;
        this.at = at;
        this.before = before;
    }

    @Override
    public String name() {
        return head.name();
    }

    @Override
    public Optional<CardChannel> nextCard(Duration patience) {
        return head.nextCard(patience).map(card -> command -> transmit(card, command));
    }

    private Outcome transmit(CardChannel card, CommandApdu command) {
        commands++;
        if (commands == at && before) {
            throw new PowerCut();
        }
        Outcome outcome = card.transmit(command);
        if (commands == at) {
            throw new PowerCut();
        }
        return outcome;
    }

    @Override
    public Optional<CardChannel> sameCardAgain() {
        return head.sameCardAgain().map(card -> command -> transmit(card, command));
    }

    @Override
    public void eject(Bin bin) {
        if (at == 0) {
            throw new PowerCut();
        }
        head.eject(bin);
    }

    @Override
    public void close() {
        head.close();
    }
}
