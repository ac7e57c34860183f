package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.OpenedThen;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of the audit leave for an archive when they are old enough, and the chain goes on across them. */
class AuditArchiveTest {

    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    @TempDir
    private Path folder;

    private HomeDirectory home;
    private String said = "";

    @BeforeEach
    void people_were_registered_years_ago() throws IOException {
        home = HomeDirectory.open(TestVault.in(folder.resolve("home")));
        Path settings = home.config("cardwright.properties");
        Files.writeString(settings, Files.readString(settings) + "\npassphrase.memory-kib = 1024\n");
        registered("root", OperatorRole.ADMINISTRATOR, today.minusMonths(30));
        registered("ada", OperatorRole.OPERATOR, today.minusMonths(26));
        registered("bob", OperatorRole.OPERATOR, today.minusMonths(3));
    }

    private void registered(String who, OperatorRole role, LocalDate day) throws IOException {
        try (OpenedHome opened = OpenedThen.on(day, home)) {
            opened.pipeline()
                    .addOperator(
                            login(who),
                            Set.of(role),
                            who.equals("root") ? Optional.empty() : Optional.of(login("root")));
        }
    }

    private static OperatorLogin login(String who) {
        return new OperatorLogin(who, ("the passphrase of " + who).toCharArray());
    }

    @Test
    void what_is_old_enough_leaves_part_by_part_and_without_a_gap() throws IOException {
        Path first = folder.resolve("first.jsonl");
        Path second = folder.resolve("second.jsonl");
        assertThat(archive(today.minusMonths(27), first)).isZero();
        assertThat(said).contains("entries 1 to 1 stand in ", "signed by bureau.manifest-signing/1");
        assertThat(archive(today.minusMonths(24), second)).isZero();

        List<String> lines = Files.readAllLines(home.auditFile());
        assertThat(Files.readAllLines(first)).hasSize(2).first().isEqualTo(lines.get(0));
        assertThat(Files.readAllLines(second)).hasSize(2).first().isEqualTo(lines.get(1));
        assertThat(run("audit", "verify", "--segment", first.toString(), "--segment", second.toString()))
                .isZero();
        assertThat(run("audit", "list")).isZero();
        assertThat(said).containsPattern("AUDIT_ARCHIVED +yes +entries 1 to 1 +before " + today.minusMonths(27));
        assertThat(archive(today.minusMonths(24), folder.resolve("third"))).isEqualTo(64);
        assertThat(said).contains("there is no entry before");
        assertThat(folder.resolve("third")).doesNotExist();
    }

    @Test
    void what_is_younger_stays_at_hand() {
        assertThat(archive(today.minusMonths(24).plusDays(1), folder.resolve("early")))
                .isEqualTo(77);
        assertThat(said).contains("records are kept at hand for 24 months", "those before " + today.minusMonths(24));
        assertThat(folder.resolve("early")).doesNotExist();
    }

    @Test
    void a_segment_that_was_changed_is_found() throws IOException {
        Path segment = folder.resolve("segment");
        assertThat(archive(today.minusMonths(24), segment)).isZero();
        String text = Files.readString(segment);
        for (String changed : List.of(
                text.replace("\"resource\":\"ada\"", "\"resource\":\"eve\""),
                text.substring(text.indexOf('\n') + 1),
                text.replace("\"to\":2", "\"to\":3"),
                text + text.substring(text.lastIndexOf("\n", text.length() - 2) + 1),
                text.replaceAll("(\"signature\":\"..)..", "$100"))) {
            assertThat(changed).isNotEqualTo(text);
            Files.writeString(segment, changed);
            assertThat(run("audit", "verify", "--segment", segment.toString())).isEqualTo(70);
            assertThat(said).contains("segment segment is not signed by this installation, or says something else");
        }
        Files.writeString(segment, "nothing\n");
        assertThat(run("audit", "verify", "--segment", segment.toString())).isEqualTo(64);
        Files.writeString(segment, text);
        assertThat(run("audit", "verify", "--segment", segment.toString())).isZero();
    }

    private int archive(LocalDate before, Path out) {
        return run("audit", "archive", "--before", before.toString(), "--out", out.toString());
    }

    private int run(String... arguments) {
        Ran ran = Ran.command(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--home", folder.resolve("home").toString()))
                .toArray(String[]::new));
        said = ran.out() + ran.err();
        return ran.exitCode();
    }
}
