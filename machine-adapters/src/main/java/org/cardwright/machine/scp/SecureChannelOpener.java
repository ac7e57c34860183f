package org.cardwright.machine.scp;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.crypto.module.CardChannels;
import org.cardwright.crypto.module.CardChannels.CardSession;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.channel.Outcome.Answered;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Ok;
import org.cardwright.machine.scp.KeySets.KeySet;

/**
 * INITIALIZE UPDATE and EXTERNAL AUTHENTICATE to the application that is selected, each once.
 *
 * @param channels of the security module
 * @param keySets of the lot
 * @param random for the challenges of the host
 */
public record SecureChannelOpener(CardChannels channels, KeySets keySets, SecureRandom random) {

    /** Any key set: the card chooses. */
    public static final int DEFAULT_VERSION = 0;

    /**
     * What is asked of the card.
     *
     * @param protocol that it must answer
     * @param level of the session
     * @param keyVersion wanted, or {@link #DEFAULT_VERSION}
     */
    public record Wanted(SecureChannelProtocol protocol, SecurityLevel level, int keyVersion) {}

    /**
     * Opens a channel.
     *
     * @throws org.cardwright.crypto.module.SecurityModuleException when a key of the lot cannot be used: no card can be opened then
     */
    public ChannelOpening open(CardChannel card, Wanted wanted) {
        byte[] challenge = new byte[SessionParameters.HOST_CHALLENGE_BYTES];
        random.nextBytes(challenge);
        ByteString hostChallenge = ByteString.of(challenge);
        Outcome outcome =
                card.transmit(CommandApdu.of(InitializeUpdate.COMMAND | wanted.keyVersion() << 8, hostChallenge)
                        .expecting(CommandApdu.MAX_EXPECTED));
        if (!(outcome instanceof Ok ok)) {
            return failure("INITIALIZE UPDATE", outcome);
        }
        Optional<InitializeUpdate> answer = InitializeUpdate.decode(ok.data());
        if (answer.isEmpty()) {
            return new ChannelOpening.Unexpected("an answer of " + ok.data().size() + " bytes to INITIALIZE UPDATE");
        }
        return judged(card, wanted, hostChallenge, answer.get());
    }

    private ChannelOpening judged(CardChannel card, Wanted wanted, ByteString hostChallenge, InitializeUpdate answer) {
        if (answer.protocol() != wanted.protocol()) {
            return new ChannelOpening.Unexpected("the card speaks " + answer.protocol() + ", not " + wanted.protocol());
        }
        Optional<KeySet> keys = keySets.find(answer.keyVersion());
        boolean otherVersion = wanted.keyVersion() != DEFAULT_VERSION && wanted.keyVersion() != answer.keyVersion();
        if (keys.isEmpty() || otherVersion) {
            return new ChannelOpening.Unexpected(String.format(
                    Locale.ROOT,
                    "the card has a key set of version %02X, for which there are no keys",
                    answer.keyVersion()));
        }
        Optional<CardSession> session = channels.open(
                keys.get().of(answer.diversificationData()),
                answer.parameters(wanted.level(), hostChallenge),
                answer.cardCryptogram());
        return session.isEmpty() ? new ChannelOpening.Foreign(answer) : authenticated(card, session.get(), answer);
    }

    private static ChannelOpening authenticated(CardChannel card, CardSession session, InitializeUpdate answer) {
        ApduMessage command = session.externalAuthenticate();
        Outcome outcome = card.transmit(CommandApdu.of(command.header(), command.data()));
        return outcome instanceof Ok
                ? new ChannelOpening.Opened(new SecureChannel(card, session, answer))
                : failure("EXTERNAL AUTHENTICATE", outcome);
    }

    private static ChannelOpening failure(String command, Outcome outcome) {
        if (outcome instanceof Answered answered) {
            return new ChannelOpening.Refused(command, answered.status());
        }
        if (outcome instanceof Failed failed) {
            return new ChannelOpening.Lost(failed.what());
        }
        throw new IllegalStateException(command + " did not fail");
    }
}
