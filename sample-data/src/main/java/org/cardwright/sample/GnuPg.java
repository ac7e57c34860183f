package org.cardwright.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** GnuPG's own program in a home of its own, as the other side of OpenPGP envelopes in tests. */
public final class GnuPg implements AutoCloseable {

    private static final String PROGRAM = "gpg";
    private static final String OPTIONS = "batch\nyes\nno-tty\npinentry-mode loopback\ntrust-model always\n";

    private final Path home;
    private final String passphrase;

    /**
     * In a new directory.
     *
     * @param home short, because sockets lie in it
     * @param passphrase of all keys that are made here
     */
    public GnuPg(Path home, String passphrase) throws IOException {
        this.home = Files.createDirectory(
                home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        this.passphrase = passphrase;
        Files.writeString(home.resolve("gpg.conf"), OPTIONS);
        // the passphrase is nobody's secret: the fewest rounds that there are
        Files.writeString(home.resolve("gpg-agent.conf"), "s2k-count 65536\n");
    }

    /**
     * Why it cannot be used here; empty when it can. A test skips for it.
     *
     * @throws IllegalStateException instead, where CARDWRIGHT_CI is set: nothing may be missing there
     */
    public static Optional<String> missing() {
        return ForeignProgram.missing(PROGRAM, "gnupg");
    }

    /**
     * Makes a key pair that signs, with a subkey for encryption where the algorithm is {@code default} or {@code future-default}.
     *
     * @param expires such as {@code 0} or {@code 1d}
     * @return this
     */
    public GnuPg withKey(String user, String algorithm, String expires) throws IOException {
        run("--quick-generate-key", user, algorithm, algorithm.endsWith("default") ? "default" : "sign", expires);
        return this;
    }

    /** Writes the public keys of a user. */
    public Path publicKey(String user, Path to) throws IOException {
        run("--armor", "--output", to.toString(), "--export", user);
        return to;
    }

    /** Writes the secret keys of a user, owner-only, under the passphrase. */
    public Path secretKey(String user, Path to) throws IOException {
        run("--armor", "--output", to.toString(), "--export-secret-keys", user);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
        return to;
    }

    /** Takes the keys of a file in. */
    public GnuPg withImported(Path file) throws IOException {
        run("--import", file.toString());
        return this;
    }

    /** Revokes a key with the certificate that was made with it. */
    public GnuPg withRevoked() throws IOException {
        try (var files = Files.list(home.resolve("openpgp-revocs.d"))) {
            for (Path file : files.toList()) {
                // a colon stands before it, so that nobody uses it by mistake
                Files.writeString(file, Files.readString(file).replace(":-----BEGIN", "-----BEGIN"));
                run("--import", file.toString());
            }
        }
        return this;
    }

    /** The revocations of all keys, as armoured text. */
    public String revocation() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(home.resolve("openpgp-revocs.d"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                all.append(text.substring(text.indexOf("-----BEGIN")));
            }
        }
        return all.toString();
    }

    /**
     * Runs it.
     *
     * @throws IOException when it ends with an error, with what it said
     */
    public void run(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(PROGRAM, "--homedir", home.toString(), "--passphrase", passphrase));
        command.addAll(List.of(arguments));
        ForeignProgram.run(command, home);
    }

    /** Ends the agent of this home. */
    @Override
    public void close() throws IOException {
        ForeignProgram.run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"), home);
    }
}
