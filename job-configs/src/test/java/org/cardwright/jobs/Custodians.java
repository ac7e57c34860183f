package org.cardwright.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.step.Progress;

/** Five custodians of a test home, and what each has got. */
final class Custodians {

    static final List<String> FIVE = List.of("cleo", "dan", "eve", "fay", "gus");

    private Custodians() {}

    /** Registers them with an administrator {@code root}; and {@code hal}, who is none. */
    static void register(Path home) throws IOException {
        Path settings = home.resolve("config/cardwright.properties");
        String cheap = "passphrase.memory-kib = 1024\n";
        String now = Files.readString(settings);
        Files.writeString(settings, now + (now.contains(cheap) ? "" : cheap) + "passphrase.iterations = 1\n");
        try (OpenedHome opened =
                OpenedHome.open(HomeDirectory.open(home), OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            Pipeline pipeline = opened.pipeline();
            if (pipeline.operators().isEmpty()) {
                pipeline.addOperator(login("root"), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty());
            }
            for (String who : FIVE) {
                add(pipeline, who, OperatorRole.KEY_CUSTODIAN);
            }
            add(pipeline, "hal", OperatorRole.OPERATOR);
        }
    }

    private static void add(Pipeline pipeline, String who, OperatorRole role) {
        OperatorLogin initial = new OperatorLogin(who, "chosen by another".toCharArray());
        pipeline.addOperator(initial, Set.of(role), Optional.of(login("root")));
        pipeline.changePassphrase(initial, login(who));
    }

    private static OperatorLogin login(String who) {
        return new OperatorLogin(who, ("the passphrase of " + who).toCharArray());
    }

    /** The option with a file in which a custodian types these lines. */
    static String file(Path directory, String who, String... lines) throws IOException {
        Path file = Files.createTempFile(
                directory,
                who,
                ".custodian",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        List<String> all = new ArrayList<>(List.of(who, "the passphrase of " + who));
        all.addAll(List.of(lines));
        Files.write(file, all);
        return " --custodian-file " + file;
    }

    /** All five, without anything to type. */
    static String all(Path directory) throws IOException {
        StringBuilder files = new StringBuilder();
        for (String who : FIVE) {
            files.append(file(directory, who));
        }
        return files.toString();
    }

    /** The only directory below. */
    static Path only(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            List<Path> found = children.toList();
            if (found.size() != 1) {
                throw new IllegalStateException("not one ceremony but " + found);
            }
            return found.get(0);
        }
    }

    /** The text of a sheet, as a reader of others sees it. */
    static String read(Path pdf) throws IOException {
        try (PDDocument read = Loader.loadPDF(Files.readAllBytes(pdf))) {
            return new PDFTextStripper().getText(read);
        }
    }

    /** What a custodian types from the sheet: the lines that begin with their number. */
    static String[] typed(Path pdf) throws IOException {
        return read(pdf)
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{2}( [0-9A-HJKMNP-TV-Z]{1,4}){1,4} +[0-9A-HJKMNP-TV-Z]{4}"))
                .toArray(String[]::new);
    }
}
