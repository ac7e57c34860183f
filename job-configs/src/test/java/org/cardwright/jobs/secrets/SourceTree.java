package org.cardwright.jobs.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All files of the project, but what builds and tools make.
 *
 * @param root the directory with {@code .ci}
 */
record SourceTree(Path root) {

    private static final Set<String> MADE = Set.of(".git", "target", ".idea", ".mvn");

    static SourceTree ofTheProject() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(".ci/run"))) {
                return new SourceTree(at);
            }
        }
        throw new IllegalStateException("these tests run inside the tree of the project");
    }

    /** What looks like a key, by file. */
    Map<String, List<KeyLiteral>> keyLiterals() throws IOException {
        Map<String, List<KeyLiteral>> found = new TreeMap<>();
        for (Path file : files()) {
            List<KeyLiteral> literals = KeyLiteralScan.scan(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!literals.isEmpty()) {
                found.put(root.relativize(file).toString(), literals);
            }
        }
        return found;
    }

    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return MADE.contains(String.valueOf(directory.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()
                        && !String.valueOf(file.getFileName()).equals(".git")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** What is wrong: an undeclared literal, another number of them than declared, a declaration that nothing needs. */
    List<String> faults(DeclaredLiterals declared) throws IOException {
        Map<String, List<KeyLiteral>> found = keyLiterals();
        List<String> faults = new ArrayList<>();
        found.forEach((file, literals) -> {
            boolean fits = declared.of(file)
                    .filter(entry -> entry.count().orElse(literals.size()) == literals.size())
                    .isPresent();
            if (!fits) {
                literals.forEach(one -> faults.add(file + ":" + one.line() + " could be a key, " + one.kind()));
            }
        });
        declared.entries().stream()
                .filter(entry -> found.keySet().stream().noneMatch(entry::covers))
                .forEach(entry -> faults.add("nothing in " + entry.path() + " needs its line in key-literals.txt"));
        return faults;
    }
}
