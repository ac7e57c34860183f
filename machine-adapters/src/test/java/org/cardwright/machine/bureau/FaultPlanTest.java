package org.cardwright.machine.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.cardwright.machine.bureau.FaultPlan.At;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final int CARDS = 100_000;

    private static List<Optional<Fault>> faults(FaultPlan plan, String machine, int time) {
        return LongStream.rangeClosed(1, CARDS)
                .mapToObj(card -> plan.fault(new At(machine, card, time), Fault.OF_HEADS))
                .toList();
    }

    private static long count(List<Optional<Fault>> faults) {
        return faults.stream().filter(Optional::isPresent).count();
    }

    @Test
    void the_rate_is_what_was_asked_for_and_every_kind_occurs() {
        List<Optional<Fault>> faults = faults(new FaultPlan(7, 1), "chips", 1);
        // 1000 expected, standard deviation 31
        assertThat(count(faults)).isBetween(850L, 1_150L);
        Set<Fault> kinds = EnumSet.noneOf(Fault.class);
        faults.forEach(fault -> fault.ifPresent(kinds::add));
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(Fault.OF_HEADS);
        assertThat(count(faults(new FaultPlan(7, 0), "chips", 1))).isZero();
        assertThat(count(faults(new FaultPlan(7, 100), "chips", 1))).isEqualTo(CARDS);
    }

    @Test
    void the_same_seed_gives_the_same_and_the_next_visit_is_a_stranger() {
        FaultPlan plan = new FaultPlan(7, 10);
        List<Optional<Fault>> first = faults(plan, "chips", 1);
        assertThat(faults(new FaultPlan(7, 10), "chips", 1)).isEqualTo(first);
        assertThat(faults(new FaultPlan(8, 10), "chips", 1)).isNotEqualTo(first);
        List<Optional<Fault>> again = faults(plan, "chips", 2);
        long both = LongStream.range(0, CARDS)
                .filter(i ->
                        first.get((int) i).isPresent() && again.get((int) i).isPresent())
                .count();
        // 1000 expected when they do not know each other
        assertThat(both).isBetween(850L, 1_150L);
    }

    /** A visit that goes wrong takes as long as any other: means of 10,000 and 90,000 shares, standard deviations 0.003 and 0.001. */
    @Test
    void the_time_of_a_visit_knows_nothing_of_its_fault() {
        FaultPlan plan = new FaultPlan(7, 10);
        DoubleSummaryStatistics faulty = new DoubleSummaryStatistics();
        DoubleSummaryStatistics good = new DoubleSummaryStatistics();
        for (long card = 1; card <= CARDS; card++) {
            At at = new At("chips", card, 1);
            boolean wrong = plan.fault(at, Fault.OF_HEADS).isPresent();
            (wrong ? faulty : good).accept(plan.share(at));
        }
        assertThat(faulty.getCount()).isBetween(9_000L, 11_000L);
        assertThat(faulty.getAverage()).isCloseTo(0.5, within(0.015));
        assertThat(good.getAverage()).isCloseTo(0.5, within(0.005));
    }

    @Test
    void a_fault_may_be_at_each_command() {
        FaultPlan plan = new FaultPlan(1, 1);
        Set<Integer> commands = new TreeSet<>();
        for (long card = 1; card <= 2_000; card++) {
            commands.add(plan.command(new At("chips", card, 1), 48));
        }
        assertThat(commands).hasSize(48).contains(1, 48);
    }
}
