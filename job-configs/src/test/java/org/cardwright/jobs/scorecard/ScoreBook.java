package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A Markdown file with one line per row, renewed row by row; text before the table is kept. */
final class ScoreBook {

    private ScoreBook() {}

    /** Puts the line in its place, instead of the row's last one; also while another JVM of the same build does. */
    static synchronized void put(Path file, ScoreLine line) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path mutex = Files.createDirectories(Path.of("target")).resolve("scorebook.lock");
        try (FileChannel channel = FileChannel.open(mutex, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            renew(file, line);
        }
    }

    private static void renew(Path file, ScoreLine line) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "# Scorecard\n\n" + ScoreLine.HEAD;
        int table = before.indexOf(ScoreLine.BEGIN);
        if (table < 0) {
            throw new IOException(file + " has no table of the scorecard");
        }
        String rows = before.substring(table);
        TreeSet<String> lines = new TreeSet<>();
        rows.lines()
                .filter(old -> old.startsWith("| R") && !old.startsWith(ScoreLine.begin(line.row())))
                .forEach(lines::add);
        lines.add(line.markdown());
        String text = before.substring(0, table) + ScoreLine.HEAD + String.join("\n", lines) + "\n";
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** Short name of the commit that is checked out, with a plus sign when files differ from it. */
    static String commit() {
        String head = git("rev-parse", "--short", "HEAD");
        return head.isEmpty()
                ? ""
                : head + (git("status", "--porcelain", "-uno").isEmpty() ? "" : "+");
    }

    private static String git(String... arguments) {
        try {
            String[] command =
                    Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new);
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException absent) {
            return "";
        }
    }
}
