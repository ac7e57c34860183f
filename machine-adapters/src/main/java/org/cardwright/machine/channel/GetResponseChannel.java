package org.cardwright.machine.channel;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Outcome.Answered;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Failure;
import org.cardwright.machine.channel.Outcome.Ok;

/**
 * Fetches what a T=0 card announces: GET RESPONSE after 61xx, the same command with the right Le after 6Cxx.
 *
 * <p>ISO/IEC 7816-4, 7.6.1 and 5.6; EMV 4.4 Book 1, 9.2.2.3. A card that announces without end is a protocol failure.
 */
public final class GetResponseChannel implements CardChannel {

    /** Most rounds for one command. */
    public static final int MAX_ROUNDS = 32;

    private static final int GET_RESPONSE = 0x00C00000;

    private final CardChannel card;

    /** Around another channel. */
    public GetResponseChannel(CardChannel card) {
        this.card = card;
    }

    @Override
    public Outcome transmit(CommandApdu command) {
        List<ByteString> parts = new ArrayList<>();
        CommandApdu next = command;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Outcome outcome = card.transmit(next);
            if (!(outcome instanceof Answered answered)) {
                return joined(parts, outcome);
            }
            int sw1 = answered.status().sw1();
            if (sw1 != 0x61 && sw1 != 0x6C) {
                return parts.isEmpty() ? outcome : new Answered(all(parts, answered.data()), answered.status());
            }
            int announced = answered.status().sw2() == 0
                    ? CommandApdu.MAX_EXPECTED
                    : answered.status().sw2();
            parts.add(answered.data());
            // 6Cxx: the card did nothing yet and wants to hear the same command with another Le.
            next = sw1 == 0x6C
                    ? next.expecting(announced)
                    : CommandApdu.fetching(GET_RESPONSE).expecting(announced);
        }
        return new Failed(Failure.PROTOCOL);
    }

    private static Outcome joined(List<ByteString> parts, Outcome last) {
        return last instanceof Ok ok ? new Ok(all(parts, ok.data())) : last;
    }

    private static ByteString all(List<ByteString> parts, ByteString last) {
        return ByteString.concat(parts).plus(last);
    }
}
