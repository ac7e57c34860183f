package org.cardwright.machine.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A printer at a real socket: it reads cards between angle brackets and answers as a test says, with faults. */
final class SimulatedPrinter implements AutoCloseable {

    private static final String HANG_UP = "hang up";

    private final ServerSocket server;
    private final List<String> cards = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, String> faults = new TreeMap<>();
    private final java.util.concurrent.atomic.AtomicInteger connections =
            new java.util.concurrent.atomic.AtomicInteger();
    private boolean names;
    private final Thread thread = new Thread(this::serve, "printer");

    SimulatedPrinter() throws IOException {
        this(new ServerSocket(0, 4, InetAddress.getLoopbackAddress()));
    }

    /** At a socket of the test's own. */
    SimulatedPrinter(ServerSocket server) {
        this.server = server;
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** What it says about the n-th card it gets; without it says OK. */
    SimulatedPrinter answers(int card, String text) {
        faults.put(card, text);
        return this;
    }

    SimulatedPrinter hangsUpAt(int card) {
        return answers(card, HANG_UP);
    }

    /** It answers with the last digit of the card's text, whatever number the card has here. */
    SimulatedPrinter namesCards() {
        names = true;
        return this;
    }

    /** Waits until it has got so many cards. */
    void awaitCard(int count) throws InterruptedException {
        while (cards.size() < count) {
            Thread.sleep(5);
        }
    }

    /** How often somebody called. */
    int connections() {
        return connections.get();
    }

    /** The cards that it has got, each as it was said. */
    List<String> cards() {
        return List.copyOf(cards);
    }

    private void serve() {
        try {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    connections.incrementAndGet();
                    talk(socket);
                } catch (IOException broken) {
                    requireOpen(broken);
                }
            }
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A connection that breaks is followed by the next one. */
    private void requireOpen(IOException broken) throws IOException {
        if (server.isClosed()) {
            throw broken;
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream();
        StringBuilder card = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == 5) {
                out.write("READY\n".getBytes(StandardCharsets.US_ASCII));
            } else if (c != '\n' || !card.isEmpty()) {
                card.append((char) c);
            }
            if (c == '>') {
                cards.add(card.toString());
                card.setLength(0);
                String last = cards.get(cards.size() - 1);
                String name = names ? last.substring(last.indexOf('\n') - 1, last.indexOf('\n')) : "" + cards.size();
                String answer = faults.getOrDefault(cards.size(), "OK " + name + "\n");
                if (answer.equals(HANG_UP)) {
                    return;
                }
                out.write(answer.getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
