package org.cardwright.machine.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Outcome.Answered;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Failure;
import org.cardwright.machine.channel.Outcome.Ok;

/**
 * Fetches what a T=0 card announces: GET RESPONSE after 61xx, and after 6Cxx a command that only reads once more, with the right Le.
 *
 * <p>ISO/IEC 7816-4, 7.6.1 and 5.6; EMV 4.4 Book 1, 9.2.2.3. A card that announces without end is a protocol failure, and so is one that
 * wants to hear a command again that may change it.
 */
public final class GetResponseChannel implements CardChannel {

    /** Most rounds for one command. */
    public static final int MAX_ROUNDS = 32;

    private static final int GET_RESPONSE = 0x00C00000;

    /** READ BINARY, READ RECORD, GET DATA, GET RESPONSE, GET CHALLENGE. */
    private static final Set<Integer> READING = Set.of(0xB0, 0xB2, 0xCA, 0xCB, 0xC0, 0x84);

    private final CardChannel card;

    /** Around another channel. */
    public GetResponseChannel(CardChannel card) {
        this.card = card;
    }

    @Override
    public Outcome transmit(CommandApdu command) {
        List<ByteString> parts = new ArrayList<>();
        CommandApdu next = command;
        boolean corrected = false;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Outcome outcome = card.transmit(next);
            if (!(outcome instanceof Answered answered)) {
                return joined(parts, outcome);
            }
            int sw1 = answered.status().sw1();
            if (sw1 != 0x61 && sw1 != 0x6C) {
                return parts.isEmpty() ? outcome : new Answered(all(parts, answered.data()), answered.status());
            }
            boolean again = sw1 == 0x6C;
            if (again && (corrected || !onlyReads(next))) {
                return new Failed(Failure.PROTOCOL);
            }
            corrected = again;
            parts.add(answered.data());
            next = (again ? next : CommandApdu.fetching(GET_RESPONSE)).expecting(announced(answered));
        }
        return new Failed(Failure.PROTOCOL);
    }

    private static int announced(Answered answered) {
        return answered.status().sw2() == 0
                ? CommandApdu.MAX_EXPECTED
                : answered.status().sw2();
    }

    /** A command under secure messaging brings a MAC, so one without data is none. */
    private static boolean onlyReads(CommandApdu command) {
        return command.data().isEmpty() && command.expected().isPresent() && READING.contains(command.ins());
    }

    private static Outcome joined(List<ByteString> parts, Outcome last) {
        return last instanceof Ok ok ? new Ok(all(parts, ok.data())) : last;
    }

    private static ByteString all(List<ByteString> parts, ByteString last) {
        return ByteString.concat(parts).plus(last);
    }
}
