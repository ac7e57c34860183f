package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.jobs.wiring.CardOfBatch;
import org.cardwright.jobs.wiring.IssuerOfProduct;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.machine.CardPersonalization;
import org.cardwright.machine.terminal.GridDifference;
import org.cardwright.machine.terminal.IssuerHost;
import org.cardwright.machine.terminal.OutcomeGrid;
import org.cardwright.machine.terminal.TerminalProfile;
import org.cardwright.machine.virtualcard.TransportKeySecrets;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.show.TransportKeys;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** The part of {@code terminal} that tries a card by amount, country and kind of terminal. */
final class GridCommand {

    private final OpenedHome home;
    private final TransportKeys transport;
    private final TerminalProfile model;
    private final GridOptions options;
    private final SecureRandom random = new SecureRandom();

    GridCommand(OpenedHome home, TransportKeys transport, TerminalProfile model, GridOptions options) {
        this.home = home;
        this.transport = transport;
        this.model = model;
        this.options = options;
    }

    /** What was found: a grid, and how it differs from that of another card. */
    record Found(OutcomeGrid grid, Optional<GridDifference> difference) {}

    /** The audit names the keys of the issuer before the first cell uses them. */
    Found run(CardOfBatch card, Optional<CardOfBatch> other) throws IOException {
        card.noteAtTerminal(home);
        if (other.isPresent()) {
            other.get().noteAtTerminal(home);
        }
        OutcomeGrid grid = grid(card);
        if (other.isEmpty()) {
            return new Found(grid, Optional.empty());
        }
        // the other one is the version before
        GridDifference difference =
                GridDifference.of(List.of(other.get().record(), card.record()), List.of(grid(other.get()), grid));
        return new Found(grid, Optional.of(difference));
    }

    private OutcomeGrid grid(CardOfBatch card) throws IOException {
        IssuerHost host = IssuerOfProduct.host(home.module(), card.product()).orElse(IssuerHost.UNREACHABLE);
        OutcomeGrid.Parties parties = new OutcomeGrid.Parties(model, home.authorities()::find, host, random);
        return OutcomeGrid.run(options.terms(), parties, use -> {
            VirtualCard.Surroundings surroundings =
                    new VirtualCard.Surroundings(new TransportKeySecrets(card.record(), transport), random);
            try (CardPersonalization made = CardPersonalization.of(card.record(), card.recipe(), surroundings)) {
                if (made.refusal().isPresent()) {
                    throw new WrongUsageException("the card cannot be personalized: "
                            + made.refusal().get().text());
                }
                return use.apply(made.channel());
            }
        });
    }

    /** Writes what was asked for. */
    void write(Found found, String title, Optional<Path> html) throws IOException {
        if (options.csv().isPresent()) {
            NewFile.write(options.csv().get(), found.grid.csv());
        }
        if (html.isPresent()) {
            String page = found.difference
                    .map(difference -> difference.html(title + ", two versions"))
                    .orElseGet(() -> found.grid.html(title));
            NewFile.write(html.get(), page);
        }
    }

    static void print(Found found, PrintWriter out) {
        found.difference.map(GridDifference::text).orElseGet(found.grid::text).forEach(out::println);
        out.flush();
    }

    static Map<String, Object> members(Found found) {
        Map<String, Object> members = LedgerStructure.object();
        List<Object> cells = new ArrayList<>();
        for (OutcomeGrid.GridCell cell : found.grid.cells()) {
            Map<String, Object> one = LedgerStructure.object();
            one.put("terminal", cell.kind().name());
            one.put("country", cell.country().code().toHex());
            one.put("currency", cell.country().currency().toHex());
            one.put("amount", cell.amount());
            one.put("ending", cell.result().ending().name());
            one.put("tvr", cell.result().results().toString());
            one.put("tvr_names", cell.result().results().names());
            cells.add(one);
        }
        members.put("cells", cells);
        found.difference.ifPresent(difference -> {
            members.put("cells_changed", changed(difference.cells()));
            members.put("tags_changed", changed(difference.tags()));
            members.put("own_of_cards", difference.ownOfCards());
        });
        return members;
    }

    private static List<Object> changed(List<GridDifference.Changed> all) {
        List<Object> changes = new ArrayList<>();
        for (GridDifference.Changed change : all) {
            Map<String, Object> one = LedgerStructure.object();
            one.put("what", change.what());
            one.put("before", change.before());
            one.put("after", change.after());
            changes.add(one);
        }
        return changes;
    }
}
