package org.cardwright.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** OpenSSH's own server on a port of this machine, for the user who runs the tests, as the other side of SFTP in tests. */
public final class OpenSsh implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final Path SEPARATION = Path.of("/run/sshd");
    private static final String SETTINGS = """
            ListenAddress 127.0.0.1
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            Subsystem sftp internal-sftp
            """;
    private static final int PATIENCE_MS = 20_000;
    private static final int LOOK_MS = 20;

    private final Path directory;
    private final int port;
    private Process server;

    /**
     * A server with a host key of each type, which lets one key in.
     *
     * @param directory new, for its keys and its log
     * @param authorized a public key, {@code TYPE BASE64}
     */
    public OpenSsh(Path directory, String authorized) throws IOException {
        this.directory = Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            ForeignProgram.run(List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key(type)), directory);
        }
        Files.writeString(directory.resolve("authorized"), authorized + "\n");
        this.port = freePort();
        Files.writeString(
                directory.resolve("config"),
                "Port " + port + "\nAuthorizedKeysFile "
                        + directory.resolve("authorized") + "\nHostKey " + key("ed25519") + "\nHostKey " + key("ecdsa")
                        + "\nHostKey " + key("rsa") + "\n" + SETTINGS);
        this.server = start();
    }

    /**
     * Why it cannot be used here; empty when it can. A test skips for it.
     *
     * @throws IllegalStateException instead, where CARDWRIGHT_CI is set: nothing may be missing there
     */
    public static Optional<String> missing() {
        return ForeignProgram.missing(PROGRAM.toString(), "openssh-server");
    }

    private String key(String type) {
        return directory.resolve("host_" + type).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process start() throws IOException {
        if ("root".equals(user()) && !Files.exists(SEPARATION)) {
            // another test may do so at the same time
            Files.createDirectories(SEPARATION);
        }
        Path log = directory.resolve("log");
        Process started = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-D",
                        "-e",
                        "-f",
                        directory.resolve("config").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000L;
        while (!isListening()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException("sshd does not listen: " + Files.readString(log));
            }
            pause();
        }
        return started;
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ended);
        }
    }

    /** Who may log in: whoever runs this. */
    public static String user() {
        return System.getProperty("user.name");
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Its public keys as OpenSSH's own {@code ssh-keyscan} sees them. */
    public Path scanned(Path to) throws IOException {
        ForeignProgram.run(
                List.of("sh", "-c", "ssh-keyscan -p " + port + " 127.0.0.1 >'" + to + "' 2>/dev/null"), directory);
        return to;
    }

    /** Comes back, on its port and with its keys. */
    public void comeBack() throws IOException {
        server = start();
    }

    /** Goes away with all its connections. */
    @Override
    public void close() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        try {
            server.waitFor();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
