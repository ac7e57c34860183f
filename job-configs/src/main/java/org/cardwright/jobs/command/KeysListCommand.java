package org.cardwright.jobs.command;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyAlarm;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.wiring.OpenedHome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright keys list}: which keys there are, what each is for, whose it is, and by what it is known. */
@Command(
        name = "list",
        description =
                "Lists the keys of the security module with use, state, check value, custody and days of use; alarms at 90, 30"
                        + " and 7 days.")
final class KeysListCommand implements Callable<Integer> {

    private static final String NONE = "-";

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
        List<KeyDescription> keys;
        try (OpenedHome installation = home.openAll()) {
            keys = installation.module().inventory().keys();
        }
        LocalDate day = on == null ? LocalDate.now(Clock.systemUTC()) : on;
        return json.asked() ? printJson(keys, day) : print(keys, day);
    }

    private int printJson(List<KeyDescription> keys, LocalDate day) throws IOException {
        Map<String, Object> members = LedgerStructure.object();
        members.put("on", day);
        members.put("alarms", alarms(keys, day));
        members.put("keys", keys.stream().map(key -> KeyMembers.of(key, day)).toList());
        return json.print("listed", ExitCode.DONE, members);
    }

    private static long alarms(List<KeyDescription> keys, LocalDate day) {
        return keys.stream()
                .filter(key -> KeyMembers.alarm(key, day) != KeyAlarm.NONE)
                .count();
    }

    private int print(List<KeyDescription> keys, LocalDate day) {
        TextTable table = new TextTable(
                "key",
                "purpose",
                "direction",
                "algorithm",
                "state",
                "check value",
                "owner",
                "recipient",
                "leaves",
                "from",
                "until",
                "read until",
                "alarm",
                "");
        keys.forEach(key -> table.row(
                key.name(),
                KeyOptions.words(key.purpose()),
                key.direction() == KeyDirection.NONE ? NONE : KeyOptions.words(key.direction()),
                key.algorithm(),
                KeyOptions.words(key.state()),
                key.checkValue(),
                key.custody().owner().map(Party::name).orElse(NONE),
                key.custody().recipient().map(Party::name).orElse(NONE),
                leaves(key.custody()),
                word(key.term().period().from()),
                word(key.term().period().protectUntil()),
                word(key.term().period().processUntil()),
                note(key, day),
                key.test() ? "test" : ""));
        table.print(spec.commandLine().getOut());
        long alarms = alarms(keys, day);
        if (alarms > 0) {
            spec.commandLine().getOut().println("alarms: " + alarms + " on " + day);
        }
        return ExitCode.DONE;
    }

    private static String word(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse(NONE);
    }

    private static String note(KeyDescription key, LocalDate day) {
        KeyAlarm alarm = KeyMembers.alarm(key, day);
        return key.term()
                .destruction()
                .map(planned -> "destroyed from " + planned.notBefore() + " on")
                .orElse(alarm == KeyAlarm.NONE ? NONE : KeyOptions.words(alarm));
    }

    /** In what form a key may leave. */
    static String leaves(KeyCustody custody) {
        return switch (custody.exportability()) {
            case NEVER -> "never";
            case TRUSTED -> "in a key block";
            case SENSITIVE -> "under a key";
        };
    }
}
