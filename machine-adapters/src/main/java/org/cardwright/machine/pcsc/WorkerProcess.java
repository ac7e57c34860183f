package org.cardwright.machine.pcsc;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cardwright.machine.channel.Outcome.Failure;

/** One worker as its parent sees it: a question, an answer or the deadline, then nothing any more. Not for several threads. */
final class WorkerProcess implements AutoCloseable {

    private static final String END = "";

    private final Process process;
    private final BufferedWriter requests;
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(1);
    private boolean dead;

    private WorkerProcess(Process process) {
        this.process = process;
        this.requests =
                new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
        Thread listening = new Thread(this::listen, "reader worker " + process.pid());
        listening.setDaemon(true);
        listening.start();
    }

    /** How a worker is started. */
    @FunctionalInterface
    interface Launcher {
        Process launch() throws IOException;
    }

    /**
     * Starts a worker with the program and the classes of this process.
     *
     * @param environment added to that of this process
     */
    static Launcher launching(String reader, Map<String, String> environment) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java.toString(),
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                // 61xx and 6Cxx come through, so that nothing is sent again behind our back
                "-Dsun.security.smartcardio.t0GetResponse=false",
                "-Dsun.security.smartcardio.t1GetResponse=false",
                "-cp",
                System.getProperty("java.class.path", ""),
                ReaderWorker.class.getName(),
                reader));
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder::start;
    }

    static WorkerProcess start(Launcher launcher) throws IOException {
        return new WorkerProcess(launcher.launch());
    }

    private void listen() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = in.readLine();
            while (line != null) {
                answers.put(line);
                line = in.readLine();
            }
            answers.put(END);
        } catch (IOException ended) {
            answers.offer(END);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks once. A worker that is late or dies is killed, and every further question is answered as the first that failed. */
    WorkerMessage ask(WorkerMessage request, Duration deadline) {
        if (dead) {
            return WorkerMessage.failed(Failure.SERVICE_LOST);
        }
        try {
            requests.write(request.encode());
            requests.newLine();
            requests.flush();
            Optional<String> line = Optional.ofNullable(answers.poll(deadline.toMillis(), TimeUnit.MILLISECONDS));
            if (line.isEmpty()) {
                return killed(Failure.TIMEOUT);
            }
            return line.filter(text -> !text.equals(END))
                    .flatMap(WorkerMessage::decode)
                    .orElseGet(() -> killed(Failure.SERVICE_LOST));
        } catch (IOException broken) {
            return killed(Failure.SERVICE_LOST);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return killed(Failure.TIMEOUT);
        }
    }

    private WorkerMessage killed(Failure why) {
        close();
        return WorkerMessage.failed(why);
    }

    boolean isDead() {
        return dead || !process.isAlive();
    }

    /** Its process id, to be found in a list of processes. */
    long pid() {
        return process.pid();
    }

    /** Kills it: no time-out and no interrupt frees a worker that waits for a card. */
    @Override
    public void close() {
        dead = true;
        process.destroyForcibly();
    }
}
