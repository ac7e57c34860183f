package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The people of a bureau through the command line: who may come, act and leave, and what the audit says of it. */
class OperatorCommandTest {

    private static final Pattern HEAD = Pattern.compile("audit intact, head ([0-9]+:[0-9A-F]{64})\\R");

    @TempDir
    private Path directory;

    @Test
    void people_come_act_and_leave_under_their_own_passphrase_only() throws IOException, SQLException {
        EditableHome home = new EditableHome(TestVault.in(directory.resolve("home")), directory.resolve("out"));
        home.edit(
                "cardwright.properties",
                "policy = test\n",
                "policy = test\npassphrase.memory-kib = 1024\npassphrase.iterations = 1\n");
        String root = People.file(directory, "root");
        String given = People.file(directory, "bob", "chosen for bob by root");
        ended(64, "has role ADMINISTRATOR", "operator", "add", "--new-operator-file", root, "--role", "OPERATOR");
        ended(64, "no other role", "operator", "add", "--new-operator-file", root, "--role", "OPERATOR,ADMINISTRATOR");
        added("operator root registered as administrator\n", "--new-operator-file", root, "--role", "ADMINISTRATOR");
        String[] bob = {"--operator-file", root, "--new-operator-file", given, "--role", "APPROVER,OPERATOR"};
        added("operator bob registered as operator,approver; before anything else they run", bob);
        ended(77, "cardwright operator passphrase", "operator", "remove", "root", "--operator-file", given);

        String initial = given + ".initial";
        Files.move(Path.of(given), Path.of(initial));
        String own = People.file(directory, "bob");
        ended(77, "wrong passphrase", passphrase(own, initial));
        ended(0, "operator bob has a new passphrase", passphrase(initial, own));
        ended(77, "lacks role ADMINISTRATOR", "operator", "remove", "root", "--operator-file", own);

        ended(64, "last administrator", "operator", "remove", "root", "--operator-file", root);
        ended(0, "operator bob removed", "operator", "remove", "bob", "--operator-file", root);
        ended(0, "bob       operator,approver  removed  root", "operator", "list");
        assertThat(run("operator", "list", "--json").out())
                .startsWith("{\"outcome\":\"listed\",\"exit_code\":0,\"operators\":[{\"operator\":\"bob\","
                        + "\"roles\":[\"OPERATOR\",\"APPROVER\"],\"state\":\"REMOVED\",\"added_by\":\"root\"");
        audited(home);
        ended(70, "not as this program left it", passphrase(own, initial));
    }

    private void audited(EditableHome home) throws IOException, SQLException {
        Matcher head = HEAD.matcher(run("audit", "verify").out());
        assertThat(head.matches()).isTrue();
        ended(0, "audit intact", "audit", "verify", "--head", head.group(1));
        ended(70, "CUT OFF", "audit", "verify", "--head", "1" + head.group(1));
        ended(64, "NUMBER:HASH", "audit", "verify", "--head", "7");
        signedHead(home);
        sql(home, "update operator_register set state = 'ACTIVE' where id = 'bob'");
    }

    private void signedHead(EditableHome home) throws IOException {
        Path file = directory.resolve("head");
        ended(0, "signed by bureau.manifest-signing/1", "audit", "head", "--out", file.toString());
        ended(64, "such a file already", "audit", "head", "--out", file.toString());
        ended(0, "audit intact", "audit", "verify", "--head", file.toString());
        String signed = Files.readString(file);
        Files.writeString(file, signed.replaceFirst("at: 20", "at: 21"));
        ended(70, "NOT PROVEN", "audit", "verify", "--head", file.toString());
        Files.writeString(file, signed + "x");
        ended(64, "no head of an audit", "audit", "verify", "--head", file.toString());
        Path log = home.root().resolve("audit.log");
        String lines = Files.readString(log);
        Files.writeString(log, lines.replaceFirst("OPERATOR_ADDED", "OPERATOR_REMOVED"));
        ended(70, "the file outside the database says something else", "audit", "verify");
        ended(
                70,
                "its head is not signed",
                "audit",
                "head",
                "--out",
                directory.resolve("another").toString());
        Files.writeString(log, lines);
        ended(0, "audit intact", "audit", "verify");
    }

    private void added(String words, String... arguments) {
        ended(
                0,
                words,
                Stream.concat(Stream.of("operator", "add"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static String[] passphrase(String now, String next) {
        return new String[] {"operator", "passphrase", "--operator-file", now, "--new-operator-file", next};
    }

    private void ended(int exitCode, String words, String... arguments) {
        Ran ran = run(arguments);
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(exitCode);
        assertThat(ran.out() + ran.err()).contains(words);
    }

    private Ran run(String... arguments) {
        return Ran.command(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--home", directory.resolve("home").toString()))
                .toArray(String[]::new));
    }

    private static void sql(EditableHome home, String update) throws IOException, SQLException {
        DatabaseSettings database =
                DatabaseSettings.embedded(HomeDirectory.open(home.root()).database());
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(update)).isEqualTo(1);
        }
    }
}
