package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Issuer;
import org.cardwright.jobs.home.Settings;
import org.cardwright.machine.language.MailerLanguage;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.ledger.CardDispatch;
import org.cardwright.pipeline.ledger.CardDispatches;
import org.cardwright.pipeline.ledger.DispatchRule;
import org.cardwright.pipeline.ledger.WrongUsageException;

/**
 * When PIN mailers may be printed: days after their cards have left, and never in one command with another machine. S1-69; PCI Card
 * Production: card and PIN never in one package, nor on one day.
 *
 * @param days of the issuer; empty in a test home whose issuer says nothing: there is no rule then
 */
public record PinMailDay(Optional<Integer> days) {

    /** Of an issuer who says nothing, in production. */
    private static final int USUAL_DAYS = 2;

    private static final DispatchRule.Mails NO_RULE = new DispatchRule.Mails(Optional.empty());

    /** Mailers are asked for too early. */
    public static final class TooEarlyException extends IOException {

        private static final long serialVersionUID = 1L;

        TooEarlyException(String message) {
            super(message);
        }
    }

    /** Of an issuer in a home. */
    public static PinMailDay of(HomeDirectory home, String issuer) throws IOException {
        Optional<Integer> said = Issuer.load(home, issuer).pinMailDays();
        boolean production = home.settings().policy() == Settings.Policy.PRODUCTION;
        return new PinMailDay(said.isEmpty() && production ? Optional.of(USUAL_DAYS) : said);
    }

    /** Does the machine print PIN mailers? */
    public static boolean isPrinter(MachineDefinition machine) {
        return machine.language() instanceof MailerLanguage;
    }

    /**
     * Refuses rooms in which cards and their mailers would follow each other.
     *
     * @throws IllegalArgumentException when one comes before or behind mailers, or has both
     */
    static void requireApart(MachinesOfHome machines) {
        Set<String> mailers = machines.mailers();
        for (MachineDefinition machine : machines.machines().values()) {
            MachineDefinition.Route route = machine.route();
            boolean follows = route.after().isPresent();
            if (isPrinter(machine) ? follows : mailers.contains(route.room()) || isOneOf(mailers, route.after())) {
                throw new IllegalArgumentException("machine " + machine.name()
                        + ": a room of PIN mailers has no cards, follows no room, and none follows it");
            }
        }
    }

    private static boolean isOneOf(Set<String> rooms, Optional<String> room) {
        return room.filter(rooms::contains).isPresent();
    }

    /**
     * What the printers of mailers among some machines may have of a batch now. Other machines are asked nothing.
     *
     * @throws TooEarlyException when the time of none of its cards has come
     * @throws WrongUsageException when a printer of mailers is named beside another machine, or the ledger does not know the batch
     */
    public static DispatchRule.Mails rule(
            HomeDirectory home, List<MachineDefinition> machines, String batch, Pipeline pipeline) throws IOException {
        if (machines.stream().noneMatch(PinMailDay::isPrinter)) {
            return NO_RULE;
        }
        if (!machines.stream().allMatch(PinMailDay::isPrinter)) {
            throw new WrongUsageException(
                    "PIN mailers are printed apart from cards: name no other machine beside theirs");
        }
        String issuer = pipeline.batch(batch)
                .orElseThrow(() -> new WrongUsageException(
                        "the ledger of this home has not closed this batch, and no machine gets anything of it"))
                .summary()
                .issuer();
        Optional<Integer> days = of(home, issuer).days();
        if (days.isEmpty()) {
            return NO_RULE;
        }
        CardDispatches dispatches = pipeline.chipProduction().dispatches();
        Instant leftBy = dispatches.now().minus(CardDispatch.wait(days.get()));
        requireOne(batch, dispatches.of(batch), leftBy);
        return new DispatchRule.Mails(Optional.of(leftBy));
    }

    private static void requireOne(String batch, List<CardDispatch> left, Instant leftBy) throws TooEarlyException {
        Instant first = left.stream()
                .map(CardDispatch::leftAt)
                .min(Instant::compareTo)
                .orElseThrow(() -> new TooEarlyException("PIN mailers wait: nobody has said that cards of batch "
                        + batch + " have left (pins dispatched)"));
        if (first.isAfter(leftBy)) {
            throw new TooEarlyException("PIN mailers of batch " + batch + " wait: its cards left at " + first
                    + ", and mailers only go for those that left until " + leftBy);
        }
    }

    /** From when on the mailers of cards may be printed. */
    public Instant from(Instant leftAt) {
        return days.map(wait -> leftAt.plus(CardDispatch.wait(wait))).orElse(leftAt);
    }
}
