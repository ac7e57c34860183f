package org.cardwright.jobs.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.machine.terminal.GridTerms;
import org.cardwright.machine.terminal.GridTerms.Country;
import org.cardwright.machine.terminal.TerminalKind;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code terminal --grid} tries. */
final class GridOptions {

    @Option(
            names = "--grid",
            description = "Tries the card by amount, country and kind of terminal, a fresh one for each cell.")
    private boolean asked;

    @Option(
            names = "--amounts",
            split = ",",
            paramLabel = "N",
            description = "Amounts of the grid in the minor unit. Default: ${DEFAULT-VALUE}.")
    private List<Long> amounts = List.of(100L, 4_200L, 20_000L);

    @Option(
            names = "--countries",
            split = ",",
            paramLabel = "CODE/CURRENCY",
            description = "Countries of the grid with their currencies, numeric. Default: ${DEFAULT-VALUE}.")
    private List<String> countries = List.of("0276/0978", "0840/0840");

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the grid as CSV.")
    private @Nullable Path csv;

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description =
                    "A batch with a card that another version of the profile made: says which cells and tags differ.")
    private @Nullable Path against;

    @Option(names = "--against-order", paramLabel = "ID", description = "That card. Default: the same order.")
    private @Nullable String againstOrder;

    boolean asked() {
        boolean other = csv != null || against != null || againstOrder != null;
        if (other && !asked) {
            throw new WrongUsageException("--csv, --against and --against-order belong to --grid");
        }
        if (againstOrder != null && against == null) {
            throw new WrongUsageException("--against-order belongs to --against");
        }
        return asked;
    }

    Optional<Path> csv() {
        return Optional.ofNullable(csv);
    }

    Optional<Path> against() {
        return Optional.ofNullable(against);
    }

    String againstOrder(String order) {
        return againstOrder == null ? order : againstOrder;
    }

    GridTerms terms() {
        try {
            if (amounts.stream().anyMatch(amount -> amount < 0 || amount > 999_999_999_999L)) {
                throw new IllegalArgumentException("an amount has up to 12 digits");
            }
            return new GridTerms(
                    amounts, countries.stream().map(Country::parse).toList(), List.of(TerminalKind.values()));
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsageException(String.valueOf(wrong.getMessage()));
        }
    }
}
