package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.cardwright.crypto.module.BatchKeys;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.step.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewBatchKeyTest {

    private static final String BATCH = "ab".repeat(32);

    @TempDir
    private Path directory;

    @Test
    void is_kept_when_it_seals_and_opens() {
        BatchKeys keys = new TestModule().batchKeys();

        ByteString wrapped = NewBatchKey.of(keys, BATCH);

        try (BatchKeys.BatchCipher cipher = keys.open(BATCH, wrapped)) {
            ByteString text = ByteString.ascii("text");
            assertThat(cipher.open("intake/1", cipher.seal("intake/1", text))).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource(Wrong.class)
    void one_wrong_bit_in_any_answer_ends_the_run_and_nothing_is_kept(Wrong wrong) throws Exception {
        Home home = new Home(directory);
        Path export = home.export("orders.txt", 1, 20);
        FaultyKeys device = new FaultyKeys(wrong, new AtomicBoolean());
        assertThatExceptionOfType(SecurityModuleException.class)
                .isThrownBy(() -> NewBatchKey.of(device.over(new TestModule().batchKeys()), BATCH))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(SecurityModuleException.Kind.WRONG_RESULT))
                .withMessageContaining("nothing was kept");
        device.again();

        PipelinePorts ports = new PipelinePorts(
                new TestModule(device::over),
                Home.LEDGER_KEY,
                question -> LineDefinition.plain(),
                Home.CLOCK,
                Progress.NONE);
        try (Pipeline pipeline = Pipeline.open(home.settings(), ports)) {
            BatchOutcome first = pipeline.prepare(home.request(export));

            assertThat(first.exitCode()).as(first.message()).isEqualTo(70);
            assertThat(pipeline.batches()).isEmpty();
            assertThat(Stream.of("inbox", "work", "out").map(directory::resolve))
                    .allSatisfy(place -> assertThat(filesOf(place)).isEmpty());
            assertThat(pipeline.prepare(home.request(export)).kind()).isEqualTo(BatchOutcome.Kind.DONE);
        }
    }

    /** All but the lock of the run. */
    private static Stream<Path> filesOf(Path place) throws Exception {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> !file.toString().endsWith(".lock")).toList().stream();
        }
    }

    /** Which answer is wrong. */
    enum Wrong {
        KEY,
        SEALED,
        OPENED
    }

    /** One answer of all has one wrong bit. */
    private record FaultyKeys(Wrong wrong, AtomicBoolean happened) {

        void again() {
            happened.set(false);
        }

        private ByteString disturbed(Wrong answer, ByteString right) {
            if (answer != wrong || happened.getAndSet(true)) {
                return right;
            }
            byte[] bytes = right.toByteArray();
            bytes[bytes.length / 2] ^= 0x10;
            return ByteString.of(bytes);
        }

        BatchKeys over(BatchKeys real) {
            return new BatchKeys() {
                @Override
                public ByteString create(String batch) {
                    return disturbed(Wrong.KEY, real.create(batch));
                }

                @Override
                public BatchCipher open(String batch, ByteString wrappedKey) {
                    return cipher(real.open(batch, wrappedKey));
                }
            };
        }

        private BatchKeys.BatchCipher cipher(BatchKeys.BatchCipher real) {
            return new BatchKeys.BatchCipher() {
                @Override
                public ByteString seal(String place, ByteString plain) {
                    return disturbed(Wrong.SEALED, real.seal(place, plain));
                }

                @Override
                public ByteString open(String place, ByteString sealed) {
                    return disturbed(Wrong.OPENED, real.open(place, sealed));
                }

                @Override
                public void close() {
                    real.close();
                }
            };
        }
    }
}
