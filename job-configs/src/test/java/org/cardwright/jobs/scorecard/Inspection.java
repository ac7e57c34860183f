package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What another process of the same user can see of a running program.
 *
 * @param running the program
 * @param folder where dumps are put
 */
record Inspection(Program.Running running, Path folder) {

    private static final long LONGEST_SECONDS = 120;
    private static final int MOST_DUMPS = 20;

    /** What the virtual machine prints when a thread in native code keeps the collector from its work before a dump. */
    private static final String NOT_COLLECTED = "pre-heapdump GC was skipped";

    /** Environment, command line and stacks, by name. */
    Map<String, byte[]> surroundings() throws IOException, InterruptedException {
        Map<String, byte[]> places = new TreeMap<>();
        places.put("environment", Files.readAllBytes(of("environ")));
        places.put("command line", Files.readAllBytes(of("cmdline")));
        places.put("thread dump", jcmd("Thread.print", "-l"));
        return places;
    }

    private Path of(String name) {
        return Path.of("/proc", Long.toString(running.process().pid()), name);
    }

    /** Everything that is reachable, after a full collection; a dump without one shows garbage, too, and is made again. */
    Path heap(String name) throws IOException, InterruptedException {
        Path dump = folder.resolve(name + ".hprof");
        for (int dumps = 1; dumps <= MOST_DUMPS; dumps++) {
            int skipped = notCollected();
            jcmd("GC.heap_dump", dump.toString());
            if (notCollected() == skipped) {
                return dump;
            }
            Files.delete(dump);
        }
        throw new AssertionError("no dump after a collection");
    }

    private int notCollected() throws IOException {
        return Files.readString(running.out(), StandardCharsets.UTF_8).split(NOT_COLLECTED, -1).length;
    }

    private byte[] jcmd(String... command) throws IOException, InterruptedException {
        String[] whole = new String[command.length + 2];
        whole[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        whole[1] = Long.toString(running.process().pid());
        System.arraycopy(command, 0, whole, 2, command.length);
        Path out = Files.createTempFile(folder, "jcmd", ".txt");
        Process jcmd = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!jcmd.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
            jcmd.destroyForcibly();
            throw new AssertionError("jcmd " + command[0] + ": " + Files.readString(out, StandardCharsets.UTF_8));
        }
        return Files.readAllBytes(out);
    }
}
