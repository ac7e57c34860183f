package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyRefusedException;

/**
 * Looks for what is left of a destroyed key in vault files and their copies. NIST SP 800-57 part 1, 8.3.4 (key destruction).
 *
 * <p>Any file is searched for key blocks of that name, whole vault file or not: a block that is found can be opened by whoever has the
 * passphrase of the file from which it comes. Packed or encrypted files hide what they hold, and are counted as not searched unless
 * they are text.
 */
public final class DestructionCheck {

    private static final int MAX_FILES = 100_000;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    /** The beginning of a key block of version D: its length has four digits. */
    private static final Pattern BLOCK = Pattern.compile("D[0-9]{4}[0-9A-Z]{7}[0-9]{4}[ -~]{0,9983}");

    private final KeyName name;
    private final List<Path> holding = new ArrayList<>();
    private final List<Path> notSearched = new ArrayList<>();
    private int searched;

    private DestructionCheck(KeyName name) {
        this.name = name;
    }

    /**
     * What was found.
     *
     * @param searched how many files were searched
     * @param holding files that hold a key block of the name with its key
     * @param notSearched files that could not be read, are links, too large or not text
     */
    public record Findings(int searched, List<Path> holding, List<Path> notSearched) {

        /** Copies the lists. */
        public Findings {
            holding = List.copyOf(holding);
            notSearched = List.copyOf(notSearched);
        }
    }

    /**
     * Searches directories with all below them.
     *
     * @param directories that of the vault, and those of its backups
     * @throws IOException when a directory cannot be listed, or holds too many files
     */
    public static Findings search(KeyName name, List<Path> directories) throws IOException {
        DestructionCheck check = new DestructionCheck(name);
        for (Path directory : directories) {
            check.searchAll(directory);
        }
        return new Findings(check.searched, check.holding, check.notSearched);
    }

    private void searchAll(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory, MAX_DEPTH, new FileVisitOption[0])) {
            List<Path> files = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(MAX_FILES + 1L)
                    .sorted()
                    .toList();
            if (files.size() > MAX_FILES) {
                throw new IOException("more than " + MAX_FILES + " files");
            }
            files.forEach(this::search);
        }
    }

    private void search(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
                notSearched.add(file);
                return;
            }
            String content = content(file);
            if (blocks(content).anyMatch(this::holdsKey)) {
                searched++;
                holding.add(file);
            } else if (content.chars().allMatch(DestructionCheck::isText)) {
                searched++;
            } else {
                notSearched.add(file);
            }
        } catch (IOException unreadable) {
            notSearched.add(file);
        }
    }

    private static String content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isText(int character) {
        return (character >= ' ' && character <= '~') || character == '\n' || character == '\r' || character == '\t';
    }

    /** Whatever begins like a key block; matches may lie within each other. */
    private static Stream<String> blocks(String content) {
        Matcher matcher = BLOCK.matcher(content);
        return Stream.iterate(
                        matcher.find() ? matcher.toMatchResult() : null,
                        found -> found != null,
                        found -> matcher.find(found.start() + 1) ? matcher.toMatchResult() : null)
                .map(MatchResult::group);
    }

    /** A block that is cut off or damaged still says whose it is. */
    private boolean holdsKey(String found) {
        int length = Integer.parseInt(found.substring(1, 5));
        String block = found.substring(0, Math.min(found.length(), length));
        try {
            KeyBlock parsed = KeyBlock.parse(block);
            return parsed.attributes().name().equals(name) && parsed.holdsKey();
        } catch (KeyRefusedException damaged) {
            return KeyBlock.names(block, name);
        }
    }
}
