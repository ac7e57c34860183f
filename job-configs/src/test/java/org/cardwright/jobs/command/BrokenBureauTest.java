package org.cardwright.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.cardwright.jobs.bureau.BureauMachinery;
import org.cardwright.jobs.bureau.BureauTerms;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.machine.bureau.ControlNumber;
import org.cardwright.machine.bureau.JobFiles.Firmware;
import org.cardwright.machine.bureau.JobFiles.Order;
import org.cardwright.machine.bureau.Plastic;
import org.cardwright.machine.bureau.Trays;
import org.cardwright.machine.bureau.Visit;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.quality.Camera;
import org.cardwright.machine.quality.SimulatedCamera;
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

    /** Transport brings two plastics before each other's heads. */
    private static class Crossed implements BureauMachinery {

        @Override
        public void brought(Map<Long, Plastic> plastics) {
            Plastic one = Objects.requireNonNull(plastics.get((long) SWAPPED));
            plastics.put((long) SWAPPED, Objects.requireNonNull(plastics.get((long) OTHER)));
            plastics.put((long) OTHER, one);
        }
    }

    @Test
    void a_camera_sees_that_another_plastic_lies_in_its_head() throws IOException {
        assertThat(run(new Crossed())).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("good 6, rejected 2, held 0", "B-0000003 rejected in chips", "B-0000004 rejected in chips")
                .contains("balance  0");
    }

    @Test
    void behind_a_blind_camera_the_inserter_reads_that_chip_and_stripe_are_two_cards() throws IOException {
        BureauMachinery blind = new Crossed() {
            @Override
            public Camera camera(Camera sound) {
                return new SimulatedCamera(new Random(1), 0);
            }
        };
        assertThat(run(blind)).as(out.toString()).isEqualTo(ExitCode.NOT_VERIFIED);
        assertThat(out.toString())
                .contains("balance  NOT 0:")
                .contains("card 0000003-1 came to the inserter with other chip than its stripe")
                .contains("card 0000004-1 came to the inserter with other chip than its stripe")
                .contains("B-0000003 rejected in inserting", "B-0000004 rejected in inserting")
                .doesNotContain("000001-1", "000002-1", "000005-1");
    }

    /** People and machines that put plastics where they do not belong. */
    private static final class Careless implements BureauMachinery {

        private static final long OVERLOOKED = 1;
        private static final long DROPPED = 2;
        private static final long STOLEN = 3;
        private static final long DRAWN_TWICE = 4;
        private static final long FORGOTTEN = 5;
        private static final long OTHER_NAME = 6;

        @Override
        public Trays trays(String room, Trays sound) {
            return new Trays() {
                @Override
                public void bring(List<ControlNumber> job) {
                    sound.bring(job);
                }

                @Override
                public boolean holds(ControlNumber wanted) {
                    return sound.holds(wanted);
                }

                @Override
                public Optional<Plastic> take(ControlNumber wanted) {
                    boolean blind = room.equals(BureauTerms.ENCODING) && wanted.card() == OVERLOOKED;
                    return blind ? Optional.empty() : sound.take(wanted);
                }

                @Override
                public String judge(Plastic plastic) {
                    return sound.judge(plastic);
                }

                @Override
                public void leave(Plastic plastic, Tray tray) {
                    boolean last = room.equals(BureauTerms.INSERTING);
                    long card = plastic.mark().card();
                    if (!last || card != STOLEN) {
                        sound.leave(plastic, last && card == DROPPED ? Tray.STUCK : tray);
                    }
                }
            };
        }

        @Override
        public List<String> engraved(ControlNumber card, List<String> said) {
            return card.card() == OTHER_NAME ? List.of("SOMEBODY ELSE") : said;
        }

        @Override
        public List<Long> asked(List<Long> cards) {
            return cards.stream().filter(card -> card != FORGOTTEN).toList();
        }

        @Override
        public int loads(long card) {
            return card == DRAWN_TWICE ? 2 : 1;
        }

        @Override
        public Camera camera(Camera sound) {
            return new SimulatedCamera(new Random(1), 0);
        }
    }

    @Test
    void plastics_overlooked_dropped_stolen_drawn_twice_forgotten_and_engraved_for_others_are_named()
            throws IOException {
        assertThat(run(new Careless())).as(out.toString()).isEqualTo(ExitCode.NOT_VERIFIED);
        assertThat(out.toString())
                .contains("balance  NOT 0:")
                .contains("between rooms lies card 0000001-1", "seen in encoding: card 0000001-1")
                .contains("lying somewhere: card 0000002-1", "in envelopes: card 0000002-1")
                .contains("in envelopes: card 0000003-1", "of 8 plastics 7 are found")
                .contains("chip heads took 6 chips and were loaded 7 times, and 6 plastics came")
                .contains("handed from engraving to chips: card 0000005-1", "between rooms lies card 0000005-1")
                .contains("card 5 is open behind engraving")
                .contains("card 0000006-1 came to the inserter with other lines than its sealed record")
                .doesNotContain("000007-1", "000008-1", "card 7", "card 8");
    }
}
