package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.cardwright.pipeline.drop.SftpFolder;

/** The SFTP server of an issuer, which lets one bureau in by its key, goes away and comes back, and plays tricks. */
final class SftpServer implements AutoCloseable {

    private static final String USER = "bureau";

    private final Path root;
    private final KeyPair host;
    private final KeyPair bureau;
    private final AtomicInteger connections = new AtomicInteger();
    private final TrickySftp.Counts counts = new TrickySftp.Counts();
    private volatile SftpTrick trick = SftpTrick.NONE;
    private SshServer server;
    private int port;

    SftpServer(Path root) throws IOException, GeneralSecurityException {
        this.root = root;
        this.host = keyPair();
        this.bureau = keyPair();
        Files.createDirectories(root.resolve("out"));
        this.server = made();
        begin();
    }

    static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private SshServer made() {
        SshServer made = SshServer.setUpDefaultServer();
        made.setHost("127.0.0.1");
        made.setPort(port);
        made.setKeyPairProvider(KeyPairProvider.wrap(host));
        made.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, bureau.getPublic()));
        made.setSubsystemFactories(List.of(new SftpSubsystemFactory() {
            @Override
            public Command createSubsystem(ChannelSession channel) {
                return new TrickySftp(channel, this, () -> trick, counts);
            }
        }));
        made.setFileSystemFactory(new VirtualFileSystemFactory(root));
        made.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                connections.incrementAndGet();
            }
        });
        return made;
    }

    private void begin() throws IOException {
        server.start();
        port = server.getPort();
    }

    /** Comes back as it was, on its port and with its key. */
    void comeBack() throws IOException {
        server = made();
        begin();
    }

    /** What it does from now on. */
    void play(SftpTrick next) {
        trick = next;
    }

    /** How often somebody connected. */
    int connections() {
        return connections.get();
    }

    /** How many of them are still there. */
    int held() {
        return server.getActiveSessions().size();
    }

    /** How many directories were opened and not closed. */
    int openDirectories() {
        return counts.directories().get();
    }

    /** How often somebody looked at an entry. */
    int looks() {
        return counts.looks().get();
    }

    /** Where the issuer drops its files. */
    Path folder() {
        return root.resolve("out");
    }

    SftpFolder.Terms terms() {
        return terms(host, bureau);
    }

    /** As somebody sees it who knows another host key, or has another key. */
    SftpFolder.Terms terms(KeyPair known, KeyPair own) {
        return new SftpFolder.Terms(
                "127.0.0.1", port, USER, "/out", List.of(PublicKeyEntry.toString(known.getPublic())), own);
    }

    KeyPair host() {
        return host;
    }

    KeyPair bureau() {
        return bureau;
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
