package org.cardwright.machine.bureau;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.machine.bureau.FaultPlan.At;
import org.cardwright.machine.bureau.Trays.Tray;
import org.cardwright.machine.language.XmlElements;
import org.cardwright.machine.language.XmlElements.Element;

/**
 * A laser engraver at a real socket on this machine: it is asked for a plastic by its control number, acknowledges each command, marks, and
 * moves the plastic where it is told. Machine formats B5.
 */
public final class LaserMachine implements AutoCloseable {

    private static final String ID = "Id";
    private static final int MOST_BYTES = 65_536;

    private final String room;
    private final FaultPlan faults;
    private final Pace pace;
    private final Work work;
    private final ServerSocket server;
    private final List<Visit> visits = new ArrayList<>();
    private int connections;

    /**
     * What it does.
     *
     * @param trays its plastics
     * @param engraver how it marks
     */
    public record Work(Trays trays, Engraver engraver) {}

    /** Marks a plastic. */
    @FunctionalInterface
    public interface Engraver {

        /** What is really engraved when these texts were said about a card. */
        List<String> engraved(ControlNumber card, List<String> said);
    }

    /**
     * Begins to listen.
     *
     * @param room where it stands
     * @param work what it does
     */
    public LaserMachine(String room, FaultPlan faults, Pace pace, Work work) throws IOException {
        this.room = room;
        this.faults = faults;
        this.pace = pace;
        this.work = work;
        this.server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "laser");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** What it has made since somebody asked last. */
    public synchronized List<Visit> visits() {
        List<Visit> made = List.copyOf(visits);
        visits.clear();
        return made;
    }

    private void serve() {
        try {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.setTcpNoDelay(true);
                    connections++;
                    new Talk(socket.getOutputStream()).hear(socket.getInputStream());
                } catch (SocketException hungUp) {
                    // the next connection, or the end
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** One connection: element by element, until somebody hangs up. */
    private final class Talk {

        private final OutputStream out;
        private final List<String> texts = new ArrayList<>();
        private Optional<ControlNumber> asked = Optional.empty();
        private Optional<Plastic> inside = Optional.empty();
        private boolean over;

        Talk(OutputStream out) {
            this.out = out;
        }

        void hear(InputStream in) throws IOException {
            StringBuilder element = new StringBuilder();
            for (int c = in.read(); c >= 0 && !over && element.length() < MOST_BYTES; c = over ? -1 : in.read()) {
                element.append((char) c);
                if (c == '>') {
                    take(XmlElements.of(element.toString()).get(0));
                    element.setLength(0);
                }
            }
            inside.ifPresent(plastic -> work.trays.leave(plastic, Tray.STUCK));
        }

        private void take(Element element) throws IOException {
            switch (element.name()) {
                case "getstatus" -> status(element);
                case "movecard" -> move(element);
                case "marklayout" -> mark(element);
                case "loaddocument" ->
                    say("<command valid=\"true\"/><command name=\"loaddocument\" executed=\"true\"/>");
                default -> {
                    texts.add(element.attributes().getOrDefault("Text", ""));
                    say("<command valid=\"true\"/>");
                }
            }
        }

        private void status(Element element) throws IOException {
            ControlNumber wanted = ControlNumber.parse(element.attributes().getOrDefault(ID, ""));
            asked = Optional.of(wanted);
            String card = work.trays.holds(wanted) ? "present" : "absent";
            say("<command valid=\"true\"/><command name=\"getstatus\" Id=\"" + wanted + "\" status=\"Ready\" card=\""
                    + card + "\"/>");
        }

        private void move(Element element) throws IOException {
            boolean loads = "Laser".equals(element.attributes().get("destination"));
            if (loads) {
                inside = asked.flatMap(work.trays::take);
                texts.clear();
            }
            boolean done = inside.isPresent();
            if (done && !loads) {
                boolean reject = "Reject".equals(element.attributes().get("destination"));
                work.trays.leave(inside.get(), reject ? Tray.REJECT : Tray.GOOD);
                inside = Optional.empty();
            }
            say("<command valid=\"true\"/><command name=\"movecard\" executed=\"" + done + "\"/>");
        }

        private void mark(Element element) throws IOException {
            Plastic plastic = inside.orElseThrow(() -> new SocketException("nothing lies before the laser"));
            String id = element.attributes().getOrDefault(ID, "");
            ControlNumber said = ControlNumber.parse(id);
            if (!plastic.isMarked()) {
                plastic.mark(said);
            }
            At at = new At(room, plastic.mark().card(), plastic.mark().attempt());
            if (!plastic.mark().equals(said)) {
                refuse(at, id);
                return;
            }
            Optional<Fault> fault = faults.fault(at, Fault.OF_SOCKETS);
            work.engraver.engraved(said, List.copyOf(texts)).forEach(plastic::print);
            note(at, fault, fault.isEmpty());
            boolean lost = fault.filter(one -> one != Fault.JAM).isPresent();
            if (lost) {
                work.trays.leave(plastic, Tray.STUCK);
                inside = Optional.empty();
                over = fault.get() == Fault.POWER_CUT;
            } else {
                say("<command valid=\"true\"/><command name=\"marklayout\" Id=\"" + id + "\" executed=\""
                        + fault.isEmpty() + "\"/>");
            }
        }

        /** Another plastic than the texts belong to: nothing is marked. */
        private void refuse(At at, String id) throws IOException {
            note(at, Optional.empty(), false);
            say("<command valid=\"true\"/><command name=\"marklayout\" Id=\"" + id + "\" executed=\"false\"/>");
        }

        private void note(At at, Optional<Fault> fault, boolean good) {
            double seconds = pace.seconds(faults.share(at));
            String job = room + "-" + connections;
            synchronized (LaserMachine.this) {
                visits.add(new Visit(room, at.card(), at.time(), job, seconds, fault, good));
            }
        }

        private void say(String elements) throws IOException {
            out.write(elements.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
