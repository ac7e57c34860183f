package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cardwright.jobs.plan.CapacityPlan;
import org.cardwright.jobs.plan.CapacityPlan.Resource;
import org.cardwright.jobs.plan.UnitCosts;
import org.cardwright.jobs.sample.OrderForms;
import org.cardwright.jobs.sample.TestVault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says comes from what was measured, and nothing is said where nothing was. */
class PlanCommandTest {

    private static final UnitCosts COSTS = new UnitCosts(
            new UnitCosts.Measured(LocalDate.of(2026, 11, 22), "4 processors", 4, 30, "debit of bank"),
            new UnitCosts.Times(3_000, 50, 250, 300, 2_000),
            new UnitCosts.Sizes(3, 4_000, 1_500, 100_000_000, 512));

    @TempDir
    private Path folder;

    private Ran plan(String... options) {
        return Ran.command(
                Stream.concat(Stream.of("plan", "--home", folder.resolve("home").toString()), Arrays.stream(options))
                        .toArray(String[]::new));
    }

    @Test
    void a_batch_is_made_and_measured_and_a_night_computed_from_it() throws IOException {
        TestVault.in(folder.resolve("home"));
        Path export = Files.write(
                folder.resolve("orders.csv"),
                OrderForms.delimitedOneOfAKind("bank-one", 1, Map.of("visa-sda", 120), 1_000));
        Ran unmeasured = plan("--product", "visa-sda");
        assertThat(unmeasured.exitCode()).isEqualTo(64);
        assertThat(unmeasured.err()).contains("nothing was measured for product visa-sda");

        String out = folder.resolve("out").toString();
        Ran planned =
                plan("--product", "visa-sda", "--measure", export.toString(), "--issuer", "bank-one", "--out", out);
        assertThat(planned.exitCode()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("costs of visa-sda of bank-one, measured ", "bottleneck: chip stations");

        Ran stations = plan("--product", "visa-sda", "--cards", "1000", "--stations", "5000", "--json");
        JsonAnswer.requireOneObject(stations.out());
        assertThat(stations.out()).contains("\"outcome\":\"planned\"", "\"cards\":1000", "\"enough\":true");
        UnitCosts costs = UnitCosts.parse(Files.readAllLines(folder.resolve("home/unit-costs-visa-sda.txt")));
        long pairs = costs.times().keyPairs();
        assertThat(pairs).as("SDA cards have no keys").isLessThan(costs.times().staticSignature());
        assertThat(costs.times().staticSignature()).isPositive();
        assertThat(costs.sizes().moduleOperations()).isEqualTo(2);
        assertThat(costs.sizes().cardsPerCommit())
                .as("slices-per-chunk with software keys")
                .isEqualTo(512);

        Ran again = plan("--product", "visa-sda", "--measure", export.toString(), "--issuer", "bank-one", "--out", out);
        assertThat(again.exitCode()).isEqualTo(64);
        assertThat(again.err()).contains("made 0 cards");
        assertThat(plan("--product", "visa-sda", "--hours", "0").exitCode()).isEqualTo(64);
        assertThat(plan("--product", "../visa-sda").exitCode()).isEqualTo(64);
    }

    @Test
    void the_resource_that_takes_longest_is_the_bottleneck() {
        CapacityPlan plan = new CapacityPlan(
                COSTS, new CapacityPlan.Demand(1_000_000, 8, 12), new CapacityPlan.Given(4, 500, 10, 30));
        List<Resource> resources = plan.resources();

        assertThat(resources)
                .extracting(Resource::name)
                .startsWith("chip stations", "mailers stuffed", "mailers printed");
        assertThat(resources.get(0).hours()).isEqualTo(1_000_000 * 12 / 3600.0 / 500);
        assertThat(resources.get(0).needed()).isEqualTo(417);
        assertThat(resources.get(0).isEnough()).isTrue();
        assertThat(plan.coreHours()).isEqualTo(1.0);
        assertThat(plan.commits()).isEqualTo(3 * 1_954 + 200);
        assertThat(plan.diskBytes()).isEqualTo(9_500_000_000L);
        assertThat(plan.moduleOperations()).isEqualTo(3_000_000);
        assertThat(plan.networkMegabits()).isEqualTo(8 * 4_000 * 1e6 / 1e6 / 28_800);
    }

    @Test
    void costs_come_back_from_their_file_and_a_wrong_file_is_refused() {
        assertThat(UnitCosts.parse(COSTS.lines())).isEqualTo(COSTS);
        assertRefused("rest-us", "rest-us = 0", "rest-us is 0");
        assertRefused("commit-us", "commit-us = fast", "commit-us is no whole number");
        assertRefused("measured", "measured = today", "measured is no day");
        assertRefused("machine", "", "machine is missing");
        assertRefused("product", "product = a\ncolour = red", "unknown values [colour]");
        assertRefused("product", "product = a\nproduct = b", "stands twice");
    }

    private static void assertRefused(String name, String line, String because) {
        List<String> lines = COSTS.lines().stream()
                .flatMap(known -> known.startsWith(name) ? line.lines() : Stream.of(known))
                .toList();
        assertThatThrownBy(() -> UnitCosts.parse(lines)).hasMessageContaining(because);
    }
}
