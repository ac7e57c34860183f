package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An embosser that looks into its folder. */
final class SimulatedEmbosser {

    private SimulatedEmbosser() {}

    /** Takes the only job away, and says of every card that it is made. */
    static void makesAll(Path queue) throws IOException {
        Path job;
        try (Stream<Path> files = Files.list(queue)) {
            job = files.filter(file -> file.toString().endsWith(".emb"))
                    .findFirst()
                    .orElseThrow();
        }
        String name = job.getFileName().toString().replace(".emb", "");
        int cards = Files.readAllLines(job, StandardCharsets.ISO_8859_1).size() - 1;
        Files.delete(job);
        StringBuilder result = new StringBuilder();
        for (int card = 1; card <= cards; card++) {
            result.append(String.join(";", name, "" + card, "", "OK", "", "P-" + card))
                    .append('\n');
        }
        Files.writeString(queue.resolve(name + ".res"), result + "END;" + cards + "\n");
    }
}
