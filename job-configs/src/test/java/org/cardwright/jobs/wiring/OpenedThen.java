package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.pipeline.step.Progress;

/** A test home as it is opened at noon of another day. */
public final class OpenedThen {

    private OpenedThen() {}

    /** Opened then; closed by the caller. */
    public static OpenedHome on(LocalDate day, HomeDirectory home) throws IOException {
        Clock clock = Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        return OpenedHome.open(home, OpenedHome.publishedTestPassphrase(), Progress.NONE, clock);
    }
}
