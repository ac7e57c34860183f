package org.cardwright.crypto.hostcommand;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The connections to one host, and whether it is put aside. */
final class HostPool implements AutoCloseable {

    private final Clock clock;
    private final InetSocketAddress host;
    private final HostCommandSettings settings;
    private final Semaphore permits;
    private final Deque<HostConnection> idle = new ArrayDeque<>();
    private final Set<HostConnection> all = new HashSet<>();
    private boolean closed;
    private boolean isAside;
    private boolean isVetted = true;
    private Instant since;
    private String lastFault = "";
    private long asideSince;

    HostPool(InetSocketAddress host, HostCommandSettings settings, Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
        this.host = host;
        this.settings = settings;
        this.permits = new Semaphore(settings.limits().connections(), true);
    }

    /** Name and port, for people. */
    String name() {
        return host.getHostString() + ":" + host.getPort();
    }

    /** An open connection, which the caller gives back. */
    HostConnection take() throws LostConnectionException {
        try {
            if (!permits.tryAcquire(settings.limits().answer().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LostConnectionException("all connections are in use");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LostConnectionException("interrupted", interrupted);
        }
        try {
            HostConnection ready = ready();
            return ready == null ? opened() : ready;
        } catch (LostConnectionException unreachable) {
            permits.release();
            throw unreachable;
        }
    }

    private synchronized @Nullable HostConnection ready() {
        HostConnection connection = idle.poll();
        while (connection != null && connection.isBroken()) {
            all.remove(connection);
            // who ended it may have been exchanged meanwhile
            isVetted = false;
            connection = idle.poll();
        }
        return connection;
    }

    private HostConnection opened() throws LostConnectionException {
        try {
            HostConnection connection =
                    new HostConnection(socket(), settings.table().framing());
            synchronized (this) {
                all.add(connection);
                if (closed) {
                    connection.close();
                }
            }
            return connection;
        } catch (IOException unreachable) {
            // the kind of failure only: a message of the JDK may quote what came over the wire
            String kind = unreachable.getClass().getSimpleName();
            throw new LostConnectionException("gives no connection (" + kind + ")", unreachable);
        }
    }

    private Socket socket() throws IOException {
        int timeoutMs = Math.toIntExact(settings.limits().connect().toMillis());
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(host, timeoutMs);
            return settings.tls().isPresent() ? secured(plain, timeoutMs) : plain;
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }

    /** The name of the host must stand in its certificate. RFC 2818, 3.1. */
    private Socket secured(Socket plain, int timeoutMs) throws IOException {
        SSLSocket socket = (SSLSocket)
                settings.tls().orElseThrow().createSocket(plain, host.getHostString(), host.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(timeoutMs);
        socket.startHandshake();
        socket.setSoTimeout(0);
        return socket;
    }

    /** Takes a connection back; a broken one is forgotten. */
    void giveBack(HostConnection connection) {
        synchronized (this) {
            if (connection.isBroken() || closed) {
                all.remove(connection);
                connection.close();
            } else {
                idle.push(connection);
            }
        }
        permits.release();
    }

    /** The host failed: it is left alone for a time, and connections that lie idle are closed. */
    synchronized void putAside(String fault) {
        since = isAside ? since : clock.instant();
        lastFault = fault;
        isAside = true;
        isVetted = false;
        asideSince = System.nanoTime();
        idle.forEach(HostConnection::close);
        all.removeAll(idle);
        idle.clear();
    }

    /**
     * May it be used without being asked for its keys before? Not after it was put aside, or ended a connection that lay idle: it may have
     * been exchanged.
     */
    synchronized boolean isVetted() {
        return isVetted;
    }

    /** It has its keys. */
    synchronized void setVetted() {
        isVetted = true;
    }

    /** The host works. */
    synchronized void welcome() {
        since = isAside ? clock.instant() : since;
        isAside = false;
    }

    /** Since when it works, or does not. */
    synchronized Instant since() {
        return since;
    }

    /** The last thing that went wrong; empty when nothing did. */
    synchronized String lastFault() {
        return lastFault;
    }

    synchronized boolean isAside() {
        return isAside
                && System.nanoTime() - asideSince < settings.limits().aside().toNanos();
    }

    /** Ends connections whose answers are overdue. */
    void requireAnswers() {
        List<HostConnection> open;
        synchronized (this) {
            open = new ArrayList<>(all);
        }
        open.forEach(connection ->
                connection.requireAnswers(settings.limits().answer().toNanos()));
    }

    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(HostConnection::close);
        all.clear();
        idle.clear();
    }
}
