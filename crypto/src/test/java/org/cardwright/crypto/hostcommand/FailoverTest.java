package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cardwright.crypto.hostcommand.HostCommandSettings.Limits;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.WrappedCardKeys;
import org.cardwright.crypto.module.ModuleCondition;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hosts, one of which fails: no answer is lost, doubled or in the wrong place. */
class FailoverTest {

    private static final SoftwareSecurityModule SOFTWARE = Simulated.software();

    /** So that a batch is several commands. */
    private static final int CARDS = 2000;

    private final HostCommandSimulator first = Simulated.simulator(SOFTWARE, HostCommandTable.standard());
    private final HostCommandSimulator second = Simulated.simulator(SOFTWARE, HostCommandTable.standard());
    private final HostCommandSecurityModule module =
            HostCommandSecurityModule.connect(Simulated.settings(first.address(), second.address()));

    @AfterEach
    void close() {
        module.close();
        first.close();
        second.close();
    }

    @AfterAll
    static void closeSoftware() {
        SOFTWARE.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 6})
    void a_host_that_dies_in_the_middle_of_a_batch_loses_nothing(int after) {
        first.order(SimulatedFault.of(HostOperation.DERIVE_CARD_KEYS, SimulatedFault.Kind.DEATH)
                .after(after));
        List<CardKeyRequest> cards = Requests.cards(CARDS);
        List<WrappedCardKeys> answers = module.cardKeys().derive(cards);
        assertThat(answers).isEqualTo(SOFTWARE.cardKeys().derive(cards));
        int commands = first.seen(HostOperation.DERIVE_CARD_KEYS) + second.seen(HostOperation.DERIVE_CARD_KEYS);
        int needed = new HostBatch(
                        HostCommandTable.standard().command(HostOperation.DERIVE_CARD_KEYS),
                        HostCommandTable.standard().framing())
                .parts(cards.stream().map(CardKeyCalls::request).toList())
                .size();
        assertThat(needed).isGreaterThan(6);
        assertThat(commands)
                .as("only what was on its way is asked for again")
                .isBetween(needed + 1, needed + Limits.USUAL.window());
    }

    @Test
    void several_threads_lose_nothing_when_a_host_dies_under_them() throws Exception {
        first.order(SimulatedFault.of(HostOperation.DERIVE_CARD_KEYS, SimulatedFault.Kind.DEATH)
                .after(9));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<WrappedCardKeys>>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int from = thread * CARDS / 4;
                all.add(threads.submit(() -> module.cardKeys()
                        .derive(IntStream.range(from, from + CARDS / 4)
                                .mapToObj(Requests::cardKeys)
                                .toList())));
            }
            List<WrappedCardKeys> answers = new ArrayList<>();
            for (Future<List<WrappedCardKeys>> one : all) {
                answers.addAll(one.get(60, TimeUnit.SECONDS));
            }
            assertThat(answers).isEqualTo(SOFTWARE.cardKeys().derive(Requests.cards(CARDS)));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void hosts_take_turns_while_they_work() {
        for (int i = 0; i < 10; i++) {
            module.cardKeys().derive(Requests.cards(1));
        }
        assertThat(first.seen(HostOperation.DERIVE_CARD_KEYS)).isEqualTo(5);
        assertThat(second.seen(HostOperation.DERIVE_CARD_KEYS)).isEqualTo(5);
    }

    @Test
    void a_host_that_failed_is_left_alone_for_a_time_and_then_used_again() throws Exception {
        Limits limits = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(2), 8, 4);
        try (HostCommandSecurityModule patient = HostCommandSecurityModule.connect(
                Simulated.settings(first.address(), second.address()).with(limits))) {
            first.order(SimulatedFault.error(HostOperation.DERIVE_CARD_KEYS, "47"));
            patient.cardKeys().derive(Requests.cards(1));
            patient.cardKeys().derive(Requests.cards(1));
            int before = first.seen(HostOperation.DERIVE_CARD_KEYS);
            patient.cardKeys().derive(Requests.cards(1));
            patient.cardKeys().derive(Requests.cards(1));
            assertThat(first.seen(HostOperation.DERIVE_CARD_KEYS)).isEqualTo(before);
            Thread.sleep(limits.aside().toMillis());
            patient.cardKeys().derive(Requests.cards(1));
            patient.cardKeys().derive(Requests.cards(1));
            assertThat(first.seen(HostOperation.DERIVE_CARD_KEYS)).isGreaterThan(before);
        }
    }

    @Test
    void a_status_welcomes_a_host_that_is_back() {
        first.order(SimulatedFault.error(HostOperation.DERIVE_CARD_KEYS, "47"));
        module.cardKeys().derive(Requests.cards(1));
        assertThat(module.status()).allMatch(status -> status.device().isPresent());
        int before = first.seen(HostOperation.DERIVE_CARD_KEYS);
        module.cardKeys().derive(Requests.cards(1));
        module.cardKeys().derive(Requests.cards(1));
        assertThat(first.seen(HostOperation.DERIVE_CARD_KEYS)).isEqualTo(before + 1);
    }

    @Test
    void the_condition_of_each_host_is_told_and_which_commands_there_are() {
        module.cardKeys().derive(Requests.cards(1));
        assertThat(module.condition().devices()).hasSize(2).allSatisfy(device -> {
            assertThat(device.works()).isTrue();
            assertThat(device.description()).startsWith("Cardwright simulator, ");
            assertThat(device.lastFault()).isEmpty();
        });
        second.close();
        assertThat(module.condition().devices().get(1)).satisfies(device -> {
            assertThat(device.works()).isFalse();
            assertThat(device.name())
                    .isEqualTo(second.address().getHostString() + ":"
                            + second.address().getPort());
            assertThat(device.lastFault()).isNotEmpty();
        });
        assertThat(module.condition().trials())
                .hasSameSizeAs(HostOperation.values())
                .contains(new ModuleCondition.Trial("derive-card-keys", "KI", "in the table"));
    }

    @Test
    void a_batch_key_goes_to_a_host_that_can_be_reached_but_not_to_two() {
        first.close();
        assertThat(module.batchKeys().create("A-1").isEmpty()).isFalse();
        second.order(SimulatedFault.of(HostOperation.CREATE_BATCH_KEY, SimulatedFault.Kind.DEATH));
        assertThatThrownBy(() -> module.batchKeys().create("A-2"))
                .isInstanceOf(SecurityModuleException.class)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }
}
