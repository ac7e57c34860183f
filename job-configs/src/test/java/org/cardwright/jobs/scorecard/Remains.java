package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.pipeline.ledger.DatabaseSettings;

/**
 * What a finished batch left behind, to be held against an undisturbed run.
 *
 * @param files SHA-256 of every output file by its path
 * @param cards order of every record, as the manifest lists them
 * @param ledger every row of the ledger
 * @param staged what is left in work directory and inbox
 */
record Remains(Map<String, String> files, List<String> cards, List<String> ledger, List<String> staged) {

    private static final Pattern ORDER = Pattern.compile("\"order\":\"([^\"]*)\"");
    private static final int SHOWN = 20;

    /** Of the only batch of a bureau. */
    static Remains of(TestBureau bureau, DatabaseSettings database) throws IOException, SQLException {
        List<String> staged = new ArrayList<>();
        for (String place : List.of("work", "inbox")) {
            staged.addAll(contents(bureau.home().resolve(place)).keySet());
        }
        return new Remains(contents(bureau.out()), cards(bureau.out()), LedgerRows.of(database), List.copyOf(staged));
    }

    /** Identity of the batch. */
    String batch() {
        return ledger.get(0).split("\\|", -1)[1];
    }

    /** SHA-256 by path. */
    static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), sha256(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Order references as every manifest below the directory lists them. */
    static List<String> cards(Path out) throws IOException {
        List<String> cards = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(out)) {
            for (Path manifest :
                    walk.filter(file -> file.endsWith("manifest.json")).toList()) {
                Matcher order = ORDER.matcher(Files.readString(manifest));
                while (order.find()) {
                    cards.add(order.group(1));
                }
            }
        }
        return cards;
    }

    /** What differs from an undisturbed run, in words; empty when nothing does. */
    List<String> differencesFrom(Remains undisturbed) {
        List<String> differences = new ArrayList<>();
        Set<String> lost = new TreeSet<>(undisturbed.cards);
        cards.forEach(lost::remove);
        lost.forEach(card -> differences.add("lost card " + card));
        Set<String> seen = new HashSet<>();
        cards.stream().filter(card -> !seen.add(card)).forEach(card -> differences.add("doubled card " + card));
        Set<String> paths = new TreeSet<>(undisturbed.files.keySet());
        paths.addAll(files.keySet());
        for (String path : paths) {
            if (!String.valueOf(undisturbed.files.get(path)).equals(files.get(path))) {
                differences.add("other bytes in " + path);
            }
        }
        differences.addAll(rows("missing row ", undisturbed.ledger, ledger));
        differences.addAll(rows("extra row ", ledger, undisturbed.ledger));
        staged.forEach(file -> differences.add("left behind " + file));
        return differences.size() > SHOWN ? differences.subList(0, SHOWN) : differences;
    }

    /** The same, as if its ledger were the other's. */
    Remains withRowsOf(Remains other) {
        return new Remains(files, cards, other.ledger, staged);
    }

    private static List<String> rows(String what, List<String> these, List<String> butNotThose) {
        Set<String> others = new HashSet<>(butNotThose);
        return these.stream()
                .filter(row -> !others.contains(row))
                .map(what::concat)
                .toList();
    }
}
