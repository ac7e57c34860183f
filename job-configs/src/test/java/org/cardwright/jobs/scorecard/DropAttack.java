package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/** What somebody with the rights of an issuer does to a folder, over and over until it is over. */
enum DropAttack {
    /** A link to a file of the bureau. */
    LINK(ground -> {
        link(ground, ground.file("link.csv"));
        ground.complete("link.csv");
    }),
    /** A whole file whose name becomes a link again and again. */
    LINK_SWAPPED(ground -> swap(ground, "linked.csv", DropAttack::link)),
    /** A second name of a file of the bureau. */
    HARD_LINK(ground -> {
        Files.createLink(ground.file("hard.csv"), ground.secret());
        ground.complete("hard.csv");
    }),
    /** A whole file whose name becomes that of a file of the bureau. */
    HARD_LINK_SWAPPED(ground -> swap(ground, "harder.csv", (on, path) -> Files.createLink(path, on.secret()))),
    /** A pipe that nobody writes. */
    PIPE(ground -> {
        pipe(ground.file("pipe.csv"));
        ground.complete("pipe.csv");
    }),
    /** A whole file whose name becomes a pipe. */
    PIPE_SWAPPED(ground -> swap(ground, "piped.csv", (on, path) -> Files.move(on.sparePipe(), path))),
    /** A file that everybody may write. */
    OPEN_MODE(ground -> {
        Path file = Files.write(ground.file("open.csv"), ground.content());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        ground.complete("open.csv");
    }),
    /** The marker first, and then the file bit by bit, wherever it is by then. */
    GROWING(ground -> {
        byte[] content = ground.content();
        ground.complete("growing.csv");
        long last = System.nanoTime();
        try (FileChannel file = ground.openNew("growing.csv")) {
            for (int at = 0; at < content.length; at += content.length / DropGround.STEPS) {
                ground.stood(last, Arrays.copyOf(content, at));
                last = System.nanoTime();
                file.write(
                        ByteBuffer.wrap(content, at, Math.min(content.length / DropGround.STEPS, content.length - at)));
                pause(2);
            }
        }
    }),
    /** A file that is written over in its place, with as many bytes, also after it has been quiet. */
    REWRITTEN(ground -> {
        while (ground.goesOn()) {
            ground.drop("rewritten.csv");
            try (FileChannel file = FileChannel.open(ground.file("rewritten.csv"), StandardOpenOption.WRITE)) {
                for (int time = 0; time < DropGround.STEPS && ground.goesOn(); time++) {
                    byte[] content = ground.content();
                    long began = System.nanoTime();
                    file.write(ByteBuffer.wrap(content), 0);
                    ground.wrote("rewritten.csv", began);
                    pause(time % 8 == 0 ? 2 * DropGround.QUIET.toMillis() : 1);
                }
            } catch (NoSuchFileException taken) {
                pause(1);
            }
        }
    }),
    /** A file that is exchanged for another whole one. */
    REPLACED(ground -> swap(ground, "replaced.csv", (on, path) -> Files.write(path, on.content()))),
    /** A file that goes away when its mark is taken, and half another one in its place. */
    HALF_IN_ITS_PLACE(ground -> {
        Path file = ground.file("half.csv");
        while (ground.goesOn()) {
            ground.drop("half.csv");
            while (ground.goesOn() && Files.exists(ground.file("half.csv.done"))) {
                Thread.onSpinWait();
            }
            byte[] content = ground.content();
            Files.deleteIfExists(file);
            Files.write(file, Arrays.copyOf(content, content.length / 2));
            pause(2 * DropGround.QUIET.toMillis());
            Files.deleteIfExists(file);
        }
    }),
    /** Claims that the bureau never made, as only the owner of a server could plant them. */
    PLANTED(ground -> {
        Path claimed = ground.file(".claimed");
        while (ground.goesOn() && !Files.isDirectory(claimed)) {
            pause(1);
        }
        String id = "0123456789abcdef";
        for (String name : List.of("-planted.csv", "+planted.csv", "-.planted.csv", "-\u001b]0;planted.csv")) {
            link(ground, claimed.resolve(id + id + name));
        }
    }),
    /** A file larger than agreed. */
    TOO_LARGE(ground -> {
        try (RandomAccessFile file =
                new RandomAccessFile(ground.file("large.csv").toFile(), "rw")) {
            file.setLength(DropGround.MOST_BYTES + 1);
        }
        ground.complete("large.csv");
    }),
    /** Names that lead elsewhere where somebody makes paths, commands or logs of them. */
    NAMES(ground -> {
        for (String name :
                List.of("..csv", "-rf.csv", "a b.csv", "a\nb.csv", "..%2f..%2fa.csv", "$(id).csv", "a;b.csv")) {
            Files.write(ground.file(name), ground.content());
            ground.complete(name);
        }
    }),
    /** The bureau's own directory leads elsewhere. */
    OWN_DIRECTORY(ground -> {
        while (ground.goesOn()) {
            Path claimed = ground.file(".claimed");
            try {
                Files.move(claimed, ground.file(".moved-" + System.nanoTime()), StandardCopyOption.ATOMIC_MOVE);
                Files.createSymbolicLink(claimed, ground.elsewhere());
            } catch (NoSuchFileException | FileAlreadyExistsException notNow) {
                pause(1);
            }
            ground.drop("owned.csv");
            pause(2);
            if (Files.isSymbolicLink(claimed)) {
                Files.delete(claimed);
            }
        }
    }),
    /** The folder leads to one with files of the bureau. */
    FOLDER_SWAPPED(ground -> {
        Path folder = ground.folder();
        Path aside = folder.resolveSibling(folder.getFileName() + "-aside");
        while (ground.goesOn()) {
            ground.drop("swapped.csv");
            Files.move(folder, aside);
            Files.createSymbolicLink(folder, ground.elsewhere());
            pause(2);
            Files.delete(folder);
            Files.move(aside, folder);
            pause(2);
        }
    });

    private final Strike strike;

    DropAttack(Strike strike) {
        this.strike = strike;
    }

    /** What is done on the ground. */
    @FunctionalInterface
    interface Strike {

        void on(DropGround ground) throws IOException, InterruptedException;
    }

    /** Makes what takes the place of a whole file. */
    @FunctionalInterface
    private interface Instead {
        void make(DropGround ground, Path path) throws IOException, InterruptedException;
    }

    /** What is taken at sight is exchanged in between; what is written in its place must be quiet to be whole. */
    boolean isTakenAtSight() {
        return this != GROWING && this != REWRITTEN && this != HALF_IN_ITS_PLACE;
    }

    void on(DropGround ground) throws IOException, InterruptedException {
        strike.on(ground);
    }

    private static void swap(DropGround ground, String name, Instead instead) throws IOException, InterruptedException {
        Path other = ground.file(".other-" + name);
        while (ground.goesOn()) {
            ground.drop(name);
            pause(1);
            Files.deleteIfExists(other);
            instead.make(ground, other);
            Files.move(other, ground.file(name), StandardCopyOption.ATOMIC_MOVE);
            ground.complete(name);
            pause(1);
        }
    }

    private static void link(DropGround ground, Path path) throws IOException {
        Files.createSymbolicLink(path, ground.secret());
    }

    static void pipe(Path path) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("mkfifo", path.toString()).start();
        if (made.waitFor() != 0) {
            throw new IOException(
                    "mkfifo: " + new String(made.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
