package org.cardwright.machine.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Simulated time against sums made by hand. */
class BureauClockTest {

    private static final Pace ANY = new Pace(1, 20, 0);

    private final Map<String, Stand> stands = new LinkedHashMap<>();
    private final List<Visit> visits = new ArrayList<>();

    private void visit(String station, long card, String job, double seconds, Fault... faults) {
        visits.add(new Visit(
                station, card, 1, job, seconds, faults.length == 0 ? Optional.empty() : Optional.of(faults[0]), true));
    }

    private StationTimes times(String station) {
        return BureauClock.play(visits, stands).stream()
                .filter(times -> times.station().equals(station))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void one_machine_makes_one_card_after_the_other_and_two_make_two() {
        for (long card = 1; card <= 4; card++) {
            visit("chips", card, "" + card, 10);
        }
        stands.put("chips", new Stand(1, ANY));
        assertThat(times("chips").endSeconds()).isEqualTo(40);
        stands.put("chips", new Stand(2, ANY));
        assertThat(times("chips").endSeconds()).isEqualTo(20);
        stands.put("chips", new Stand(3, ANY));
        assertThat(times("chips").endSeconds()).isEqualTo(20);
    }

    @Test
    void cards_of_a_job_come_and_leave_together_and_each_waits_for_the_station_before() {
        stands.put("embossing", new Stand(1, new Pace(1, 20, 30)));
        stands.put("chips", new Stand(2, ANY));
        visit("embossing", 1, "j1", 5);
        visit("embossing", 2, "j1", 5);
        visit("embossing", 3, "j2", 5);
        visit("chips", 1, "1", 10);
        visit("chips", 2, "2", 12);
        visit("chips", 3, "3", 1);
        // j1 ends at 40, j2 at 75; the chips of j1 at 50 and 52, that of j2 at 76
        assertThat(times("embossing").endSeconds()).isEqualTo(75);
        assertThat(times("chips").endSeconds()).isEqualTo(76);
    }

    @Test
    void a_repair_stops_the_machine_and_counts_for_itself() {
        stands.put("encoding", new Stand(1, ANY));
        visit("encoding", 1, "1", 10);
        visit("encoding", 2, "2", 10, Fault.JAM);
        StationTimes times = times("encoding");
        assertThat(times.endSeconds()).isEqualTo(20 + Fault.JAM.repairSeconds());
        assertThat(times.workSeconds()).isEqualTo(20);
        assertThat(times.repairSeconds()).isEqualTo(Fault.JAM.repairSeconds());
        assertThat(times.cardsPerHour()).isCloseTo(2 * 3_600 / 110.0, within(1e-9));
        assertThat(times.machinesFor(100)).isEqualTo(2);
        assertThat(times.load(220)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void a_card_that_is_made_again_comes_back_to_the_first_station() {
        stands.put("embossing", new Stand(1, ANY));
        stands.put("chips", new Stand(1, ANY));
        visit("embossing", 1, "a", 5);
        visit("chips", 1, "b", 10);
        visit("embossing", 1, "c", 5);
        visit("chips", 1, "d", 10);
        assertThat(times("chips").endSeconds()).isEqualTo(30);
        assertThat(times("chips").visits()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_is_refused() {
        stands.put("a", new Stand(1, ANY));
        visit("a", 1, "x", 1);
        visit("b", 1, "y", 1);
        assertThatThrownBy(() -> BureauClock.play(visits, stands)).hasMessageContaining("no station b");
        visits.clear();
        stands.put("b", new Stand(1, ANY));
        visit("a", 1, "x", 1);
        visit("b", 1, "y", 1);
        visit("b", 2, "y", 1);
        visit("a", 2, "x", 1);
        assertThatThrownBy(() -> BureauClock.play(visits, stands)).hasMessageContaining("wait for each other");
        assertThatThrownBy(() -> new Pace(0, 1, 0)).hasMessageContaining("3600 seconds");
        assertThatThrownBy(() -> new Stand(0, ANY)).hasMessageContaining("1 to 1000");
        assertThatThrownBy(() -> new FaultPlan(1, 101)).hasMessageContaining("0 to 100");
    }
}
