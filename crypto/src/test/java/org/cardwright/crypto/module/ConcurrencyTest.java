package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.encrypted;
import static org.cardwright.crypto.module.ModuleCalls.request;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.PinBlockFormat;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    @Test
    void the_time_in_clear_grows_with_work_on_secrets_only() {
        try (SoftwareSecurityModule module = TestModule.open()) {
            assertThat(module.inventory().keys()).isNotEmpty();
            assertThat(module.clearNanos()).isZero();
            allFamilies(module);
            long after = module.clearNanos();
            assertThat(after).isPositive();
            module.inventory().keys();
            assertThat(module.clearNanos()).isEqualTo(after);
        }
    }

    @Test
    void eight_threads_get_the_answers_of_one() throws Exception {
        try (SoftwareSecurityModule module = TestModule.open()) {
            List<Object> alone = allFamilies(module);
            try (BatchCipher cipher =
                    module.batchKeys().open("b", module.batchKeys().create("b"))) {
                List<Callable<Integer>> tasks = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    tasks.add(() -> compare(module, cipher, alone));
                }
                assertThat(run(tasks)).isEqualTo(THREADS * ROUNDS);
            }
        }
    }

    @Test
    void batches_of_one_session_get_the_same_answers_and_open_each_key_once() {
        try (SoftwareSecurityModule module = TestModule.open()) {
            List<Object> alone = allFamilies(module);
            List<Object> together = module.inOneSession(() -> {
                List<Object> first = allFamilies(module);
                assertThat(module.inOneSession(() -> allFamilies(module))).isEqualTo(first);
                return first;
            });
            assertThat(together).isEqualTo(alone);
            long after = module.clearNanos();
            module.inventory().keys();
            assertThat(module.clearNanos()).as("nothing is open any more").isEqualTo(after);
        }
    }

    /** What a batch throws ends the session of all of them, and leaves none behind. */
    @Test
    void a_session_of_several_batches_ends_with_what_they_throw() {
        try (SoftwareSecurityModule module = TestModule.open()) {
            List<Object> alone = allFamilies(module);
            assertThatThrownBy(() -> module.inOneSession(() -> {
                        allFamilies(module);
                        throw new IllegalArgumentException("no card");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no card");
            long after = module.clearNanos();
            assertThat(allFamilies(module)).isEqualTo(alone);
            assertThat(module.clearNanos()).isGreaterThan(after);
        }
    }

    @Test
    void closing_waits_for_running_batches_and_no_answer_is_wrong() throws Exception {
        for (int attempt = 0; attempt < 2; attempt++) {
            SoftwareSecurityModule module = TestModule.open();
            List<Object> alone = allFamilies(module);
            CountDownLatch answers = new CountDownLatch(5);
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                tasks.add(() -> untilClosed(module, alone, answers));
            }
            tasks.add(() -> {
                assertThat(answers.await(1, TimeUnit.MINUTES)).isTrue();
                module.close();
                return 0;
            });
            assertThat(run(tasks)).isGreaterThanOrEqualTo(5);
        }
    }

    /** Every answer before the end is right; the end is UNAVAILABLE. */
    private static int untilClosed(SoftwareSecurityModule module, List<Object> alone, CountDownLatch answers) {
        int right = 0;
        while (true) {
            try {
                assertThat(allFamilies(module)).isEqualTo(alone);
                right++;
                answers.countDown();
            } catch (SecurityModuleException closed) {
                assertThat(closed.kind()).isEqualTo(SecurityModuleException.Kind.UNAVAILABLE);
                return right;
            }
        }
    }

    private static int compare(SoftwareSecurityModule module, BatchCipher cipher, List<Object> alone) {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(allFamilies(module)).isEqualTo(alone);
            String place = Thread.currentThread().getName() + "/" + round;
            ByteString data = ByteString.ascii("card " + place);
            assertThat(cipher.open(place, cipher.seal(place, data))).isEqualTo(data);
        }
        return ROUNDS;
    }

    private static List<Object> allFamilies(SoftwareSecurityModule module) {
        EncryptedPinBlock block =
                new EncryptedPinBlock(PinBlockFormat.ISO_1, encrypted("141234567890ABCD", "bank-one.kek1-p0"));
        return List.of(
                module.cardKeys().derive(List.of(request(List.of("bank-one.imk-ac", "bank-two.imk-smi"), PAN))),
                module.pins()
                        .translate(List.of(new Pins.PinTranslationRequest(
                                "A-1/8010",
                                KeyName.of("bank-one.kek1-p0"),
                                block,
                                PAN,
                                under("personalizer.kek2-p0", Mode.ECB),
                                PinBlockFormat.ISO_1))),
                module.cardValues()
                        .cardVerificationValues(List.of(
                                new CardValues.CardValueRequest(KeyName.of("bank-one.cvk"), PAN, "3012", "201"))),
                module.seals().mac(KeyName.of("bureau.record-mac"), "x", List.of(ByteString.EMPTY)),
                module.seals().sign(KeyName.of("bureau.manifest-signing"), ByteString.EMPTY));
    }

    private static int run(List<Callable<Integer>> tasks) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            int sum = 0;
            for (Future<Integer> result : threads.invokeAll(tasks)) {
                sum += result.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }
}
