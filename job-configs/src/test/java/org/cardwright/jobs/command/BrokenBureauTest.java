package org.cardwright.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.jobs.bureau.BureauMachinery;
import org.cardwright.jobs.bureau.BureauTerms;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.machine.bureau.JobFiles.Firmware;
import org.cardwright.machine.bureau.JobFiles.Order;
import org.cardwright.machine.bureau.Visit;
import org.cardwright.machine.line.Bin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code cardwright bureau} with machines that do what nobody told them: the balance is not 0, and says which cards it is about. */
class BrokenBureauTest {

    private static final int LOST = 1;
    private static final int TWICE = 2;
    private static final int SWAPPED = 3;
    private static final int OTHER = 4;
    private static final int WITHOUT_PLASTIC = 5;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    /** What it does is done once to each of the first cards. */
    private static final class Broken implements BureauMachinery {

        @Override
        public Firmware firmware(String room, Firmware sound) {
            return switch (room) {
                case BureauTerms.EMBOSSING ->
                    file -> {
                        List<Order> orders = new ArrayList<>(sound.read(file));
                        orders.add(orders.get(TWICE - 1));
                        return orders;
                    };
                case BureauTerms.ENCODING ->
                    file -> sound.read(file).stream()
                            .map(order -> swapped(order, sound.read(file)))
                            .toList();
                default -> sound;
            };
        }

        /** The row of one card has the tracks of another. */
        private static Order swapped(Order order, List<Order> all) {
            long card = order.control().card();
            if (card != SWAPPED && card != OTHER) {
                return order;
            }
            return all.stream()
                    .filter(other -> other.control().card() == SWAPPED + OTHER - card)
                    .map(other -> new Order(order.sequence(), order.control(), other.work()))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public List<Visit> counted(List<Visit> visits) {
            return visits.stream()
                    .filter(visit -> visit.card() != LOST || !visit.station().equals(BureauTerms.EMBOSSING))
                    .toList();
        }

        @Override
        public Bin found(long card, Bin bin) {
            return card == WITHOUT_PLASTIC ? Bin.REJECT : bin;
        }
    }

    private int run(BureauMachinery machinery) throws IOException {
        TestVault.in(folder.resolve("home"));
        CommandLine command = new CommandLine(new BureauCommand(machinery));
        command.setOut(new PrintWriter(out, true));
        return command.execute(
                "--cards=8",
                "--faults=0%",
                "--attempts=1",
                "--home",
                folder.resolve("home").toString(),
                "--out",
                folder.resolve("bureau").toString());
    }

    @Test
    void a_lost_visit_a_plastic_twice_swapped_rows_and_a_good_chip_without_plastic_are_named() throws IOException {
        assertThat(run(new Broken())).as(out.toString()).isEqualTo(ExitCode.NOT_VERIFIED);
        assertThat(out.toString())
                .contains("balance  NOT 0:")
                .contains("seen in embossing: card 0000001-1")
                .contains("room embossing saw card 0000002-1 twice", "two plastics are card 0000002-1")
                .contains("card 0000003-1 came to the inserter with other stripe than its sealed record")
                .contains("card 0000004-1 came to the inserter with other stripe than its sealed record")
                .contains("good chips: card 5")
                .doesNotContain("000006-1", "000007-1", "000008-1", "card 6", "card 7", "card 8");
    }
}
