package org.cardwright.jobs.wiring;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.quality.CardTest;
import org.cardwright.machine.quality.CrossCheck;
import org.cardwright.machine.quality.QualityControl;
import org.cardwright.machine.quality.ReadBack;
import org.cardwright.machine.quality.ScriptTest;
import org.cardwright.machine.quality.TransactionTest;
import org.cardwright.machine.terminal.EmvTerminal;
import org.cardwright.machine.terminal.IssuerHost;
import org.cardwright.machine.terminal.TerminalProfile;

/** How the cards of a product are tested before they count as good: with the keys of their issuer in the security module. */
public enum CardControl {
    /** Every card in full. */
    FULL,
    /** The first cards in full, the others read back. */
    FIRST;

    /**
     * The tests.
     *
     * @param first cards that are tested in full before the others are read back only
     */
    public QualityControl of(OpenedHome home, GroupOfBatch group, int first) {
        List<CardTest> quick = List.of(new ReadBack(group.recipe()));
        List<CardTest> full = full(home, group.product(), group.recipe());
        return new QualityControl(quick, full, this == FULL ? Integer.MAX_VALUE : first);
    }

    /** Every card by its script, with no key of its issuer; and read back, and compared with its other channels. */
    public static QualityControl byScripts(ChipRecipe recipe, ScriptTest.Source scripts) {
        return new QualityControl(
                List.of(new ReadBack(recipe), new CrossCheck(recipe), new ScriptTest(scripts)), List.of(), 0);
    }

    /** What a card is tested for in full, besides reading it back. */
    static List<CardTest> full(OpenedHome home, EffectiveProduct product, ChipRecipe recipe) {
        IssuerHost host = IssuerOfProduct.testingHost(home.module(), product).orElse(IssuerHost.UNREACHABLE);
        TerminalProfile profile = TerminalProfile.test(LocalDate.now(Clock.systemUTC()));
        EmvTerminal terminal = new EmvTerminal(profile, home.authorities()::find, host, new SecureRandom());
        CrossCheck cross = new CrossCheck(recipe);
        return host == IssuerHost.UNREACHABLE
                ? List.of(cross)
                : List.of(cross, new TransactionTest(terminal, profile.floorLimit() + 1));
    }
}
