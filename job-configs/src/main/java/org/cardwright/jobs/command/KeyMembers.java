package org.cardwright.jobs.command;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyAlarm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;

/** All that is told of a key, as members of a JSON object. */
final class KeyMembers {

    private KeyMembers() {}

    static Map<String, Object> of(KeyDescription key) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("key", key.name());
        members.put("purpose", KeyOptions.words(key.purpose()));
        members.put("usage", key.purpose().usage());
        if (key.direction() != KeyDirection.NONE) {
            members.put("direction", KeyOptions.words(key.direction()));
        }
        members.put("algorithm", key.algorithm());
        members.put("state", KeyOptions.words(key.state()));
        members.put("kcv_method", key.checkValue().method());
        members.put("kcv", key.checkValue());
        key.custody().owner().ifPresent(party -> members.put("owner", party));
        key.custody().recipient().ifPresent(party -> members.put("recipient", party));
        members.put("exportability", KeyOptions.words(key.custody().exportability()));
        members.put("test", key.test());
        Cryptoperiod period = key.term().period();
        period.from().ifPresent(day -> members.put("from", day));
        period.protectUntil().ifPresent(day -> members.put("until", day));
        period.processUntil().ifPresent(day -> members.put("read_until", day));
        key.term().destruction().ifPresent(planned -> {
            members.put("destroy_from", planned.notBefore());
            members.put("state_before", KeyOptions.words(planned.before()));
        });
        return members;
    }

    /** The same with how near its end is on a day. */
    static Map<String, Object> of(KeyDescription key, LocalDate on) {
        Map<String, Object> members = of(key);
        KeyAlarm.nextEnd(key.state(), key.term().period())
                .ifPresent(end -> members.put("days_left", ChronoUnit.DAYS.between(on, end)));
        members.put("alarm", alarm(key, on));
        return members;
    }

    static KeyAlarm alarm(KeyDescription key, LocalDate on) {
        return KeyAlarm.of(key.state(), key.term().period(), on);
    }
}
