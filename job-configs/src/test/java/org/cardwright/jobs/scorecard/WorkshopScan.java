package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks for cards and keys in all that manager, workers and broker leave behind: files of the home, journal of the broker, tables, what
 * the processes say. Only the issuer's file, its copy in the inbox and the output may have any.
 */
final class WorkshopScan {

    private static final String PLANTED = "9999997700000013";

    private final Workshop workshop;
    private final PostgresTables tables;

    WorkshopScan(Workshop workshop) {
        this.workshop = workshop;
        this.tables = new PostgresTables(
                workshop.trial().database(), workshop.broker().data());
    }

    void run(Evidence evidence) throws Exception {
        byte[] export = Files.readAllBytes(workshop.trial().export());
        List<Canary> canaries = new ArrayList<>(PlantedSecrets.keys());
        // names of the sample orders are words that layouts use, too
        PlantedSecrets.ofExport(export, TestBureau.ISSUER).stream()
                .filter(canary -> !canary.name().startsWith("name:"))
                .forEach(canaries::add);
        Leaks leaks = leaks(canaries);
        assertThat(leaks.found()).isEmpty();
        evidence.figure("canaries, 0 found in files, messages, tables and output", canaries.size());

        Files.writeString(workshop.broker().data().resolve("journal/planted"), PLANTED);
        tables.plant(PLANTED);
        workshop.said().add(PLANTED);
        List<CanaryScan.Hit> hits =
                List.copyOf(leaks(List.of(Canary.ofDigits("planted", PLANTED))).found());
        for (String place : List.of("journal/planted", "certificate_serial", "said")) {
            evidence.control(
                    "planted: " + place,
                    hits.stream().anyMatch(hit -> hit.place().contains(place)));
        }
    }

    private Leaks leaks(List<Canary> canaries) throws Exception {
        Leaks leaks = new Leaks(canaries);
        TestBureau bureau = workshop.trial().bureau();
        List<Path> allowed = List.of(workshop.trial().export(), bureau.home().resolve("inbox"), bureau.out());
        leaks.add(
                "files",
                leaks.scan().scan(List.of(bureau.root(), workshop.broker().data()), allowed));
        for (Map.Entry<String, byte[]> column : tables.columns().entrySet()) {
            leaks.add(column.getKey(), column.getValue());
        }
        leaks.add("said", String.join("\n", workshop.said()).getBytes(StandardCharsets.UTF_8));
        return leaks;
    }
}
