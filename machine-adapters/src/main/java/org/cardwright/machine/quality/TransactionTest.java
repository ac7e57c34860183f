package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.machine.terminal.EmvTerminal;
import org.cardwright.machine.terminal.HostAnswer;
import org.cardwright.machine.terminal.PinPad;
import org.cardwright.machine.terminal.Transaction;
import org.cardwright.machine.terminal.TransactionResult;
import org.cardwright.machine.terminal.TransactionResult.Ending;

/**
 * Pays with the card, online: data authentication proves certificates and the private key, the host proves the key for cryptograms, the card
 * proves that it knows its issuer by the answer, and a command of the issuer proves the key for scripts. S1-53, S2-11, F-66. The PIN is not
 * tried: nobody knows it here.
 */
public final class TransactionTest implements CardTest {

    private final EmvTerminal terminal;
    private final long amount;

    /**
     * Before a terminal with the host of the issuer.
     *
     * @param amount above the floor limit, so that the issuer is asked
     */
    public TransactionTest(EmvTerminal terminal, long amount) {
        this.terminal = terminal;
        this.amount = amount;
    }

    @Override
    public List<String> faults(CardUnderTest card) {
        TransactionResult result = terminal.run(card.card(), Transaction.purchase(amount), PinPad.BYPASSED);
        if (result.isAccepted() && result.ending() == Ending.APPROVED_ONLINE) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        faults.add("a transaction ends " + result.ending());
        if (!result.reason().isEmpty()) {
            faults.add(result.reason());
        }
        faults.addAll(result.faults());
        result.answer()
                .map(HostAnswer::finding)
                .filter(finding -> finding != HostAnswer.Finding.NONE)
                .ifPresent(finding -> faults.add("issuer: " + finding));
        return faults;
    }
}
