package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.drop.IssuerDrops;
import org.cardwright.pipeline.drop.LocalFolder;

/** A folder under attack, what is worth attacking, and every content that was ever whole in it. */
final class DropGround {

    static final long MOST_BYTES = 1 << 20;

    static final Duration QUIET = Duration.ofMillis(25);
    static final int STEPS = 64;

    private static final int CONTENT_BYTES = 200_000;
    private static final int SPARE_PIPES = 40;
    private static final String SECRET = "the bureau's own secret, which no issuer ordered";
    private static final AtomicInteger CONTENTS = new AtomicInteger();

    private final Path root;
    private final Set<String> whole = ConcurrentHashMap.newKeySet();
    private final Set<String> halted = ConcurrentHashMap.newKeySet();
    private final Deque<Path> pipes = new ArrayDeque<>();
    private volatile boolean over;

    DropGround(Path root) throws IOException {
        this.root = root;
        for (Path directory : List.of(root, folder(), elsewhere())) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        }
        for (String name : List.of("secret.csv", "swapped.csv", "owned.csv", "plain.csv")) {
            Files.writeString(elsewhere().resolve(name), SECRET);
            Files.writeString(elsewhere().resolve(name + ".done"), "");
        }
    }

    /** Has pipes ready: making one takes a process. */
    DropGround withPipes() throws IOException, InterruptedException {
        for (int i = 0; i < SPARE_PIPES; i++) {
            Path pipe = root.resolve("pipe-" + i);
            DropAttack.pipe(pipe);
            pipes.add(pipe);
        }
        return this;
    }

    Path sparePipe() throws IOException, InterruptedException {
        if (pipes.isEmpty()) {
            Path pipe = root.resolve("pipe-" + System.nanoTime());
            DropAttack.pipe(pipe);
            return pipe;
        }
        return pipes.remove();
    }

    Path folder() {
        return root.resolve("drop");
    }

    Path file(String name) {
        return folder().resolve(name);
    }

    Path elsewhere() {
        return root.resolve("elsewhere");
    }

    /** A file of the bureau that lies where no issuer should reach. */
    Path secret() {
        return elsewhere().resolve("secret.csv");
    }

    /** True for what the bureau keeps for itself. */
    static boolean isSecret(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains(SECRET);
    }

    /** Nobody has taken or changed what lies elsewhere. */
    boolean isElsewhereUntouched() throws IOException {
        for (String name : List.of("secret.csv", "swapped.csv", "owned.csv", "plain.csv")) {
            if (!Files.readString(elsewhere().resolve(name)).equals(SECRET)
                    || !Files.exists(elsewhere().resolve(name + ".done"))) {
                return false;
            }
        }
        return true;
    }

    /** A content that nobody had before, refused after its first line; as long as all others. */
    byte[] content() {
        String line = "content " + CONTENTS.incrementAndGet() + ";\n";
        byte[] content = line.repeat(CONTENT_BYTES / line.length() + 1)
                .substring(0, CONTENT_BYTES)
                .getBytes(StandardCharsets.US_ASCII);
        whole.add(sha256(content));
        return content;
    }

    /** True when it was the content of a whole file. */
    boolean wasWhole(String sha256) {
        return whole.contains(sha256);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Drops a whole file. */
    void drop(String name) throws IOException {
        Path part = file("." + name + ".part");
        Files.write(part, content());
        Files.move(part, file(name), StandardCopyOption.ATOMIC_MOVE);
        complete(name);
    }

    /** A new file that is written in its place. */
    FileChannel openNew(String name) throws IOException {
        return FileChannel.open(
                file(name), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** On a machine that is busy a file that grows stands still for long enough to be taken for whole. */
    void stood(long sinceNanos, byte[] content) {
        if (System.nanoTime() - sinceNanos >= QUIET.toNanos() / 2) {
            whole.add(sha256(content));
        }
    }

    /** One write that lasts longer than the quiet time leaves a file half old and half new, and its times do not show it. */
    void wrote(String name, long beganNanos) {
        if (System.nanoTime() - beganNanos >= QUIET.toNanos() / 2) {
            halted.add(name);
        }
    }

    /** True when the machine was too busy to say anything of that file. */
    boolean isHalted(String name) {
        return halted.contains(name);
    }

    /** Says that a file is complete. */
    void complete(String name) throws IOException {
        Files.write(file(name + ".done"), new byte[0]);
    }

    boolean goesOn() {
        return !over;
    }

    void end() {
        over = true;
    }

    /** How the service sees it. */
    IssuerDrops agreed(boolean atSight) {
        return new IssuerDrops(
                TestBureau.ISSUER,
                List.of(),
                new LocalFolder(folder()),
                Completion.MARKER,
                atSight ? Duration.ZERO : QUIET,
                MOST_BYTES,
                Integer.MAX_VALUE,
                Optional.empty(),
                Optional.empty());
    }
}
