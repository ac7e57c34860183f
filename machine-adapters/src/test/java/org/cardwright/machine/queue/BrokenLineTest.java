package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.MachineJob.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line that breaks while something is said: it is not said again, neither by this program nor by the library below it. */
class BrokenLineTest {

    @TempDir
    private Path home;

    private final RecordedJournal journal = new RecordedJournal();

    /** A machine that resets every connection once it has heard so many bytes. */
    private static final class Resetting implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final AtomicInteger heard = new AtomicInteger();
        private final int patience;

        Resetting(int patience) throws IOException {
            this.patience = patience;
            Thread thread = new Thread(this::serve, "resetting");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    connections.incrementAndGet();
                    socket.setSoLinger(true, 0);
                    heard.addAndGet(socket.getInputStream().readNBytes(patience).length);
                } catch (IOException closed) {
                    // the next one, or the end of the test
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void a_failed_write_is_never_repeated_over_another_connection() throws IOException {
        try (Resetting machine = new Resetting(1)) {
            MachineDefinition definition = StationTestCards.lineMachine(home, machine.server.getLocalPort(), "");
            try (MachineLine line = new MachineLine("printer", (Delivery.Line) definition.delivery())) {
                line.connect();
                // more than both ends can hold, so that the write itself breaks
                boolean said = line.say(ByteString.of(new byte[1 << 24]));
                assertThat(said).isFalse();
                assertThat(line.say(ByteString.ofByte(1))).isFalse();
                assertThat(line.isQuiet()).isFalse();
            }
            assertThat(machine.connections).hasValue(1);
            assertThat(machine.heard).hasValue(1);
        }
    }

    @Test
    void a_card_whose_line_breaks_while_it_is_said_is_unknown_and_no_other_is_said() throws IOException {
        try (Resetting machine = new Resetting(9)) {
            MachineDefinition definition = StationTestCards.lineMachine(home, machine.server.getLocalPort(), "");
            try (Station station = Station.open(definition, journal)) {
                MachineJob job = new MachineJob(StationTestCards.JOB, Stage.PLANNED, StationTestCards.cards(3));
                station.run(job, Duration.ZERO);
            }
            assertThat(journal.outcomes().values()).containsExactly(Outcome.UNKNOWN);
            assertThat(journal.steps()).containsExactly("handed", "begun 1", "heard 1", "settled");
            assertThat(machine.connections).hasValue(1);
        }
    }
}
