package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.cardwright.crypto.hostcommand.HostCommandSettings.Limits;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that do not hold the same keys are not used together, and one that was exchanged is not used at all. */
class VettingTest {

    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMillis(1), 8, 4);
    private static final KeyName OTHER = KeyName.of("bank-one.made-twice");

    @TempDir
    private Path folder;

    private SoftwareSecurityModule ours;
    private SoftwareSecurityModule theirs;
    private HostCommandSimulator first;
    private HostCommandSimulator second;
    private HostCommandSecurityModule module;

    @BeforeEach
    void start() throws Exception {
        ours = Simulated.changeable(Files.createDirectory(folder.resolve("ours")));
        theirs = Simulated.changeable(Files.createDirectory(folder.resolve("theirs")));
        first = HostCommandSimulator.start(ours);
        second = HostCommandSimulator.start(ours);
        module = HostCommandSecurityModule.connect(
                Simulated.settings(first.address(), second.address()).with(LIMITS));
    }

    @AfterEach
    void stop() {
        module.close();
        first.close();
        second.close();
        ours.close();
        theirs.close();
    }

    private void exchangeSecond(SoftwareSecurityModule over) throws Exception {
        int port = second.address().getPort();
        second.close();
        second = HostCommandSimulator.start(over, HostCommandTable.standard(), Optional.empty(), port);
    }

    private void derive(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(module.cardKeys().derive(Requests.cards(1)))
                    .isEqualTo(ours.cardKeys().derive(Requests.cards(1)));
        }
    }

    @Test
    void hosts_with_the_same_keys_are_used_and_one_that_does_not_answer_is_left_out() {
        assertThat(module.requireSameKeys()).isEqualTo(ours.inventory().keys());
        second.close();
        assertThat(module.requireSameKeys()).isEqualTo(ours.inventory().keys());
        derive(2);
    }

    @Test
    void a_key_that_one_of_them_lacks_or_has_otherwise_is_named() throws Exception {
        ours.issuerKeys().generate(OTHER, 1024, 3);
        exchangeSecond(theirs);
        assertDiffer();
        theirs.issuerKeys().generate(OTHER, 1024, 3);
        assertDiffer();
    }

    private void assertDiffer() {
        try (HostCommandSecurityModule fresh = HostCommandSecurityModule.connect(
                Simulated.settings(first.address(), second.address()).with(LIMITS))) {
            assertThatThrownBy(fresh::requireSameKeys)
                    .isInstanceOf(SecurityModuleException.class)
                    .hasMessageContaining("do not hold the same keys: " + OTHER + " differs")
                    .hasMessageContaining(":" + first.address().getPort())
                    .hasMessageContaining(":" + second.address().getPort())
                    .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                    .isEqualTo(Kind.KEY_REFUSED);
        }
    }

    @Test
    void a_host_that_comes_back_with_its_keys_is_used_again() throws Exception {
        module.requireSameKeys();
        second.close();
        derive(4);
        exchangeSecond(ours);
        derive(8);
        assertThat(second.seen(HostOperation.DERIVE_CARD_KEYS)).isPositive();
    }

    @Test
    void a_host_that_comes_back_with_other_keys_is_not_used() throws Exception {
        ours.issuerKeys().generate(OTHER, 1024, 3);
        theirs.issuerKeys().generate(OTHER, 1024, 3);
        module.requireSameKeys();
        second.close();
        derive(4);
        exchangeSecond(theirs);
        derive(8);
        assertThat(second.seen(HostOperation.LIST_KEYS)).isPositive();
        assertThat(second.seen(HostOperation.DERIVE_CARD_KEYS)).isZero();
        first.close();
        assertThatThrownBy(() -> module.cardKeys().derive(Requests.cards(1)))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining("came back without key " + OTHER + " as it was")
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void a_host_that_was_exchanged_while_its_connections_lay_idle_is_not_used() throws Exception {
        ours.issuerKeys().generate(OTHER, 1024, 3);
        theirs.issuerKeys().generate(OTHER, 1024, 3);
        module.requireSameKeys();
        derive(4);
        exchangeSecond(theirs);
        derive(8);
        assertThat(second.seen(HostOperation.DERIVE_CARD_KEYS)).isZero();
    }

    @Test
    void a_host_that_answers_but_not_with_its_keys_is_left_out() {
        second.order(SimulatedFault.error(HostOperation.LIST_KEYS, "17"));
        assertThat(module.requireSameKeys()).isEqualTo(ours.inventory().keys());
        derive(4);
    }
}
