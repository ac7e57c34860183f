package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.attribute.UserPrincipal;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.sftp.session.DefaultSftpSessionFactory;
import org.springframework.integration.sftp.session.SftpSession;

/**
 * A folder of an SFTP server, over a connection that is held from round to round. The server shows a host key that is registered, the bureau
 * its own key; nothing else is asked or believed. A server that is not to be reached is left alone for a while.
 */
public final class SftpFolder implements DropSource {

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration ALONE = Duration.ofSeconds(30);

    private final Terms terms;
    private @Nullable SshClient client;
    private @Nullable SftpSession session;
    private @Nullable UnusableFolderException failed;
    private long failedNanos;
    private volatile boolean strange;

    /**
     * Where it is and who may be there.
     *
     * @param host name or address
     * @param port 1 to 65535
     * @param user who the bureau is there
     * @param path absolute
     * @param hostKeys public keys of the server, {@code TYPE BASE64} as OpenSSH writes them
     * @param own the bureau's key
     */
    public record Terms(String host, int port, String user, String path, List<String> hostKeys, KeyPair own) {

        /** Copies the list. */
        public Terms {
            hostKeys = List.copyOf(hostKeys);
        }
    }

    /** A folder that is connected to when it is opened. */
    public SftpFolder(Terms terms) {
        this.terms = terms;
    }

    /** Where it is. */
    public Terms terms() {
        return terms;
    }

    @Override
    public synchronized DropDirectory open(UserPrincipal us) throws IOException {
        return SftpDirectory.open(session().getClientInstance(), terms.path());
    }

    private SftpSession session() throws UnusableFolderException {
        SftpSession held = session;
        if (held != null && held.isOpen()) {
            return held;
        }
        if (failed != null && System.nanoTime() - failedNanos < ALONE.toNanos()) {
            throw failed;
        }
        try {
            strange = false;
            held = factory().getSession();
        } catch (RuntimeException unreachable) {
            failed = new UnusableFolderException(DropRule.SFTP, strange ? "another host key" : "no connection");
            failedNanos = System.nanoTime();
            throw failed;
        }
        failed = null;
        session = held;
        return held;
    }

    private DefaultSftpSessionFactory factory() {
        DefaultSftpSessionFactory factory = new DefaultSftpSessionFactory(client(), false);
        factory.setHost(terms.host());
        factory.setPort(terms.port());
        factory.setUser(terms.user());
        factory.setTimeout((int) ANSWER.toMillis());
        return factory;
    }

    private SshClient client() {
        SshClient made = client;
        if (made == null) {
            made = SshClient.setUpDefaultClient();
            made.setServerKeyVerifier(this::isKnown);
            // nothing of the person who started the service: no keys, no configuration, no passwords
            made.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            made.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            made.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
            made.addPublicKeyIdentity(terms.own());
            made.start();
            client = made;
        }
        return made;
    }

    private boolean isKnown(ClientSession connection, SocketAddress address, PublicKey key) {
        strange = !terms.hostKeys().contains(PublicKeyEntry.toString(key));
        return !strange;
    }

    @Override
    public synchronized void close() {
        SftpSession held = session;
        if (held != null) {
            held.close();
        }
        SshClient started = client;
        if (started != null) {
            started.stop();
        }
        session = null;
        client = null;
        failed = null;
    }
}
