package org.cardwright.jobs.scorecard;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A hand-made bug of the product: a few lines changed, compiled anew and put before the class path of a run.
 *
 * @param row the row that must go red
 * @param bug what is wrong, in words
 * @param edits the changes that make it
 */
record Mutant(String row, String bug, List<Edit> edits) {

    private static final Path SOURCES = Path.of("..");

    /**
     * One change of one source file.
     *
     * @param source module and class, {@code pipeline/org.cardwright.pipeline.step.WorkAdapter}
     * @param good what stands there, exactly once
     * @param bad what stands there instead
     */
    record Edit(String source, String good, String bad) {

        private Path inModule() {
            String name = source.substring(source.indexOf('/') + 1);
            return Path.of(name.replace('.', '/') + ".java");
        }

        private Path original() {
            String module = source.substring(0, source.indexOf('/'));
            return SOURCES.resolve(module).resolve("src/main/java").resolve(inModule());
        }

        /** The source with the bug in it. */
        private String applied(String text) {
            int at = text.indexOf(good);
            if (at < 0 || text.indexOf(good, at + 1) >= 0) {
                throw new IllegalStateException("not exactly once in " + source + ": " + good);
            }
            return text.substring(0, at) + bad + text.substring(at + good.length());
        }
    }

    /** The same bug with one more change. */
    Mutant and(String source, String good, String bad) {
        List<Edit> more = new ArrayList<>(edits);
        more.add(new Edit(source, good, bad));
        return new Mutant(row, bug, more);
    }

    /** Writes the changed sources; refuses when what a bug changes does not stand there exactly once. */
    List<Path> sources(Path folder) throws IOException {
        List<Path> written = new ArrayList<>();
        for (Edit edit : edits) {
            Path source = folder.resolve(edit.inModule());
            Files.createDirectories(source.getParent());
            String before = Files.readString(written.contains(source) ? source : edit.original());
            Files.writeString(source, edit.applied(before), StandardCharsets.UTF_8);
            if (!written.contains(source)) {
                written.add(source);
            }
        }
        return written;
    }

    /** Compiles the changed classes into a directory of their own. */
    Path compile(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        sources(folder.resolve("sources")).forEach(source -> arguments.add(source.toString()));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the bug does not compile: " + bug);
        }
        return classes;
    }

    /** The class path of a run that has the bug. */
    static String classPath(Path classes) {
        return classes + File.pathSeparator + System.getProperty("java.class.path");
    }

    @Override
    public String toString() {
        return row + ": " + bug;
    }
}
