package org.cardwright.crypto.hostcommand;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import org.cardwright.crypto.module.SecurityModule;

/**
 * A payment HSM that is none: it answers the host commands of a table with what another security module does, on the loopback only.
 *
 * <p>For tests and for trying before there is a device. It can be told to fail. docs/host-commands.md.
 */
public final class HostCommandSimulator implements AutoCloseable {

    /** What it says when it is asked what it is. */
    public static final String FIRMWARE = "Cardwright simulator";

    private static final int MOST_CONNECTIONS = 256;
    private static final int MOST_CLOSING_MS = 10_000;

    private final ServerSocket server;
    private final HostCommandTable table;
    private final SimulatorAnswers answers;
    private final SimulatorFaults faults = new SimulatorFaults();
    private final Set<SimulatorSession> sessions = new HashSet<>();
    private final Thread accepting = new Thread(this::accept, "host-command-simulator");

    private HostCommandSimulator(ServerSocket server, SecurityModule module, HostCommandTable table, String firmware) {
        this.server = server;
        this.table = table;
        this.answers = new SimulatorAnswers(table, new SimulatorCommands(module, table, firmware));
    }

    /** A simulator of the standard table over a module, which stays the caller's, at a free port. */
    public static HostCommandSimulator start(SecurityModule module) throws IOException {
        return start(module, HostCommandTable.standard(), Optional.empty());
    }

    /**
     * A simulator over a module, which stays the caller's, at a free port.
     *
     * @param tls makes the server socket; clients must show a certificate that it trusts
     */
    public static HostCommandSimulator start(
            SecurityModule module, HostCommandTable table, Optional<SSLServerSocketFactory> tls) throws IOException {
        return start(module, table, tls, 0);
    }

    /** The same at a port. */
    public static HostCommandSimulator start(
            SecurityModule module, HostCommandTable table, Optional<SSLServerSocketFactory> tls, int port)
            throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocket server = tls.isPresent()
                ? tls.get().createServerSocket(port, MOST_CONNECTIONS, loopback)
                : new ServerSocket(port, MOST_CONNECTIONS, loopback);
        return started(new HostCommandSimulator(secured(server), module, table, FIRMWARE));
    }

    /** What serves a module to others, at an address of this machine. */
    static HostCommandSimulator serve(SecurityModule module, SSLServerSocketFactory tls, InetSocketAddress at)
            throws IOException {
        ServerSocket server = tls.createServerSocket(at.getPort(), MOST_CONNECTIONS, at.getAddress());
        return started(new HostCommandSimulator(
                secured(server), module, HostCommandTable.standard(), HostCommandServer.FIRMWARE));
    }

    private static ServerSocket secured(ServerSocket server) {
        if (server instanceof SSLServerSocket both) {
            both.setNeedClientAuth(true);
        }
        return server;
    }

    private static HostCommandSimulator started(HostCommandSimulator simulator) {
        start(simulator.accepting);
        return simulator;
    }

    private static void start(Thread thread) {
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void serve(Socket socket) throws IOException {
        SimulatorSession session = new SimulatorSession(this, socket, answers);
        boolean taken;
        synchronized (sessions) {
            taken = !server.isClosed() && sessions.size() < MOST_CONNECTIONS && sessions.add(session);
        }
        if (taken) {
            start(new Thread(session, "host-command-session"));
        } else {
            socket.close();
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Lets something go wrong once. */
    public void order(SimulatedFault fault) {
        faults.order(fault);
    }

    /** How many commands of an operation came so far. */
    public int seen(HostOperation operation) {
        return faults.seen(operation);
    }

    HostCommandTable table() {
        return table;
    }

    SimulatorFaults faults() {
        return faults;
    }

    void forget(SimulatorSession session) {
        synchronized (sessions) {
            sessions.remove(session);
        }
    }

    /** Ends at once, with all connections. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException alreadyGone) {
            // nothing more can be done with it
        }
        synchronized (sessions) {
            sessions.forEach(SimulatorSession::close);
        }
        awaitFreePort();
    }

    /** The port is taken until the thread that waits for connections has noticed. */
    private void awaitFreePort() {
        if (Thread.currentThread() == accepting) {
            return;
        }
        try {
            accepting.join(MOST_CLOSING_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
