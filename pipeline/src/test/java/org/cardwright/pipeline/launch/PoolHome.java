package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cardwright.pipeline.ledger.Database;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Standing;
import org.cardwright.pipeline.pool.KeyPoolSettings;
import org.cardwright.pipeline.step.Progress;

/** A home whose cards take key pairs out of a pool, and what it said. */
final class PoolHome {

    static final String POOL = "1024-3-software";

    final Home home;
    final List<String> warnings = new ArrayList<>();
    private TestKeyPairs pairs = TestKeyPairs.SOUND;
    private Duration later = Duration.ZERO;

    PoolHome(Path root, KeyPoolSettings.Use use, int target) throws IOException {
        this.home = new Home(root).withPool(use, target);
    }

    PoolHome(Path root, DatabaseSettings database, int target) throws IOException {
        this.home = new Home(root, database).withPool(KeyPoolSettings.Use.ON, target);
    }

    /** Over a home that has a pool. */
    PoolHome(Home home) {
        this.home = home;
    }

    void makes(TestKeyPairs others) {
        this.pairs = others;
    }

    void waits(Duration time) {
        this.later = time;
    }

    Pipeline open() throws IOException {
        Progress progress = new Progress() {
            @Override
            public void at(String step, long done, long total) {}

            @Override
            public synchronized void warn(String warning) {
                warnings.add(warning);
            }
        };
        Clock clock = Clock.fixed(Home.CLOCK.instant().plus(later), ZoneOffset.UTC);
        PipelinePorts ports =
                new PipelinePorts(pairs.module(), Home.LEDGER_KEY, question -> LineDefinition.plain(), clock, progress);
        return OpenPipeline.over(Database.open(home.settings().database()), home.settings(), ports);
    }

    BatchOutcome fill() throws IOException {
        return fill(OptionalInt.empty());
    }

    BatchOutcome fill(OptionalInt size) throws IOException {
        try (Pipeline pipeline = open()) {
            return pipeline.keyPool().fill(new KeyPool.FillOrder(size, Optional.empty()));
        }
    }

    BatchOutcome prepare(Path export) throws IOException {
        try (Pipeline pipeline = open()) {
            return pipeline.prepare(home.request(export));
        }
    }

    Standing standing() throws IOException {
        try (Pipeline pipeline = open()) {
            return pipeline.keyPool().status().get(0).standing();
        }
    }

    List<String> audit(String event) throws IOException {
        try (Pipeline pipeline = open()) {
            return pipeline.audit()
                    .filter(entry -> entry.event().name().equals(event))
                    .map(entry -> entry.resource() + ": " + entry.reason())
                    .toList();
        }
    }

    /** Rows of the pool: number, state, modulus, record, whether it has its block. */
    List<String> rows() throws SQLException {
        return Query.column(
                home,
                "select number || ' ' || state || ' ' || modulus || ' ' || coalesce(record_number, 0)"
                        + " || case when block = '' then '' else ' wrapped' end from key_pair order by number");
    }
}
