package org.cardwright.machine.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A station in a process of its own, which a test ends with SIGKILL in the middle of a step. */
final class StationProcess {

    private StationProcess() {}

    /** Directory, number of cards, port of a printer or 0 for a folder, step at which it stands still. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[2]);
        FileJournal journal = new FileJournal(home.resolve("journal"), arguments[3]);
        MachineDefinition machine =
                port == 0 ? StationTestCards.folderMachine(home, false) : StationTestCards.lineMachine(home, port, "");
        try (Station station = Station.open(machine, journal)) {
            MachineJob job = journal.job(StationTestCards.JOB, StationTestCards.cards(Integer.parseInt(arguments[1])));
            station.run(job, Duration.ofSeconds(20));
        }
    }

    /** Starts one and returns when it stands still at the step, or right after it is started when there is none. */
    static Process start(Path home, int cards, int port, String step) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StationProcess.class.getName(),
                        home.toString(),
                        "" + cards,
                        "" + port,
                        step))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!step.equals("none")) {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            String line = out.readLine();
            while (line != null && !line.equals("still " + step)) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IOException("the process ended before " + step);
            }
        }
        return process;
    }
}
