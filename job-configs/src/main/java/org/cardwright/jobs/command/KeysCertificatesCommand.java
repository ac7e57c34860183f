package org.cardwright.jobs.command;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.formats.profile.CertificateCalendar;
import org.cardwright.jobs.wiring.Calendar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright keys certificates}: what ends when, held against the cards that rely on it. */
@Command(
        name = "certificates",
        description = "Lists issuer certificates and CA keys with the last day on which cards of full term may be made;"
                + " alarms at 180, 90 and 30 days.")
final class KeysCertificatesCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--on", paramLabel = "DATE", description = "The day it holds on, yyyy-mm-dd. Default: today.")
    private @Nullable LocalDate on;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        CertificateCalendar calendar = Calendar.of(home.open(), on == null ? LocalDate.now(Clock.systemUTC()) : on);
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("on", calendar.on());
            members.put("alarms", calendar.alarms().size());
            members.put(
                    "certificates",
                    calendar.entries().stream()
                            .map(entry -> structure(entry, calendar.on()))
                            .toList());
            return json.print("listed", ExitCode.DONE, members);
        }
        print(calendar);
        return ExitCode.DONE;
    }

    private void print(CertificateCalendar calendar) {
        TextTable table = new TextTable(
                "what", "name", "ends", "longest card", "full term until", "days left", "alarm", "products");
        for (CertificateCalendar.Entry entry : calendar.entries()) {
            table.row(
                    words(entry.kind()),
                    entry.name(),
                    entry.ends().map(LocalDate::toString).orElse("not known"),
                    entry.products().isEmpty() ? "none" : entry.years() + " years",
                    entry.fullTermUntil().map(LocalDate::toString).orElse(""),
                    days(entry, calendar.on()),
                    entry.alarm() == CertificateCalendar.Alarm.NONE ? "" : words(entry.alarm()),
                    String.join(" ", entry.products()));
        }
        table.print(spec.commandLine().getOut());
        List<CertificateCalendar.Entry> alarms = calendar.alarms();
        if (!alarms.isEmpty()) {
            spec.commandLine().getOut().println("alarms: " + alarms.size() + " on " + calendar.on());
        }
    }

    private static String days(CertificateCalendar.Entry entry, LocalDate on) {
        return entry.daysLeft(on).isPresent() ? Long.toString(entry.daysLeft(on).getAsLong()) : "";
    }

    private static Map<String, Object> structure(CertificateCalendar.Entry entry, LocalDate on) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("kind", entry.kind());
        members.put("name", entry.name());
        entry.ends().ifPresent(end -> members.put("ends", end));
        members.put("longest_card_years", entry.years());
        entry.fullTermUntil().ifPresent(last -> members.put("full_term_until", last));
        entry.daysLeft(on).ifPresent(days -> members.put("days_left", days));
        members.put("alarm", entry.alarm());
        members.put("products", entry.products());
        return members;
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
