package org.cardwright.jobs.secrets;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** All classes of the product on the class path, directories or jars, without the classes of tests. */
final class ProductClasses {

    private static final String ROOT = "org/cardwright/";
    private static final String END = ".class";

    /** Arithmetic over vectors: it links only where the JDK's vector module is loaded, and writes no text. */
    private static final Set<String> NEEDS_VECTORS =
            Set.of(ROOT + "crypto/rsa/LaneProduct" + END, ROOT + "crypto/rsa/LaneReduction" + END);

    private ProductClasses() {}

    static List<Class<?>> all() {
        List<Class<?>> classes = new ArrayList<>();
        try {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                for (String resource : resources(Path.of(entry))) {
                    classes.add(load(resource));
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("the class path cannot be read", unreadable);
        }
        classes.sort(Comparator.comparing(Class::getName));
        return classes;
    }

    /** The class file. */
    static byte[] bytes(Class<?> type) {
        String resource = type.getName().replace('.', '/') + END;
        try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no class file of " + type.getName());
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read the class file of " + type.getName(), unreadable);
        }
    }

    private static List<String> resources(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            return entry.endsWith("test-classes") ? List.of() : inDirectory(entry);
        }
        return Files.isRegularFile(entry) && entry.getFileName().toString().startsWith("cardwright")
                ? inJar(entry)
                : List.of();
    }

    private static List<String> inDirectory(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.map(path -> directory.relativize(path).toString().replace('\\', '/'))
                    .filter(ProductClasses::isOurs)
                    .toList();
        }
    }

    private static List<String> inJar(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(ProductClasses::isOurs)
                    .toList();
        }
    }

    private static boolean isOurs(String resource) {
        return resource.startsWith(ROOT)
                && resource.endsWith(END)
                && !resource.endsWith("-info" + END)
                && !NEEDS_VECTORS.contains(resource);
    }

    private static Class<?> load(String resource) {
        String name = resource.substring(0, resource.length() - END.length()).replace('/', '.');
        try {
            return Class.forName(name, false, ProductClasses.class.getClassLoader());
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException("a class file without a class: " + name, gone);
        }
    }
}
