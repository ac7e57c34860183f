package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Standing;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.pool.KeyPoolSettings.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every pair that was ever made is in stock or in one other place, and in no two. */
class KeyPoolTest {

    private static final int ORDERS = 50;

    /** Of ten orders three are refused at intake, and one in preparation. */
    private static final int ACCEPTED = 35;

    @TempDir
    private Path directory;

    private PoolHome bureau(Use use, int target) throws IOException {
        return new PoolHome(directory, use, target);
    }

    private static Standing standing(long filled, long used, long expired, long destroyed, PoolHome bureau)
            throws IOException {
        Standing now = bureau.standing();
        return new Standing(filled, used, expired, destroyed, filled - used - expired - destroyed, now.oldest());
    }

    private static String output(PoolHome bureau) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(bureau.home.out())) {
            for (Path file : files.filter(path -> path.endsWith("chip.cps")).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static String modulus(long number) {
        List<BigInteger> factors = TestKeyPairs.ofNumber(number);
        return String.format(Locale.ROOT, "%064X", factors.get(0).multiply(factors.get(1)));
    }

    @Test
    void is_filled_to_its_size_and_no_further() throws Exception {
        PoolHome bureau = bureau(Use.ON, 45);

        assertThat(bureau.fill().message()).isEqualTo("key pool 1024-3-software: 45 pairs made");
        assertThat(bureau.fill().message()).isEqualTo("key pool 1024-3-software: 0 pairs made");
        assertThat(bureau.fill(OptionalInt.of(50)).message()).endsWith(": 5 pairs made");

        assertThat(bureau.standing()).isEqualTo(standing(50, 0, 0, 0, bureau));
        assertThat(bureau.rows()).hasSize(50).allMatch(row -> row.contains("STOCK") && row.endsWith(" 0 wrapped"));
        assertThat(bureau.audit("KEY_PAIRS_FILLED").get(0)).contains("numbers 1 to 16 filled; root ");
        try (Pipeline pipeline = bureau.open()) {
            assertThat(pipeline.auditIntact()).isTrue();
        }
    }

    @Test
    void gives_each_card_a_pair_of_its_own_and_forgets_the_block() throws Exception {
        PoolHome bureau = bureau(Use.ON, 60);
        bureau.fill();

        BatchOutcome made = bureau.prepare(bureau.home.export("one.txt", 1, ORDERS));

        assertThat(made.kind()).as(made.message()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(bureau.standing()).isEqualTo(standing(60, ACCEPTED, 0, 0, bureau));
        assertThat(bureau.rows().get(0)).isEqualTo("1 USED " + modulus(1) + " 1");
        assertThat(bureau.rows().get(ACCEPTED - 1)).startsWith(ACCEPTED + " USED ");
        assertThat(bureau.rows().get(ACCEPTED)).endsWith("wrapped");
        assertThat(output(bureau)).contains(modulus(1), modulus(2)).doesNotContain(modulus(ACCEPTED + 1));
        assertThat(bureau.audit("KEY_PAIRS_USED"))
                .singleElement()
                .asString()
                .contains("pool 1024-3-software: 35 pairs, numbers 1 to 35 for 35 cards; root ");

        assertThat(bureau.prepare(directory.resolve("one.txt")).kind()).isEqualTo(BatchOutcome.Kind.ALREADY_DONE);
        bureau.prepare(bureau.home.export("two.txt", 2, ORDERS));
        assertThat(bureau.standing()).isEqualTo(standing(60, 60, 0, 0, bureau));
        assertThat(bureau.warnings).containsExactly("key pool 1024-3-software is empty: pairs are made on demand");
    }

    @Test
    void warns_when_it_is_low_and_waits_when_it_must_not_be_empty() throws Exception {
        PoolHome bureau = bureau(Use.REQUIRED, 30);
        Path export = bureau.home.export("one.txt", 1, ORDERS);
        bureau.fill();

        BatchOutcome paused = bureau.prepare(export);
        assertThat(paused.kind()).isEqualTo(BatchOutcome.Kind.UNAVAILABLE);
        assertThat(paused.exitCode()).isEqualTo(75);
        assertThat(paused.message()).contains("lacks 5 pairs", "cardwright pool fill");

        bureau.fill(OptionalInt.of(ACCEPTED));
        assertThat(bureau.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(bureau.standing()).isEqualTo(standing(ACCEPTED, ACCEPTED, 0, 0, bureau));
        assertThat(bureau.warnings).containsExactly("key pool 1024-3-software is low: 0 pairs, low-water mark 20");
        try (Pipeline pipeline = bureau.open()) {
            assertThat(pipeline.keyPool().status().get(0).low()).isTrue();
        }
    }

    @Test
    void destroys_what_waited_too_long() throws Exception {
        PoolHome bureau = bureau(Use.ON, 40);
        bureau.fill(OptionalInt.of(10));
        bureau.waits(Duration.ofDays(20));
        bureau.fill();
        bureau.waits(Duration.ofDays(31));

        bureau.prepare(bureau.home.export("one.txt", 1, 20));
        assertThat(bureau.rows().get(10)).startsWith("11 USED");
        assertThat(bureau.rows().get(9)).startsWith("10 STOCK");

        bureau.fill();
        assertThat(bureau.rows().subList(0, 10)).allMatch(row -> row.contains(" EXPIRED ") && !row.endsWith("wrapped"));
        assertThat(bureau.standing()).isEqualTo(standing(64, 14, 10, 0, bureau));
        assertThat(bureau.audit("KEY_PAIRS_EXPIRED")).singleElement().asString().contains("numbers 1 to 10");
    }

    @Test
    void passes_over_blocks_that_were_altered_or_exchanged() throws Exception {
        PoolHome bureau = bureau(Use.ON, 60);
        bureau.fill();
        Query.run(
                bureau.home,
                "update key_pair set block = '00' where number = 1",
                "create table kept as select number, block from key_pair where number in (3, 4)",
                "update key_pair set block = (select block from kept where number = 4) where number = 3",
                "update key_pair set block = (select block from kept where number = 3) where number = 4",
                "drop table kept");

        assertThat(bureau.prepare(bureau.home.export("one.txt", 1, ORDERS)).exitCode())
                .isZero();

        assertThat(bureau.standing()).isEqualTo(standing(60, ACCEPTED, 0, 3, bureau));
        assertThat(bureau.rows().get(1)).startsWith("2 USED").endsWith(" 1");
        assertThat(bureau.rows().get(4)).startsWith("5 USED").endsWith(" 2");
        assertThat(bureau.warnings).singleElement().asString().contains("3 pairs were altered or exchanged");
        assertThat(bureau.audit("KEY_PAIRS_DESTROYED"))
                .singleElement()
                .asString()
                .contains("numbers 1, 3 to 4");
    }

    @Test
    void refuses_a_modulus_that_is_there_already() throws Exception {
        PoolHome bureau = bureau(Use.ON, 40);
        bureau.fill(OptionalInt.of(3));
        bureau.prepare(bureau.home.export("one.txt", 1, 2));
        bureau.makes(new TestKeyPairs(number -> TestKeyPairs.ofNumber(number == 20 ? 1 : number)));

        BatchOutcome refused = bureau.fill();

        assertThat(refused.kind()).isEqualTo(BatchOutcome.Kind.NOT_RECONCILED);
        assertThat(refused.exitCode()).isEqualTo(70);
        assertThat(refused.message()).contains("pairs share a factor", "generator of randomness");
        assertThat(bureau.rows()).noneMatch(row -> row.startsWith("20 "));
        assertThat(bureau.rows()).filteredOn(row -> row.contains(modulus(1))).hasSize(1);
        assertThat(bureau.audit("KEY_PAIR_WEAK").toString())
                .contains("pair 20 of pool 1024-3-software", "pair 1 of pool 1024-3-software, record 1 of batch ");
    }

    @Test
    void refuses_a_pair_that_shares_a_factor_and_destroys_the_other() throws Exception {
        PoolHome bureau = bureau(Use.ON, 40);
        bureau.fill(OptionalInt.of(8));
        bureau.makes(new TestKeyPairs(number -> number == 12
                ? List.of(
                        TestKeyPairs.ofNumber(5).get(1),
                        TestKeyPairs.ofNumber(12).get(0))
                : TestKeyPairs.ofNumber(number)));

        assertThat(bureau.fill().exitCode()).isEqualTo(70);

        assertThat(bureau.rows()).noneMatch(row -> row.startsWith("12 "));
        assertThat(bureau.rows().get(4)).startsWith("5 DESTROYED");
        assertThat(bureau.audit("KEY_PAIR_WEAK")).hasSize(2);
        bureau.makes(TestKeyPairs.SOUND);
        assertThat(bureau.fill().exitCode()).as("the bad ones are gone").isZero();
        assertThat(bureau.standing().inStock()).isEqualTo(40);
    }

    @Test
    void finds_pairs_that_were_planted_in_the_database() throws Exception {
        PoolHome bureau = bureau(Use.ON, 20);
        bureau.fill();
        BigInteger weak = TestKeyPairs.ofNumber(7)
                .get(0)
                .multiply(TestKeyPairs.ofNumber(99).get(1));
        Query.run(
                bureau.home,
                "update key_pair set modulus = '" + String.format(Locale.ROOT, "%064X", weak) + "' where number = 9");

        assertThat(bureau.fill(OptionalInt.of(21)).exitCode()).isEqualTo(70);

        assertThat(bureau.rows().get(6)).startsWith("7 DESTROYED");
        assertThat(bureau.rows().get(8)).startsWith("9 DESTROYED");
        assertThat(bureau.standing()).isEqualTo(standing(20, 0, 0, 2, bureau));
    }

    @Test
    void an_account_that_does_not_agree_is_no_account() throws Exception {
        PoolHome bureau = bureau(Use.ON, 20);
        bureau.fill();
        for (String tampered : List.of(
                "update key_pair set state = 'USED' where number = 4",
                "update key_pair set state = 'STOCK' where number = 4;" + "delete from key_pair where number = 4",
                "delete from key_pool_movement")) {
            Query.run(bureau.home, tampered.split(";", -1));
            assertThatThrownBy(bureau::standing)
                    .isInstanceOf(NotReconciledException.class)
                    .hasMessageContaining("pool 1024-3-software");
        }
    }

    @Test
    void pairs_are_destroyed_by_number_where_they_wait() throws Exception {
        PoolHome bureau = bureau(Use.ON, 20);
        bureau.fill();
        try (Pipeline pipeline = bureau.open()) {
            pipeline.keyPool().destroy(PoolHome.POOL, List.of(2L, 5L), "drawn for a test of the card maker");
            assertThatThrownBy(() -> pipeline.keyPool().destroy(PoolHome.POOL, List.of(1L, 5L), "again"))
                    .isInstanceOf(WrongUsageException.class);
        }
        assertThat(bureau.standing()).isEqualTo(standing(20, 0, 0, 2, bureau));
        assertThat(bureau.audit("KEY_PAIRS_DESTROYED"))
                .singleElement()
                .asString()
                .contains("numbers 2, 5 destroyed: drawn for a test");
    }

    @Test
    void nothing_is_begun_after_its_hour() throws Exception {
        PoolHome bureau = bureau(Use.ON, 20);
        try (Pipeline pipeline = bureau.open()) {
            Optional<Instant> passed = Optional.of(Home.CLOCK.instant());
            assertThat(pipeline.keyPool()
                            .fill(new KeyPool.FillOrder(OptionalInt.empty(), passed))
                            .message())
                    .isEqualTo("key pool 1024-3-software: 0 pairs made of 20");
        }
        List<String> rows = new ArrayList<>(bureau.rows());
        assertThat(rows).isEmpty();
    }

    @Test
    void two_batches_at_once_take_no_pair_twice() throws Exception {
        AtOnce.takeNoPairTwice(bureau(Use.ON, 100));
    }
}
