package org.cardwright.pipeline.launch;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The class path of this JVM made of jars only, with a class data archive beside it: a forked run then needs half the time,
 * and most of this module's tests are forked runs.
 */
final class ForkClassPath {

    private ForkClassPath() {}

    private static final class Holder {
        static final List<String> OPTIONS = options();
    }

    /** Options that select class path and archive. */
    static List<String> javaOptions() {
        return Holder.OPTIONS;
    }

    private static List<String> options() {
        try {
            Path directory = Files.createTempDirectory("cardwright-forks");
            directory.toFile().deleteOnExit();
            List<String> jars = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                Path path = Path.of(entry);
                if (Files.isRegularFile(path)) {
                    jars.add(entry);
                } else if (Files.isDirectory(path)) {
                    jars.add(jar(path, directory.resolve(jars.size() + ".jar")));
                }
            }
            String classPath = String.join(File.pathSeparator, jars);
            Path archive = directory.resolve("classes.jsa");
            archive.toFile().deleteOnExit();
            Home home = new Home(directory.resolve("home"));
            Fork.exitCode(Fork.start(
                    List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath),
                    home,
                    home.export("orders.txt", 1, 40)));
            delete(home.root());
            return List.of("-XX:SharedArchiveFile=" + archive, "-cp", classPath);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException hurried) {
            throw new IllegalStateException(hurried);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String jar(Path classes, Path jar) throws IOException {
        jar.toFile().deleteOnExit();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> walk = Files.walk(classes)) {
            out.setLevel(0);
            for (Path path : walk.filter(p -> !p.equals(classes)).sorted().toList()) {
                String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
                boolean isFile = Files.isRegularFile(path);
                // Without entries for directories nobody can look for what is in them.
                out.putNextEntry(new JarEntry(isFile ? name : name + "/"));
                if (isFile) {
                    Files.copy(path, out);
                }
            }
        }
        return jar.toString();
    }
}
