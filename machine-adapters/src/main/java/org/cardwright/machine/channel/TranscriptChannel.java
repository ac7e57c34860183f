package org.cardwright.machine.channel;

/** Writes down what goes by. */
public final class TranscriptChannel implements CardChannel {

    private final CardChannel card;
    private final Transcript transcript;

    /** Around another channel. */
    public TranscriptChannel(CardChannel card, Transcript transcript) {
        this.card = card;
        this.transcript = transcript;
    }

    @Override
    public Outcome transmit(CommandApdu command) {
        Outcome outcome = card.transmit(command);
        transcript.add(command, outcome);
        return outcome;
    }
}
