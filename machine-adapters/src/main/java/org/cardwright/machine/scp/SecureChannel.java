package org.cardwright.machine.scp;

import java.util.Optional;
import org.cardwright.crypto.module.CardChannels.CardSession;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.channel.Outcome.Answered;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Failure;
import org.cardwright.machine.channel.Outcome.Ok;
import org.cardwright.machine.channel.StatusWord;

/**
 * Protects commands and checks answers. Once an answer is lost or wrong the session is over: the counters of card and host may differ,
 * and every further command is answered with the same failure without being sent.
 */
public final class SecureChannel implements CardChannel {

    private final CardChannel card;
    private final CardSession session;
    private final InitializeUpdate beginning;
    private Optional<Failed> end = Optional.empty();

    SecureChannel(CardChannel card, CardSession session, InitializeUpdate beginning) {
        this.card = card;
        this.session = session;
        this.beginning = beginning;
    }

    @Override
    public Outcome transmit(CommandApdu command) {
        if (end.isPresent()) {
            return end.get();
        }
        ApduMessage sent = session.protect(new ApduMessage(command.header(), command.data()));
        Outcome outcome = card.transmit(new CommandApdu(sent.header(), sent.data(), command.expected()));
        Outcome checked = checked(outcome);
        if (checked instanceof Failed failed) {
            end = Optional.of(failed);
        }
        return checked;
    }

    private Outcome checked(Outcome outcome) {
        if (outcome instanceof Ok ok) {
            return opened(ok.data(), StatusWord.OK).<Outcome>map(Ok::new).orElse(new Failed(Failure.PROTOCOL));
        }
        if (outcome instanceof Answered answered) {
            return opened(answered.data(), answered.status())
                    .<Outcome>map(data -> new Answered(data, answered.status()))
                    .orElse(new Failed(Failure.PROTOCOL));
        }
        return outcome;
    }

    private Optional<ByteString> opened(ByteString data, StatusWord status) {
        return session.unprotectAnswer(data, status.value());
    }

    /** The session, for secrets inside commands. */
    public CardSession session() {
        return session;
    }

    /** What the card said of itself. */
    public InitializeUpdate beginning() {
        return beginning;
    }
}
