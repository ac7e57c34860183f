package org.cardwright.jobs.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.PermissionRefusedException;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.AuditEntry;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.step.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may take part in a ceremony, and when. */
class CeremonyTest {

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-11-22T08:00:00Z");

    /** Shows what the test says. */
    private final class TestClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Somebody who types lines one after the other. */
    private static final class TestVisit implements Visit {

        private final OperatorLogin login;
        private final List<String> lines;
        private int next;

        TestVisit(String who, String... lines) {
            this.login = loginOf(who);
            this.lines = List.of(lines);
        }

        @Override
        public OperatorLogin login() {
            return login;
        }

        @Override
        public SecretBytes secret(String prompt) {
            return SecretBytes.adopt(lines.get(next++).getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public String line(String prompt) {
            return lines.get(next++);
        }

        @Override
        public SecretBytes lines(String prompt, LineCheck check) {
            return secret(prompt);
        }

        @Override
        public void say(String words) {}

        @Override
        public boolean mayTryAgain() {
            return true;
        }

        @Override
        public void close() {
            login.close();
        }
    }

    private static OperatorLogin loginOf(String who) {
        return new OperatorLogin(who, ("the passphrase of " + who).toCharArray());
    }

    private OpenedHome open() throws IOException {
        Path home = TestVault.in(directory.resolve("home"));
        Path settings = home.resolve("config/cardwright.properties");
        Files.writeString(
                settings, Files.readString(settings) + "passphrase.memory-kib = 1024\npassphrase.iterations = 1\n");
        OpenedHome opened =
                OpenedHome.open(HomeDirectory.open(home), OpenedHome.publishedTestPassphrase(), Progress.NONE);
        opened.pipeline().addOperator(loginOf("root"), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty());
        for (String who : List.of("cleo", "dan", "eve")) {
            OperatorLogin initial = new OperatorLogin(who, "chosen by another".toCharArray());
            opened.pipeline().addOperator(initial, Set.of(OperatorRole.KEY_CUSTODIAN), Optional.of(loginOf("root")));
            opened.pipeline().changePassphrase(initial, loginOf(who));
        }
        return opened;
    }

    private Ceremony begin(OpenedHome opened) throws IOException {
        return new Ceremony(
                new Ceremony.Terms(
                        new TestClock(), Ceremony.WINDOW, opened.pipeline().ceremonies()),
                "system",
                "practise",
                false);
    }

    @Test
    void custodians_who_come_too_late_are_not_let_in_and_nothing_is_done() throws IOException {
        try (OpenedHome opened = open()) {
            try (Ceremony ceremony = begin(opened)) {
                now = now.plus(Duration.ofHours(1));
                assertThat(ceremony.admit(new TestVisit("cleo"))).isEqualTo("cleo");
                now = now.plus(Ceremony.WINDOW);
                assertThat(ceremony.admit(new TestVisit("dan"))).isEqualTo("dan");
                now = now.plusSeconds(1);
                assertThatThrownBy(() -> ceremony.admit(new TestVisit("eve")))
                        .isInstanceOf(PermissionRefusedException.class)
                        .hasMessageContaining("not together within 15 minutes");
                assertThatThrownBy(ceremony::requireInTime).isInstanceOf(PermissionRefusedException.class);
                assertThat(ceremony.present()).containsExactly("cleo", "dan");
            }
            List<AuditEntry> audit = opened.pipeline().audit().toList();
            AuditEntry last = audit.get(audit.size() - 1);
            assertThat(last.event()).isEqualTo(AuditEvent.CEREMONY_ENDED);
            assertThat(last.success()).isFalse();
        }
    }

    @Test
    void a_slip_can_be_typed_again_twice_and_not_more() throws IOException {
        try (OpenedHome opened = open();
                Ceremony ceremony = begin(opened);
                KeyEntry entry = new KeyEntry(ceremony, KeyAlgorithm.TDES, 16, 2)) {
            String right = "0123456789ABCDEF FEDCBA9876543210";
            Map<Integer, Visit> visits = Map.of(
                    1, new TestVisit("cleo", right, "08D7B5", "01", "08D7B4", right, "08D7B4"),
                    2, new TestVisit("dan", right, "08D7B4", right, "08D7B4", "X", "08D7B4", right, "08D7B4"));
            assertThatThrownBy(() -> entry.gather(number -> visits.get(number)))
                    .isInstanceOf(KeyRefusedException.class)
                    .hasMessageContaining("hexadecimal digits");
            assertThat(ceremony.transcript().steps())
                    .extracting(Transcript.Step::did)
                    .contains("entered component 1, check value 08D7B4")
                    .noneMatch(did -> did.startsWith("entered component 2"));
        }
    }

    /** Every line of this module that handles a clear key or share; another one is to be looked at twice. */
    @Test
    void clear_keys_are_touched_where_it_was_decided_and_nowhere_else() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                int uses = (int) Pattern.compile("ClearKeyAccess\\.open\\(")
                        .matcher(Files.readString(file))
                        .results()
                        .count();
                if (uses > 0) {
                    found.put(file.getFileName().toString().replace(".java", ""), uses);
                }
            }
        }
        assertThat(found)
                .isEqualTo(Map.of(
                        "CustodianAtTerminal", 1,
                        "CustodianFile", 1,
                        "KeyMaking", 1,
                        "Mailer", 1,
                        "ShareEntry", 2,
                        "Sheet", 4,
                        "Typed", 1));
    }
}
