package org.cardwright.jobs.scorecard;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The class path of this JVM as its forks get it, with an archive of classes ready to map: a third of a short run is the
 * loading of classes.
 *
 * <p>An archive knows jars only, so every directory of the class path becomes a jar, in the same place.
 */
final class ForkClassPath {

    /** Options that a fork shares with the run that made the archive. */
    static final List<String> FLAGS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseG1GC", "-XX:-HeapDumpOnOutOfMemoryError", "-Xlog:disable");

    private static final long LONGEST_ARCHIVING_SECONDS = 180;

    private final Path directory;
    private final List<String> entries = new ArrayList<>();
    private final Path archive;

    private ForkClassPath() {
        try {
            directory = directory();
            archive = directory.resolve("classes.jsa");
            try (FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                addEntries();
                if (Files.notExists(archive)) {
                    makeArchive();
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void addEntries() throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!entry.isEmpty() && Files.exists(path)) {
                entries.add((Files.isDirectory(path) ? packed(path) : unsigned(path)).toString());
            }
        }
    }

    /** One for all JVMs of a build, which names itself; otherwise one that goes with this JVM. */
    private static Path directory() throws IOException {
        String build = System.getProperty("cardwright.build", "");
        if (build.isEmpty()) {
            Path own = Files.createTempDirectory("fork-class-path");
            Runtime.getRuntime().addShutdownHook(Directories.deletingThread(own));
            return own;
        }
        Path ours = Files.createDirectories(
                Path.of("target", "fork-class-path", build.replace(':', '.')).toAbsolutePath());
        try (DirectoryStream<Path> builds = Files.newDirectoryStream(ours.resolveSibling("."))) {
            for (Path other : builds) {
                if (!other.getFileName().equals(ours.getFileName())) {
                    Directories.delete(other);
                }
            }
        }
        return ours;
    }

    private static final class Holder {
        static final ForkClassPath INSTANCE = new ForkClassPath();
    }

    /** Options that select class path and archive; what is added stands behind everything else. */
    static List<String> options(List<Path> added) {
        List<String> all = new ArrayList<>(Holder.INSTANCE.entries);
        added.forEach(path -> all.add(path.toString()));
        return Holder.INSTANCE.selecting(all);
    }

    private List<String> selecting(List<String> all) {
        List<String> options = new ArrayList<>(FLAGS);
        if (Files.exists(archive)) {
            options.add("-XX:SharedArchiveFile=" + archive);
        }
        options.addAll(List.of("-cp", String.join(File.pathSeparator, all)));
        return options;
    }

    private Path packed(Path classes) throws IOException {
        Path jar = directory.resolve(entries.size() + ".jar");
        if (Files.exists(jar)) {
            return jar;
        }
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> walk = Files.walk(classes)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path path : walk.filter(p -> !p.equals(classes)).sorted().toList()) {
                String name = classes.relativize(path).toString().replace('\\', '/');
                boolean isDirectory = Files.isDirectory(path);
                zip.putNextEntry(new ZipEntry(isDirectory ? name + "/" : name));
                if (!isDirectory) {
                    Files.copy(path, zip);
                }
                zip.closeEntry();
            }
        }
        return jar;
    }

    /** An archive takes no classes of a signed jar, and each start would check the signature of each class: here without. */
    private Path unsigned(Path jar) throws IOException {
        Path copy = directory.resolve(jar.getFileName());
        try (ZipFile signed = new ZipFile(jar.toFile())) {
            if (signed.stream().noneMatch(entry -> isSignature(entry.getName()))) {
                return jar.toAbsolutePath();
            }
            if (Files.notExists(copy)) {
                copyWithoutSignatures(signed, copy);
            }
        }
        return copy;
    }

    private static void copyWithoutSignatures(ZipFile signed, Path copy) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(copy))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            List<? extends ZipEntry> kept = signed.stream()
                    .filter(entry -> !isSignature(entry.getName()))
                    .toList();
            for (ZipEntry entry : kept) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                signed.getInputStream(entry).transferTo(zip);
                zip.closeEntry();
            }
        }
    }

    private static boolean isSignature(String name) {
        return name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
    }

    /** One small run from an empty home; without an archive forks only start slower. */
    private void makeArchive() throws IOException, InterruptedException {
        TestBureau bureau = new TestBureau(directory.resolve("bureau"));
        Path export = bureau.export("orders.csv", 1, Map.of("visa-sda", 1, "visa-dda", 1));
        List<String> command = new ArrayList<>(List.of(Program.java()));
        command.addAll(selecting(entries));
        command.add("-XX:ArchiveClassesAtExit=" + archive);
        command.add(Program.MAIN);
        command.addAll(List.of(bureau.prepare(export)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("archiving.out").toFile())
                .start();
        if (!process.waitFor(LONGEST_ARCHIVING_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0) {
            Files.deleteIfExists(archive);
        }
    }
}
