package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.jobs.plan.CapacityPlan;
import org.cardwright.jobs.plan.CapacityPlan.Demand;
import org.cardwright.jobs.plan.CapacityPlan.Given;
import org.cardwright.jobs.plan.CapacityTable;
import org.cardwright.jobs.plan.UnitCosts;
import org.junit.jupiter.api.Test;

/** Every figure of the document follows from the unit costs that stand in it. */
class CapacityDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "capacity.md");
    private static final String MARK = "<!-- From here on: mvn -Dgolden=write -Dtest=CapacityDocumentTest -->\n";
    private static final Pattern BLOCK = Pattern.compile("```unit-costs\n(.*?)```", Pattern.DOTALL);
    private static final double HOURS = 8;
    private static final double CHIP_SECONDS = 12;

    private static String document() throws IOException {
        return Files.readString(DOCUMENT);
    }

    private static List<UnitCosts> costs() throws IOException {
        List<UnitCosts> costs = new ArrayList<>();
        Matcher block = BLOCK.matcher(document());
        while (block.find()) {
            costs.add(UnitCosts.parse(block.group(1).lines().toList()));
        }
        return costs;
    }

    @Test
    void the_tables_follow_from_the_unit_costs() throws IOException {
        String document = document();
        String written = document.substring(0, document.indexOf(MARK) + MARK.length());
        StringBuilder tables = new StringBuilder();
        for (long cards : List.of(10_000_000L, 100_000_000L)) {
            for (UnitCosts costs : costs()) {
                tables.append(section(costs, cards));
            }
        }
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(DOCUMENT, written + tables);
        }
        assertThat(costs()).isNotEmpty();
        assertThat(document()).isEqualTo(written + tables);
    }

    private static CapacityPlan plan(UnitCosts costs, long cards) {
        return new CapacityPlan(
                costs,
                new Demand(cards, HOURS, CHIP_SECONDS),
                new Given(costs.measured().processors(), 1, 1, 1));
    }

    private static String section(UnitCosts costs, long cards) {
        CapacityPlan plan = plan(costs, cards);
        List<String> lines = new ArrayList<>();
        lines.add("\n## " + CapacityPlan.number(cards) + " cards of "
                + costs.measured().product() + " in 8 hours\n");
        lines.add("| " + String.join(" | ", CapacityTable.HEADER) + " |");
        lines.add("|---|---|---:|---:|---:|");
        CapacityTable.rows(plan).forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
        lines.add("");
        CapacityTable.sentences(plan).forEach(sentence -> lines.add("* " + sentence));
        return String.join("\n", lines) + "\n";
    }

    /** The formulas once more, as the document writes them, without the program's own. */
    @Test
    void the_formulas_of_the_document_give_its_figures() throws IOException {
        for (UnitCosts costs : costs()) {
            long cards = 10_000_000L;
            long perCard = costs.times().keyPairs()
                    + costs.times().cardKeys()
                    + costs.times().staticSignature()
                    + costs.times().rest();
            String text = section(costs, cards);
            assertThat(text).contains(tenth(cards * perCard / 1e6 / 3600) + " core hours");
            assertThat(text)
                    .contains("| chip stations | " + tenth(cards * CHIP_SECONDS / 3600) + " machine hours | 4,167 |");
            assertThat(text).contains("| mailers stuffed | 10,000,000 mailers | " + (cards / 7_000 / 8 + 1) + " |");
            assertThat(text).contains("| mailers printed | 10,000,000 mailers | " + (cards / 34_000 / 8 + 1) + " |");
            assertThat(text).contains("| database commits | 60,596 commits |");
            double gigabytes =
                    cards * (2 * costs.sizes().outputBytes() + costs.sizes().databaseBytes()) / 1e9;
            assertThat(text).contains("| disk | " + tenth(gigabytes) + " GB forced |");
            assertThat(document()).contains(text);
        }
    }

    private static String tenth(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
