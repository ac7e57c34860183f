package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpErrorDataHandler;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.sftp.session.DefaultSftpSessionFactory;

/**
 * One connection to one server. Everything that is asked goes through {@link #ask}: a server may refuse a request, and nothing else; whatever
 * is late, cut off or no SFTP ends this connection and nothing beside it. Closing it wakes whoever waits for an answer.
 */
final class SftpConnection {

    private static final int WORKERS = 2;
    private static final Duration STOP = Duration.ofSeconds(5);

    private final SftpFolder.Terms terms;
    private final SftpPatience patience;
    private final SshClient ssh = SshClient.setUpDefaultClient();
    private volatile @Nullable PatientSftpClient sftp;
    private volatile @Nullable UnusableFolderException failure;
    private volatile long restsSinceNanos = System.nanoTime();
    private volatile boolean strange;
    private long roundUntilNanos;

    SftpConnection(SftpFolder.Terms terms, SftpPatience patience) {
        this.terms = terms;
        this.patience = patience;
        List<NamedFactory<Signature>> signatures = ssh.getSignatureFactories();
        ssh.setServerKeyVerifier(this::isKnown);
        // of the keys that a server has it shows one that is registered
        ssh.setSignatureFactories(signatures.stream()
                .filter(one -> SftpHostKeys.areShownBy(terms.hostKeys(), one.getName()))
                .toList());
        // nothing of the person who started the service: no keys, no configuration, no passwords
        ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        ssh.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory(signatures)));
        ssh.addPublicKeyIdentity(terms.own());
        CoreModuleProperties.NIO_WORKERS.set(ssh, WORKERS);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(ssh, patience.connect());
        AbstractSftpClient.SFTP_CLIENT_CMD_TIMEOUT.set(ssh, patience.answer());
    }

    private boolean isKnown(ClientSession connection, SocketAddress address, PublicKey key) {
        strange = !terms.hostKeys().contains(PublicKeyEntry.toString(key));
        return !strange;
    }

    /**
     * Connects, once.
     *
     * @throws UnusableFolderException when it is not the server that is known, or does not let us in
     */
    void connect() throws UnusableFolderException {
        DefaultSftpSessionFactory factory = new Factory();
        factory.setHost(terms.host());
        factory.setPort(terms.port());
        factory.setUser(terms.user());
        factory.setTimeout((int) patience.connect().toMillis());
        try {
            sftp = (PatientSftpClient) factory.getSession().getClientInstance();
        } catch (RuntimeException unreachable) {
            throw failed(strange ? "another host key" : "no connection");
        }
    }

    /** Sessions whose client is ours. */
    private final class Factory extends DefaultSftpSessionFactory {

        Factory() {
            super(ssh, false);
        }

        @Override
        protected SftpClient createSftpClient(
                ClientSession session, SftpVersionSelector versions, SftpErrorDataHandler errors) throws IOException {
            return new PatientSftpClient(session, versions, patience.answer());
        }
    }

    /** Asks a server for something; it throws {@link SftpException} when it refuses. */
    @FunctionalInterface
    interface Request<T> {

        /** Of a client. */
        T of(PatientSftpClient client) throws IOException;
    }

    /** Begins a round, which has its end. */
    void beginRound() {
        roundUntilNanos = System.nanoTime() + patience.round().toNanos();
    }

    /**
     * Asks.
     *
     * @throws SftpException when the server refuses it
     * @throws UnusableFolderException when there is no answer, or none that can be understood; the connection is closed then
     */
    <T> T ask(Request<T> request) throws IOException {
        return ask(patience.answer(), request);
    }

    /** As {@link #ask(Request)}, several requests within a time. */
    <T> T ask(Duration most, Request<T> request) throws IOException {
        return until(Math.min(System.nanoTime() + most.toNanos(), roundUntilNanos), request);
    }

    private <T> T until(long nanos, Request<T> request) throws IOException {
        PatientSftpClient client = sftp;
        if (client == null) {
            throw failed("no connection");
        }
        client.until(nanos);
        try {
            return request.of(client);
        } catch (SftpException refused) {
            throw refused;
        } catch (SocketTimeoutException late) {
            throw failed("no answer in time");
        } catch (IOException lost) {
            throw failed("the connection broke");
        } catch (RuntimeException malformed) {
            // the library has no other way to say that a packet is short or a number in it is too large
            throw failed("an answer that is no SFTP");
        }
    }

    private UnusableFolderException failed(String why) {
        UnusableFolderException made = new UnusableFolderException(DropRule.SFTP, why);
        failure = made;
        restsSinceNanos = System.nanoTime();
        close();
        return made;
    }

    /**
     * The bytes of a file, at no less than the agreed rate, of 64 GiB at most; what that takes is no part of the round. Closes it.
     *
     * @param length that it is expected to have
     */
    InputStream bytes(SftpClient.CloseableHandle file, String path, long length) throws IOException {
        long began = System.nanoTime();
        long until = began + patience.copy(length).toNanos();
        InputStream bytes = until(until, client -> client.bytes(file, path, length));
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] to, int offset, int most) throws IOException {
                return until(until, client -> bytes.read(to, offset, most));
            }

            @Override
            public void close() throws IOException {
                roundUntilNanos += System.nanoTime() - began;
                until(until, client -> {
                    bytes.close();
                    return 0;
                });
            }
        };
    }

    boolean isOpen() {
        PatientSftpClient client = sftp;
        return client != null
                && failure == null
                && client.isOpen()
                && client.getClientSession().isOpen();
    }

    /** Why the server is left alone; empty when it may be connected to again. */
    @Nullable
    UnusableFolderException rest() {
        if (System.nanoTime() - restsSinceNanos >= patience.alone().toNanos()) {
            return null;
        }
        UnusableFolderException known = failure;
        return known != null ? known : new UnusableFolderException(DropRule.SFTP, "the connection was closed");
    }

    /** Ends it, from whatever thread, with all that was begun on it. Never throws. */
    void close() {
        ssh.close(true);
    }

    /** As {@link #close}, and waits a little until nothing of it is left. */
    void end() {
        try {
            ssh.close(true).await(STOP);
        } catch (IOException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
