package org.cardwright.jobs.scorecard;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Plants what a crash could do to a finished batch; the comparison with an undisturbed run must find each of them. */
final class PlantedDamage {

    private PlantedDamage() {}

    static void run(Evidence evidence, Trial trial) throws Exception {
        List<String> cards = Remains.of(trial.bureau(), trial.database()).cards();
        String last = cards.get(cards.size() - 1);
        evidence.control("a card lost", finds(trial, "lost card " + last, text -> text.replace(last, "")));
        evidence.control(
                "a card doubled", finds(trial, "doubled card " + last, text -> text.replace(cards.get(0), last)));
        evidence.control("a record cut off", findsAShorterFile(trial));
        evidence.control("a row of the ledger changed", findsAChangedRow(trial));
        evidence.control("a step that does not balance", findsAnOpenStep(trial));
        evidence.control("cards that are good in no range", findsMissingRanges(trial));
        evidence.control("a chunk without its entry in the audit", findsAMissingEntry(trial));
    }

    private static boolean finds(Trial trial, String expected, UnaryOperator<String> change) throws Exception {
        Path manifest = trial.bureau().batch().resolve("manifest.json");
        byte[] right = Files.readAllBytes(manifest);
        Files.writeString(manifest, change.apply(new String(right, StandardCharsets.UTF_8)));
        List<String> differences = differences(trial);
        Files.write(manifest, right);
        return differences.contains(expected) && differences(trial).isEmpty();
    }

    private static boolean findsAShorterFile(Trial trial) throws Exception {
        Path file = trial.bureau().batch().resolve("visa-sda.visa-classic").resolve("chip.cps");
        byte[] right = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(right, right.length - 1));
        List<String> differences = differences(trial);
        Files.write(file, right);
        return differences.stream().anyMatch(text -> text.endsWith("chip.cps"));
    }

    private static boolean findsAChangedRow(Trial trial) throws Exception {
        sql(trial, "update ordered_card set record_index = 0 where record_index = 1");
        List<String> differences = new ArrayList<>(differences(trial));
        sql(trial, "update ordered_card set record_index = 1 where record_index = 0");
        return differences.size() == 2;
    }

    private static boolean findsAnOpenStep(Trial trial) throws Exception {
        sql(trial, "update step_account set closed = false where step = 'release'");
        int unbalanced = LedgerRows.unbalanced(trial.database());
        sql(trial, "update step_account set closed = true where step = 'release'");
        return unbalanced == 1;
    }

    private static boolean findsMissingRanges(Trial trial) throws Exception {
        sql(trial, "create table kept as select * from card_range");
        sql(trial, "delete from card_range");
        int unbalanced = LedgerRows.unbalanced(trial.database());
        sql(trial, "insert into card_range select * from kept");
        sql(trial, "drop table kept");
        return unbalanced == 1 && LedgerRows.unbalanced(trial.database()) == 0;
    }

    private static boolean findsAMissingEntry(Trial trial) throws Exception {
        sql(trial, "create table kept as select * from audit where event = 'KEYS_USED'");
        sql(trial, "delete from audit where event = 'KEYS_USED'");
        boolean found = LedgerRows.chunksWithoutKeyUse(trial.database()) > 0
                && !trial.entriesOutside().equals(LedgerRows.audit(trial.database()));
        sql(trial, "insert into audit select * from kept");
        sql(trial, "drop table kept");
        return found && LedgerRows.chunksWithoutKeyUse(trial.database()) == 0;
    }

    private static List<String> differences(Trial trial) throws Exception {
        return trial.differences();
    }

    private static void sql(Trial trial, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        trial.database().url(),
                        trial.database().user(),
                        trial.database().password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
