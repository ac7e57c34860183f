package org.cardwright.jobs.ceremony;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cardwright.jobs.home.ConfigurationException;

/**
 * How a blind mailer is laid out, read from a table: what may be read from outside, and where the secret stands inside. PCI PIN, 6-3:
 * components are printed so that nobody sees them before the mailer is opened.
 *
 * @param page lines and columns of the form
 * @param inside where only who opens the mailer reads
 * @param title place of the heading
 * @param facts place of what stands on it by name
 * @param secret place of what is typed again, wholly inside
 */
record MailerForm(Area page, Area inside, Area title, Area facts, Area secret) {

    private static final String STANDARD = "key-mailer.txt";
    private static final Set<String> ROWS = Set.of("page", "inside", "title", "facts", "secret");
    private static final int MAX_BYTES = 10_000;
    private static final int MOST = 255;

    /**
     * A part of the page.
     *
     * @param line first line, from 1
     * @param column first column, from 1
     * @param width columns
     * @param lines how many
     */
    record Area(int line, int column, int width, int lines) {

        boolean contains(Area other) {
            return other.line >= line
                    && other.column >= column
                    && other.line + other.lines <= line + lines
                    && other.column + other.width <= column + width;
        }

        boolean meets(Area other) {
            return other.line < line + lines
                    && line < other.line + other.lines
                    && other.column < column + width
                    && column < other.column + other.width;
        }
    }

    /**
     * Checks that the secret stands inside and nothing else does.
     *
     * @throws ConfigurationException when not
     */
    MailerForm {
        require(page.contains(inside), "inside lies on the page");
        require(inside.contains(secret), "secret lies wholly inside");
        for (Area outside : List.of(title, facts)) {
            require(page.contains(outside), "title and facts lie on the page");
            require(!inside.meets(outside), "title and facts lie outside, where they are read before it is opened");
        }
        require(!title.meets(facts), "title and facts do not overlap");
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new ConfigurationException("form of the mailer: " + rule);
        }
    }

    /** The form that the program brings. */
    static MailerForm standard() throws IOException {
        try (InputStream in = MailerForm.class.getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + STANDARD);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * The form of another make.
     *
     * @throws ConfigurationException when it is none
     */
    static MailerForm read(Path file) throws IOException {
        require(Files.size(file) <= MAX_BYTES, "at most " + MAX_BYTES + " bytes");
        return parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }

    static MailerForm parse(String text) {
        Map<String, int[]> rows = new HashMap<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    String[] words = line.split(" +");
                    String what = words[0].toLowerCase(Locale.ROOT);
                    require(ROWS.contains(what), "it has lines page, inside, title, facts and secret");
                    require(rows.put(what, numbers(words)) == null, what + " stands once");
                });
        require(rows.keySet().equals(ROWS), "it has lines page, inside, title, facts and secret");
        int[] page = row(rows, "page", 2);
        int[] inside = row(rows, "inside", 4);
        return new MailerForm(
                new Area(1, 1, page[1], page[0]),
                new Area(inside[0], inside[2], inside[3] - inside[2] + 1, inside[1] - inside[0] + 1),
                area(row(rows, "title", 4)),
                area(row(rows, "facts", 4)),
                area(row(rows, "secret", 4)));
    }

    private static int[] row(Map<String, int[]> rows, String what, int count) {
        int[] numbers = rows.getOrDefault(what, new int[0]);
        require(numbers.length == count, what + " has " + count + " numbers");
        return numbers;
    }

    private static int[] numbers(String[] words) {
        int[] numbers = new int[words.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            require(words[i + 1].matches("[0-9]{1,3}"), words[0] + " has numbers behind it");
            numbers[i] = Integer.parseInt(words[i + 1]);
            require(numbers[i] >= 1 && numbers[i] <= MOST, words[0] + " has numbers from 1 to " + MOST);
        }
        return numbers;
    }

    private static Area area(int[] numbers) {
        return new Area(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
