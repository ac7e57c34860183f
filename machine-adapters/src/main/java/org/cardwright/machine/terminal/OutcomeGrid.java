package org.cardwright.machine.terminal;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.terminal.HtmlPage.Cell;

/**
 * What becomes of a card by amount, country and kind of terminal: each cell is a whole transaction with a card that was never used.
 *
 * @param cells in the order of their terms
 */
public record OutcomeGrid(List<GridCell> cells) {

    private static final String HEAD =
            "terminal,country,currency,amount,outcome,authentication,cvm_results,tvr,tvr_names,tsi,reason\n";

    /** Copies the cells. */
    public OutcomeGrid {
        cells = List.copyOf(cells);
    }

    /** Gives a card that was never used. */
    @FunctionalInterface
    public interface Twin {

        /** Lets somebody use it, and forgets it. */
        TransactionResult fresh(Function<CardChannel, TransactionResult> use);
    }

    /**
     * One cell.
     *
     * @param kind of the terminal
     * @param country where it stands
     * @param amount in the minor unit
     * @param result what became of the transaction
     */
    public record GridCell(TerminalKind kind, GridTerms.Country country, long amount, TransactionResult result) {

        /** Which cell it is. */
        public String place() {
            return kind + ", " + country + ", " + amount;
        }

        /** What can be compared: nothing that is drawn anew each time. */
        public String outcome() {
            return result.ending() + " " + result.authentication() + " CVM "
                    + result.cardholderVerification().toHex() + " TVR " + result.results()
                    + (result.reason().isEmpty() ? "" : " " + result.reason());
        }
    }

    /**
     * Who takes part.
     *
     * @param model a terminal like which all are, but for their kind and country
     * @param caKeys certification authorities that terminals know
     * @param host of the issuer
     */
    public record Parties(TerminalProfile model, CaKeys caKeys, IssuerHost host, SecureRandom random) {}

    /** Runs every cell. */
    public static OutcomeGrid run(GridTerms terms, Parties parties, Twin twin) {
        List<GridCell> cells = new ArrayList<>();
        for (TerminalKind kind : terms.kinds()) {
            for (GridTerms.Country country : terms.countries()) {
                TerminalProfile profile = kind.like(parties.model, country);
                EmvTerminal terminal = new EmvTerminal(profile, parties.caKeys, parties.host, parties.random);
                for (long amount : terms.amounts()) {
                    TransactionResult result =
                            twin.fresh(card -> terminal.run(card, kind.transaction(amount), PinPad.BYPASSED));
                    cells.add(new GridCell(kind, country, amount, result));
                }
            }
        }
        return new OutcomeGrid(cells);
    }

    /** One line for each cell. */
    public List<String> text() {
        return cells.stream()
                .map(cell -> String.format(
                        java.util.Locale.ROOT,
                        "%-24s %-10s %10d  %-17s %-5s %s%s",
                        cell.kind,
                        cell.country,
                        cell.amount,
                        cell.result.ending(),
                        cell.result.authentication(),
                        cell.result.results().names(),
                        cell.result.reason().isEmpty() ? "" : " " + cell.result.reason()))
                .toList();
    }

    /** RFC 4180, names in the first line. */
    public String csv() {
        StringBuilder csv = new StringBuilder(HEAD);
        for (GridCell cell : cells) {
            TransactionResult result = cell.result;
            csv.append(String.join(
                            ",",
                            cell.kind.name(),
                            cell.country.code().toHex(),
                            cell.country.currency().toHex(),
                            Long.toString(cell.amount),
                            result.ending().name(),
                            result.authentication().name(),
                            result.cardholderVerification().toHex(),
                            result.results().toString(),
                            String.join(" ", result.results().names()),
                            result.statusInformation().toHex(),
                            '"' + result.reason().replace("\"", "\"\"") + '"'))
                    .append('\n');
        }
        return csv.toString();
    }

    /** One page: a table for each kind of terminal, amounts across, countries down. */
    public String html(String title) {
        HtmlPage page = new HtmlPage(title);
        for (TerminalKind kind : cells.stream().map(GridCell::kind).distinct().toList()) {
            List<GridCell> own =
                    cells.stream().filter(cell -> cell.kind == kind).toList();
            List<String> heads = new ArrayList<>(List.of("country/currency"));
            own.stream().map(GridCell::amount).distinct().forEach(amount -> heads.add("amount " + amount));
            page.heading(kind.toString()).table(heads.toArray(String[]::new));
            for (GridTerms.Country country :
                    own.stream().map(GridCell::country).distinct().toList()) {
                List<Cell> row = new ArrayList<>(List.of(Cell.of(country.toString())));
                own.stream().filter(cell -> cell.country.equals(country)).forEach(cell -> row.add(shown(cell)));
                page.row(row);
            }
            page.endTable();
        }
        return page.html();
    }

    private static Cell shown(GridCell cell) {
        TransactionResult result = cell.result;
        String look = result.isApproved() ? "good" : "bad";
        String small = result.authentication() + " "
                + String.join(", ", result.results().names()) + " " + result.reason();
        return new Cell(result.ending().name(), small.strip(), look);
    }
}
