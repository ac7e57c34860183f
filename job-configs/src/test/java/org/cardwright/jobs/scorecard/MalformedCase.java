package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One bad file, the command that was given it, and what came of it. */
final class MalformedCase {

    /** Rules that may be about the whole file: what is there at all, its beginning, its form, its end. */
    private static final String OF_THE_FILE = "R-0(0[1-79]|1[0-59]|2[1-47])";

    /** {@code cardwright: huge.dat, record 9: R-023: the file does not have the structure of the layout}. */
    private static final Pattern REFUSED = Pattern.compile("cardwright: [^,:]+(: " + OF_THE_FILE
            + "|, (record [0-9]+|(header|trailer), field [A-Z_]+): R-0[0-9]{2}): .{10,}");

    /** {@code record,order,field,rule,reason}. */
    private static final Pattern REJECTED = Pattern.compile("([0-9]{1,2}),[^,]*,[^,]*,(R-[0-9]{3}),.{10,}");

    /** Judged against the day of the run; the tests of the module formats have a day of their own for them. */
    private static final Pattern OF_A_DAY = Pattern.compile(".*/(valid-too-long|outlives-certificate)\\..*");

    /** Every number, name and cryptogram of the ten orders, whole or in telling parts. */
    private static final List<String> CONTENT = List.of(
            "99999900000",
            "999999001003",
            "10096",
            "A1B2C3",
            "OAKLEY",
            "ller/A",
            "PAPADO",
            "WU/LI",
            "Main Street",
            "Springfield");

    private final String name;
    private final List<String> command;
    private final Path home;
    private final Path out;
    private final Path said;
    private int exitCode = -1;
    private long millis;

    MalformedCase(String name, List<String> command, Path home, Path out, Path said) {
        this.name = name;
        this.command = List.copyOf(command);
        this.home = home;
        this.out = out;
        this.said = said;
    }

    String name() {
        return name;
    }

    List<String> command() {
        return command;
    }

    int exitCode() {
        return exitCode;
    }

    long millis() {
        return millis;
    }

    void ended(int code, long took) {
        exitCode = code;
        millis = took;
    }

    /** What the command said, {@code out} or {@code err}. */
    Path said(String where) {
        return Path.of(said + "." + where);
    }

    /** What is wrong with the end of it; empty when the file was refused, or a record was rejected, with place and reason. */
    List<String> faults() throws IOException {
        String err = Files.readString(said("err"), StandardCharsets.UTF_8);
        List<String> faults = new ArrayList<>();
        if (exitCode == 65) {
            List<String> lines = err.lines().toList();
            boolean one = lines.size() == 1 && REFUSED.matcher(lines.get(0)).matches();
            if (!one || Files.exists(out)) {
                faults.add(name + ": not refused with rule and reason alone: " + err);
            }
        } else if (exitCode == 0) {
            if (rulesOfRejected().isEmpty()) {
                faults.add(name + ": no record was rejected for what is wrong with it");
            }
        } else {
            faults.add(name + ": exit " + exitCode + ": " + err);
        }
        if (err.contains("Exception") || err.contains("internal failure")) {
            faults.add(name + ": an exception: " + err);
        }
        return faults;
    }

    /** Rules in rejects.csv beside that which every order of these files breaks. */
    private List<String> rulesOfRejected() throws IOException {
        List<String> rules = new ArrayList<>();
        try (Stream<Path> files = Files.walk(out)) {
            Path rejects = files.filter(file -> file.endsWith("rejects.csv"))
                    .findFirst()
                    .orElseThrow();
            List<String> lines = Files.readAllLines(rejects, StandardCharsets.UTF_8);
            for (String line : lines.subList(1, lines.size())) {
                Matcher rejected = REJECTED.matcher(line);
                if (!rejected.matches()) {
                    throw new AssertionError(name + ": a rejected record without number, rule or reason: " + line);
                }
                String rule = rejected.group(2);
                if (!Northbank.RULES_OF_THE_REST.contains(rule)
                        || OF_A_DAY.matcher(name).matches()) {
                    rules.add(rule);
                }
            }
        }
        return rules;
    }

    /**
     * Where content of the file stands: in what was said, in what was put out, in the installation but its inbox. The random name
     * of the test's own folder is no content.
     */
    List<String> quotes() throws IOException {
        List<Path> places = new ArrayList<>(List.of(said("out"), said("err")));
        for (Path root : List.of(out, home.resolve("database"), home.resolve("work"))) {
            if (Files.exists(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(Files::isRegularFile).forEach(places::add);
                }
            }
        }
        List<String> found = new ArrayList<>();
        for (Path place : places) {
            String text = Files.readString(place, StandardCharsets.ISO_8859_1);
            for (String quote : quotes(text.replace(out.getParent().toString(), ""))) {
                found.add(name + ": " + quote + " in " + place.getFileName());
            }
        }
        return found;
    }

    /** The content that stands in a text. */
    static List<String> quotes(String text) {
        return CONTENT.stream().filter(text::contains).toList();
    }
}
