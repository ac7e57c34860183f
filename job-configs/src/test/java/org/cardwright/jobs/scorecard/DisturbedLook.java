package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.IssuerOfProduct;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.machine.chip.CardProductionLifeCycle;
import org.cardwright.machine.quality.CardUnderTest;
import org.cardwright.machine.quality.ReadBack;
import org.cardwright.machine.terminal.EmvTerminal;
import org.cardwright.machine.terminal.IssuerHost;
import org.cardwright.machine.terminal.PinPad;
import org.cardwright.machine.terminal.TerminalProfile;
import org.cardwright.machine.terminal.Transaction;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.State;

/** Somebody who looks at chips when the line is done, and at what the ledger says of them. */
final class DisturbedLook {

    private static final String GET_LIFE_CYCLE = "80CA9F7F00";
    private static final String GET_KEY_DATA = "80CA00CF00";
    private static final int STATUS_BYTES = 2;
    private static final int KEY_DATA_HEAD = 2;

    private final DisturbedLine line;
    private final Map<String, ChipAttempt> attempts;

    /** Over the ledger as it stands now. */
    DisturbedLook(DisturbedLine line) throws IOException {
        this.line = line;
        this.attempts = line.attempts();
    }

    /**
     * What is found.
     *
     * @param counted true when the ledger has the chip as good, under the number that it says itself
     * @param pays whether terminal and issuer accept it
     * @param differences from the record of its card; those that its own test made are the same on every chip
     */
    record Found(boolean counted, boolean pays, List<String> differences) {

        /** True for a whole card, when the other is one. */
        boolean isLike(Found whole) {
            return counted && pays && whole.differences.containsAll(differences);
        }
    }

    /** The chip and the card that the ledger has on it. */
    Found at(VirtualCard card) {
        Optional<ChipAttempt> attempt = attempt(card);
        return attempt.map(found -> at(card, found.of().card()))
                .orElse(new Found(false, false, List.of("the ledger does not know the chip")));
    }

    /** The chip, and whether it is that card. */
    Found at(VirtualCard card, long index) {
        Optional<CardProductionLifeCycle> lifeCycle = CardProductionLifeCycle.decode(answer(card, GET_LIFE_CYCLE));
        boolean counted = attempt(card)
                .filter(row -> row.state() == State.GOOD)
                .flatMap(row -> lifeCycle.map(
                        own -> own.chipNumber().toHex().equals(row.chip().number())))
                .orElse(false);
        CardLog itself = new CardLog(ByteString.EMPTY, 0, lifeCycle, List.of(), 0, 0);
        List<String> differences = new ReadBack(line.group().recipe())
                .faults(new CardUnderTest(index, new InMemoryChannel(card), line.record(index), Map.of(), itself));
        card.reset();
        return new Found(counted, pays(card), differences);
    }

    /** The row of a chip. */
    Optional<ChipAttempt> attempt(VirtualCard card) {
        return Optional.ofNullable(
                attempts.get(answer(card, GET_KEY_DATA).slice(KEY_DATA_HEAD).toHex()));
    }

    private static ByteString answer(VirtualCard card, String command) {
        card.reset();
        ByteString answer = card.process(ByteString.fromHex(command));
        card.reset();
        return answer.slice(0, answer.size() - STATUS_BYTES);
    }

    private boolean pays(VirtualCard card) {
        IssuerHost host = IssuerOfProduct.host(
                        line.home().module(), line.group().product())
                .orElse(IssuerHost.UNREACHABLE);
        EmvTerminal terminal = new EmvTerminal(
                TerminalProfile.test(LocalDate.now(Clock.systemUTC())),
                line.home().authorities()::find,
                host,
                new SecureRandom());
        return terminal.run(new InMemoryChannel(card), Transaction.purchase(4_200), PinPad.BYPASSED)
                .isAccepted();
    }
}
