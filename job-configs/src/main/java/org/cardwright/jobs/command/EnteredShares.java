package org.cardwright.jobs.command;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.ceremony.ShareJoin;
import org.cardwright.jobs.ceremony.Ceremony;
import org.cardwright.jobs.ceremony.Desk;
import org.cardwright.jobs.ceremony.ShareEntry;
import org.cardwright.jobs.ceremony.Visit;
import org.cardwright.jobs.home.PermissionRefusedException;

/**
 * The shares of a quorum, entered before the vault is open; whether those who entered them are who they say is asked as soon as the
 * register of people can be read, and before anything is changed.
 */
final class EnteredShares implements AutoCloseable {

    private final Clock clock = Clock.systemUTC();
    private final ShareJoin join = new ShareJoin();
    private final List<Visit> visits = new ArrayList<>();
    private final List<String> entered = new ArrayList<>();
    private Instant began = Instant.MAX;

    /** Lets custodians in until their shares are enough. */
    void gather(Desk desk) throws IOException {
        began = clock.instant();
        for (int number = 1; number == 1 || join.missing() > 0; number++) {
            Visit visit = desk.next(number);
            visits.add(visit);
            entered.add(ShareEntry.enter(visit, join));
            visit.say(join.missing() + " shares are missing");
        }
    }

    /** Makes sure that all came within the window. */
    void requireInTime() {
        if (Duration.between(began, clock.instant()).compareTo(Ceremony.WINDOW) > 0) {
            throw new PermissionRefusedException(
                    "the custodians were not together within " + Ceremony.WINDOW.toMinutes() + " minutes");
        }
    }

    /** Writes down what was entered where nobody can be proven. */
    void tell(Ceremony ceremony) {
        for (int i = 0; i < visits.size(); i++) {
            ceremony.step("custodian " + visits.get(i).login().operator() + " " + entered.get(i));
        }
    }

    /** Proves who entered them. */
    void admit(Ceremony ceremony) {
        for (int i = 0; i < visits.size(); i++) {
            String who = ceremony.admit(visits.get(i));
            ceremony.step(who, entered.get(i));
        }
    }

    ShareJoin join() {
        return join;
    }

    @Override
    public void close() {
        visits.forEach(Visit::close);
        join.close();
    }
}
