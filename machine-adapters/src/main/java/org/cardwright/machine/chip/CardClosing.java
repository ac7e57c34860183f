package org.cardwright.machine.chip;

import java.util.Optional;
import java.util.OptionalInt;
import org.cardwright.crypto.module.CardChannels.KeyReplacement;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardEnding.Stage;
import org.cardwright.machine.chip.ChannelPolicy.CardState;
import org.cardwright.machine.scp.KeySets.KeySet;
import org.cardwright.machine.scp.SecureChannel;
import org.cardwright.machine.scp.SecureChannelOpener.Wanted;

/**
 * What is done to a card when its applications are on it: production keys, proof that it has them, production life cycle data, life
 * cycle state, and proof of both. GlobalPlatform Card Specification 2.3.1, 11.4 (GET STATUS), 11.8 (PUT KEY), 11.10 (SET STATUS).
 *
 * @param station who does it
 * @param policy of the chip
 * @param talk with the card
 */
record CardClosing(Station station, ChannelPolicy policy, CardConversation talk) {

    private static final int PUT_KEY = 0x80D80081;
    private static final int STORE_LIFE_CYCLE = 0x80E29000;
    private static final int SET_CARD_STATUS = 0x80F08000;
    private static final int GET_LIFE_CYCLE = 0x80CA9F7F;

    /** Of the issuer security domain, as objects: its state is that of the card. 11.4.2, Tables 11-30 and 11-36. */
    private static final int GET_CARD_STATUS = 0x80F28002;

    private static final ByteString ANY_NAME = ByteString.fromHex("4F00");
    private static final Tag REGISTRY = Tag.of("E3");
    private static final Tag STATE = Tag.of("9F70");
    private static final int MAX_REPLACED = 0x7F;
    private static final ByteString PERSONALIZATION = ByteString.fromHex("9F6608");

    void close(Wanted wanted, boolean mark) throws CardStop {
        boolean replaces = station.lot().productionVersion().isPresent();
        boolean moves = policy.endState() != CardState.OP_READY;
        if (!replaces && !moves && !mark) {
            return;
        }
        talk.enter(Stage.CLOSING);
        talk.select(policy.securityDomain());
        SecureChannel channel = talk.open(station.opener(), wanted);
        if (replaces) {
            channel = withProductionKeys(channel, wanted);
        }
        talk.write();
        if (mark) {
            ByteString data = PERSONALIZATION.plus(station.productionMark());
            talk.ask(channel, "STORE DATA 9F66", CommandApdu.of(STORE_LIFE_CYCLE, data));
        }
        move(channel);
        prove(channel, mark, moves);
    }

    /** Without a MAC of the card a 9000 is anybody's word: the card itself says what it has become. */
    private void prove(SecureChannel channel, boolean mark, boolean moves) throws CardStop {
        if (mark) {
            ByteString answer = talk.ask(channel, "GET DATA 9F7F", CommandApdu.fetching(GET_LIFE_CYCLE));
            boolean marked = CardProductionLifeCycle.decode(answer)
                    .filter(data -> data.personalization().equals(station.productionMark()))
                    .isPresent();
            require(marked, "STORE DATA 9F66: the card has other production life cycle data than were sent");
        }
        if (moves) {
            CommandApdu status = CommandApdu.of(GET_CARD_STATUS, ANY_NAME).expecting(CommandApdu.MAX_EXPECTED);
            ByteString state = ByteString.ofByte(policy.endState().code());
            require(
                    state.equals(state(talk.ask(channel, "GET STATUS", status))),
                    "SET STATUS: the card is not " + policy.endState());
        }
    }

    private static void require(boolean holds, String why) throws CardStop {
        if (!holds) {
            throw new CardStop(Result.REFUSED, why);
        }
    }

    /** Nothing when the answer is none. */
    private static ByteString state(ByteString answer) {
        try {
            return TlvReader.read(answer).stream()
                    .filter(entry -> entry.tag().equals(REGISTRY))
                    .flatMap(entry -> entry.children().stream())
                    .filter(object -> object.tag().equals(STATE))
                    .map(Tlv::value)
                    .findFirst()
                    .orElse(ByteString.EMPTY);
        } catch (MalformedTlvException malformed) {
            return ByteString.EMPTY;
        }
    }

    /** From OP_READY state by state: a card leaves none out. 5.1.1, Figure 5-1. */
    private void move(SecureChannel channel) throws CardStop {
        for (CardState next : CardState.values()) {
            if (next != CardState.OP_READY && next.compareTo(policy.endState()) <= 0) {
                int header = SET_CARD_STATUS | next.code();
                talk.ask(channel, "SET STATUS " + next, CommandApdu.of(header, ByteString.EMPTY));
            }
        }
    }

    /** The keys that the card leaves with, when it has others yet; computed and not sent. */
    Optional<KeyReplacement> replacement(SecureChannel channel) {
        OptionalInt version = station.lot().productionVersion();
        if (version.isEmpty() || channel.beginning().keyVersion() == version.getAsInt()) {
            return Optional.empty();
        }
        KeySet set = station.lot().keySets().find(version.getAsInt()).orElseThrow();
        return Optional.of(channel.session().replaceKeys(set.master(), set.method(), version.getAsInt()));
    }

    /** The card counts as moved only when it proved itself with the new keys. */
    private SecureChannel withProductionKeys(SecureChannel channel, Wanted wanted) throws CardStop {
        Optional<KeyReplacement> replacement = replacement(channel);
        if (replacement.isEmpty()) {
            return channel;
        }
        talk.write();
        int present = channel.beginning().keyVersion();
        CommandApdu put = CommandApdu.of(
                        PUT_KEY | replaced(present) << 8, replacement.get().data())
                .expecting(CommandApdu.MAX_EXPECTED);
        ByteString answer = talk.ask(channel, "PUT KEY", put);
        require(answer.equals(replacement.get().answer()), "PUT KEY: the card has other check values than were sent");
        talk.select(policy.securityDomain());
        int version = station.lot().productionVersion().orElseThrow();
        return talk.open(station.opener(), new Wanted(wanted.protocol(), wanted.level(), version));
    }

    /** P1 of PUT KEY, Table 11-66: 01 to 7F; a set of another version, as that of a blank card, cannot be named, and others are added. */
    private static int replaced(int present) {
        return present > MAX_REPLACED ? 0 : present;
    }
}
