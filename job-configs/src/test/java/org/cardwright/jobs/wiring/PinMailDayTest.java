package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.AuditEntry;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.CardDispatches;
import org.cardwright.pipeline.ledger.ChipAttempts;
import org.cardwright.pipeline.ledger.DispatchRule;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A printer of PIN mailers gets those of cards that have left, when the days of the issuer are over, and each once. */
class PinMailDayTest {

    private static final String RULE = "pins.mail-after-days = 2";
    private static final Duration PLACE = Duration.ofDays(2).plusHours(1);

    @TempDir
    private Path folder;

    private SmallBatch batch;
    private HomeDirectory home;
    private MachinesOfHome machines;
    private String id = "";

    @BeforeEach
    void make() throws IOException {
        batch = SmallBatch.of(folder, "visa-dda", 2);
        home = HomeDirectory.open(batch.home());
        Files.writeString(
                home.config("issuers").resolve("bank-one.properties"),
                System.lineSeparator() + RULE + System.lineSeparator(),
                StandardOpenOption.APPEND);
        // no embosser: cards are whole when they are on their chips
        edit("desktop-1.xml", "visa-dda.visa-premium", "visa-dda.none");
        edit("mailer-1.xml", "mc-cda.mc-debit", "visa-dda.visa-premium");
        edit("mailer-1.xml", "laser-name", "emboss-4");
        machines = MachinesOfHome.load(home);
        try (OpenedHome opened = after(Duration.ZERO)) {
            id = MachineCards.in(opened, batch.directory()).batch();
        }
    }

    private void edit(String machine, String old, String replacement) throws IOException {
        Path file = home.config("machines").resolve(machine);
        String text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, replacement));
    }

    private OpenedHome after(Duration time) throws IOException {
        return OpenedHome.open(
                home, OpenedHome.publishedTestPassphrase(), Progress.NONE, Clock.offset(Clock.systemUTC(), time));
    }

    private DispatchRule.Mails rule(OpenedHome opened, String... names) throws IOException {
        List<MachineDefinition> chosen = Stream.of(names).map(machines::machine).toList();
        return PinMailDay.rule(home, chosen, id(), opened.pipeline());
    }

    private String id() {
        return id;
    }

    private static void onChip(OpenedHome opened, String id, long card) throws IOException {
        ChipAttempts attempts = opened.pipeline().chipProduction().attempts();
        ChipAttempts.ChipAttempt begun = attempts.start(
                new ChipAttempts.Card(id, card),
                new ChipAttempts.Chip("FFFFFF99999900000" + "00" + card, "", 0xFF),
                ChipAttempts.Place.desk("475000000008"));
        attempts.end(begun, ChipAttempts.State.GOOD, "");
    }

    private CardDispatches.Sent dispatched(OpenedHome opened) throws IOException {
        MachineCards cards = MachineCards.in(opened, batch.directory());
        return opened.pipeline()
                .chipProduction()
                .dispatches()
                .confirm(id(), cards.routes(machines), machines.mailers(), "ada");
    }

    private MachineShift.Ended printed(OpenedHome opened, DispatchRule.Mails rule) throws IOException {
        ChipProduction production = opened.pipeline().chipProduction();
        return new MachineShift(
                        production.stations().jobs(),
                        machines.machine("mailer-1"),
                        machines.rooms(),
                        MachineCards.in(opened, batch.directory()).by("ada").mailing(rule))
                .work(Duration.ZERO);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(home.root().resolve("queues/mailer-1"))) {
            return files.filter(file -> file.toString().endsWith(".pm")).toList();
        }
    }

    @Test
    void mailers_wait_for_cards_that_are_made_and_left_and_then_for_the_days() throws IOException {
        try (OpenedHome today = after(Duration.ZERO)) {
            assertThatThrownBy(() -> dispatched(today)).hasMessageContaining("2 on no chip");
            tooEarly(today, "nobody has said that cards of batch " + id());
            onChip(today, id(), 1);
            assertThat(dispatched(today).cards()).isEqualTo(1);
            tooEarly(today, "wait: its cards left at ");
        }
        try (OpenedHome tomorrow = after(Duration.ofDays(2))) {
            tooEarly(tomorrow, "wait: its cards left at ");
        }
    }

    @Test
    void mailers_are_printed_of_the_cards_that_left_long_enough_ago_and_once() throws IOException {
        try (OpenedHome today = after(Duration.ZERO)) {
            onChip(today, id(), 1);
            dispatched(today);
        }
        try (OpenedHome later = after(PLACE.plusSeconds(1))) {
            onChip(later, id(), 2);
            dispatched(later);
            String job = printed(later, rule(later, "mailer-1")).waiting();
            assertThat(files()).hasSize(1);
            List<Long> cards = later.pipeline().chipProduction().stations().jobs().cards(id()).stream()
                    .map(card -> card.of().card())
                    .toList();
            assertThat(cards).as("the other card left just now").containsExactly(1L);
            try (Stream<AuditEntry> audit = later.pipeline().audit()) {
                assertThat(audit.filter(entry -> entry.event() == AuditEvent.STATION_JOB_BEGUN))
                        .extracting(AuditEntry::operator)
                        .containsExactly("ada");
            }
            Files.delete(files().get(0));
            Files.writeString(home.root().resolve("queues/mailer-1").resolve(job + ".res"), "0000001-1;OK;\nEND;1\n");
            assertThat(printed(later, rule(later, "mailer-1")).jobs()).isEqualTo(1);
            assertThat(printed(later, rule(later, "mailer-1")).waiting()).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void cards_and_mailers_never_share_a_command_or_a_row_of_rooms() throws IOException {
        try (OpenedHome today = after(Duration.ZERO)) {
            assertThatThrownBy(() -> rule(today, "mailer-1", "embosser-1"))
                    .isInstanceOf(WrongUsageException.class)
                    .hasMessageContaining("apart from cards");
            assertThat(rule(today, "embosser-1").leftBy()).isEmpty();
            assertThat(printed(today, new DispatchRule.Mails(Optional.of(Instant.MIN))))
                    .as("a printer to which nobody has said a rule gets nothing")
                    .isEqualTo(new MachineShift.Ended("mailer-1", 0, 0, 0, "", ""));
        }
        edit("mailer-1.xml", "room=\"mailers\"", "room=\"mailers\" after=\"engraving\"");
        assertThatThrownBy(() -> MachinesOfHome.load(home))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("machine mailer-1: a room of PIN mailers has no cards");
        edit("mailer-1.xml", "room=\"mailers\" after=\"engraving\"", "room=\"stripes\"");
        assertThatThrownBy(() -> MachinesOfHome.load(home)).hasMessageContaining("machine stripe-1");
    }

    @Test
    void a_test_home_whose_issuer_says_nothing_has_no_rule() throws IOException {
        assertThat(PinMailDay.of(home, "bank-two").days()).isEmpty();
        assertThat(PinMailDay.of(home, "bank-one").days()).contains(2);
    }

    private void tooEarly(OpenedHome opened, String because) {
        assertThatThrownBy(() -> rule(opened, "mailer-1"))
                .isInstanceOf(PinMailDay.TooEarlyException.class)
                .hasMessageContaining(because);
    }
}
