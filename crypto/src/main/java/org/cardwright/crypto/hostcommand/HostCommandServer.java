package org.cardwright.crypto.hostcommand;

import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLServerSocketFactory;
import org.cardwright.crypto.module.SecurityModule;

/**
 * A security module for other processes: it answers the standard host commands, over TLS with certificates on both sides and no other way.
 *
 * <p>So the keys of a vault stand in the memory of a process that reads no card data of files and writes no output.
 */
public final class HostCommandServer implements AutoCloseable {

    /** What it says when it is asked what it is. */
    public static final String FIRMWARE = "Cardwright software module";

    private final HostCommandSimulator answering;

    private HostCommandServer(HostCommandSimulator answering) {
        this.answering = answering;
    }

    /**
     * Serves a module, which stays the caller's.
     *
     * @param tls makes the server socket; clients must show a certificate that it trusts
     * @param at an address of this machine; port 0 takes a free one
     */
    public static HostCommandServer start(SecurityModule module, SSLServerSocketFactory tls, InetSocketAddress at)
            throws IOException {
        return new HostCommandServer(HostCommandSimulator.serve(module, tls, at));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return answering.address();
    }

    /** Ends at once, with all connections. */
    @Override
    public void close() {
        answering.close();
    }
}
