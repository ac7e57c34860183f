package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.cardwright.pipeline.drop.SftpFolder;

/** The SFTP server of an issuer, which lets one bureau in by its key. */
final class SftpServer implements AutoCloseable {

    private static final String USER = "bureau";

    private final Path root;
    private final KeyPair host;
    private final KeyPair bureau;
    private final SshServer server = SshServer.setUpDefaultServer();

    SftpServer(Path root) throws IOException, GeneralSecurityException {
        this.root = root;
        this.host = keyPair();
        this.bureau = keyPair();
        Files.createDirectories(root.resolve("out"));
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, bureau.getPublic()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.start();
    }

    static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
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
                "127.0.0.1", server.getPort(), USER, "/out", List.of(PublicKeyEntry.toString(known.getPublic())), own);
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
