package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.hostcommand.HostCommandSettings.Limits;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IssuerCertificateRequest;
import org.cardwright.crypto.module.IssuerKeys.Certification;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a device does wrongly is found out, repeated where that is right, and never used. */
class FaultsTest {

    private Simulated simulated = new Simulated(HostCommandTable.standard(), Simulated.QUICK);
    private SecurityModule module = simulated.module;

    @BeforeEach
    void warm() {
        module.inventory().rsaPublicKey(Requests.ISSUER);
    }

    /** A key pair may take longer than a quick simulator is given. */
    private void waitForKeyPairs() {
        close();
        simulated = new Simulated(HostCommandTable.standard(), Simulated.PATIENT);
        module = simulated.module;
        warm();
    }

    @AfterEach
    void close() {
        simulated.close();
    }

    private void order(HostOperation operation, SimulatedFault.Kind kind) {
        simulated.simulator.order(SimulatedFault.of(operation, kind));
    }

    private static void assertKind(ThrowingCallable call, Kind kind, String because) {
        assertThatThrownBy(call)
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining(because)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(kind);
    }

    private void assertDerivesWell() {
        assertThat(module.cardKeys().derive(Requests.cards(3)))
                .isEqualTo(simulated.software.cardKeys().derive(Requests.cards(3)));
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENCE", "CLOSED_IN_ANSWER", "CLOSED_BEFORE_ANSWER"})
    void a_derivation_whose_answer_is_lost_is_asked_for_again(SimulatedFault.Kind fault) {
        order(HostOperation.DERIVE_CARD_KEYS, fault);
        assertDerivesWell();
        assertThat(simulated.simulator.seen(HostOperation.DERIVE_CARD_KEYS)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENCE", "CLOSED_IN_ANSWER", "CLOSED_BEFORE_ANSWER"})
    void a_key_pair_of_a_card_whose_answer_is_lost_is_asked_for_again(SimulatedFault.Kind fault) {
        waitForKeyPairs();
        List<IccKeyRequest> wanted = List.of(Requests.iccKey("A-1", Optional.empty()));
        order(HostOperation.GENERATE_CARD_KEY, fault);
        assertThat(module.certificates().generateIccKeys(wanted))
                .isEqualTo(simulated.software.certificates().generateIccKeys(wanted));
        assertThat(simulated.simulator.seen(HostOperation.GENERATE_CARD_KEY)).isEqualTo(2);
    }

    @Test
    void a_key_that_stays_and_a_change_of_state_are_not_asked_for_twice() {
        order(HostOperation.GENERATE_ISSUER_KEY, SimulatedFault.Kind.SILENCE);
        assertKind(
                () -> module.issuerKeys().generate(KeyName.of("bank-one.lost"), 1024, 3),
                Kind.UNAVAILABLE,
                "not sent again");
        assertThat(simulated.simulator.seen(HostOperation.GENERATE_ISSUER_KEY)).isEqualTo(1);
        order(HostOperation.CREATE_BATCH_KEY, SimulatedFault.Kind.CLOSED_BEFORE_ANSWER);
        assertKind(() -> module.batchKeys().create("batch"), Kind.UNAVAILABLE, "not sent again");
        order(HostOperation.CHANGE_KEY_STATE, SimulatedFault.Kind.SILENCE);
        assertKind(
                () -> module.keyLife().change(KeyName.of("bank-one.cvk"), KeyState.SUSPENDED),
                Kind.UNAVAILABLE,
                "not sent again");
        assertThat(simulated.simulator.seen(HostOperation.CREATE_BATCH_KEY)).isEqualTo(1);
        assertThat(simulated.simulator.seen(HostOperation.CHANGE_KEY_STATE)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"WRONG_HEADER", "WRONG_RESPONSE_CODE", "TOO_SHORT", "TOO_LONG", "WRONG_LENGTH", "MISSING_ENTRY"})
    void an_answer_of_a_wrong_shape_is_not_used(SimulatedFault.Kind fault) {
        order(HostOperation.DERIVE_CARD_KEYS, fault);
        assertKind(() -> module.cardKeys().derive(Requests.cards(3)), Kind.WRONG_RESULT, "");
        assertThat(simulated.simulator.seen(HostOperation.DERIVE_CARD_KEYS)).isEqualTo(1);
        assertDerivesWell();
    }

    @Test
    void a_signature_or_certificate_with_one_wrong_bit_is_not_used() {
        waitForKeyPairs();
        ByteString key = module.inventory().rsaPublicKey(Requests.ISSUER).modulus();
        order(HostOperation.SIGN_STATIC_DATA, SimulatedFault.Kind.FLIPPED_BYTE);
        assertWrong(() -> module.certificates().signStaticData(List.of(Requests.staticData(10))));
        order(HostOperation.GENERATE_CARD_KEY, SimulatedFault.Kind.FLIPPED_BYTE);
        assertWrong(() -> module.certificates().generateIccKeys(List.of(Requests.iccKey("A-1", Optional.empty()))));
        order(HostOperation.SIGN_KEY_REQUEST, SimulatedFault.Kind.FLIPPED_BYTE);
        assertWrong(() -> module.issuerKeys().signRequest(Requests.ISSUER, SignatureFrame.SHA1_MARKED, key));
        order(HostOperation.SIGN_AUTHORITY_RESPONSE, SimulatedFault.Kind.FLIPPED_BYTE);
        assertWrong(() -> module.issuerKeys().signResponse(Requests.CA, SignatureFrame.SHA1_MARKED, key));
        order(HostOperation.SIGN_LOADED, SimulatedFault.Kind.FLIPPED_BYTE);
        assertWrong(() -> module.seals().sign(Requests.SIGNING, key));
        order(HostOperation.CERTIFY_PUBLIC_KEY, SimulatedFault.Kind.FLIPPED_BYTE);
        assertWrong(() -> module.issuerKeys()
                .certify(new Certification(
                        Requests.CA,
                        module.inventory().rsaPublicKey(Requests.ISSUER),
                        "999999",
                        Requests.EXPIRES,
                        Requests.SERIAL)));
        order(HostOperation.CERTIFY_ISSUER_KEY, SimulatedFault.Kind.FLIPPED_BYTE);
        assertWrong(() -> module.certificates()
                .certifyIssuerKey(new IssuerCertificateRequest(
                        Requests.CA, Requests.ISSUER, "999999", Requests.EXPIRES, Requests.SERIAL)));
        assertThat(module.certificates().signStaticData(List.of(Requests.staticData(10))))
                .isEqualTo(simulated.software.certificates().signStaticData(List.of(Requests.staticData(10))));
    }

    private static void assertWrong(ThrowingCallable call) {
        assertKind(call, Kind.WRONG_RESULT, "not used, it does not verify");
    }

    @Test
    void a_public_key_that_is_not_that_of_the_check_value_is_not_believed() {
        order(HostOperation.RSA_PUBLIC_KEY, SimulatedFault.Kind.FLIPPED_BYTE);
        assertKind(() -> module.inventory().rsaPublicKey(Requests.CA), Kind.WRONG_RESULT, "check value");
        order(HostOperation.ED25519_PUBLIC_KEY, SimulatedFault.Kind.FLIPPED_BYTE);
        assertKind(() -> module.inventory().ed25519PublicKey(Requests.SIGNING), Kind.WRONG_RESULT, "check value");
        order(HostOperation.ECHO, SimulatedFault.Kind.FLIPPED_BYTE);
        assertKind(() -> module.batchKeys().create("batch"), Kind.WRONG_RESULT, "not what was sent");
        assertThat(simulated.simulator.seen(HostOperation.CREATE_BATCH_KEY)).isZero();
    }

    @Test
    void error_codes_are_what_the_table_says_of_them() {
        simulated.simulator.order(SimulatedFault.error(HostOperation.DERIVE_CARD_KEYS, "17"));
        assertKind(() -> module.cardKeys().derive(Requests.cards(1)), Kind.KEY_REFUSED, "authorised state");
        simulated.simulator.order(SimulatedFault.error(HostOperation.DERIVE_CARD_KEYS, "15"));
        assertKind(() -> module.cardKeys().derive(Requests.cards(1)), Kind.BAD_INPUT, "15, invalid input");
        simulated.simulator.order(SimulatedFault.error(HostOperation.DERIVE_CARD_KEYS, "41"));
        assertKind(() -> module.cardKeys().derive(Requests.cards(1)), Kind.UNAVAILABLE, "41");
        simulated.simulator.order(SimulatedFault.error(HostOperation.DERIVE_CARD_KEYS, "ZZ"));
        assertKind(() -> module.cardKeys().derive(Requests.cards(1)), Kind.WRONG_RESULT, "not in the table");
        int before = simulated.simulator.seen(HostOperation.DERIVE_CARD_KEYS);
        simulated.simulator.order(SimulatedFault.error(HostOperation.DERIVE_CARD_KEYS, "13"));
        assertDerivesWell();
        assertThat(simulated.simulator.seen(HostOperation.DERIVE_CARD_KEYS)).isEqualTo(before + 2);
    }

    @Test
    void the_first_error_of_a_batch_is_told_and_the_connection_stays_in_step() {
        simulated.simulator.order(
                SimulatedFault.error(HostOperation.DERIVE_CARD_KEYS, "15").after(1));
        assertKind(() -> module.cardKeys().derive(Requests.cards(1200)), Kind.BAD_INPUT, "15");
        assertDerivesWell();
    }

    @Test
    void a_slow_answer_is_waited_for_and_one_that_is_too_slow_is_not() {
        simulated.simulator.order(SimulatedFault.slow(HostOperation.DERIVE_CARD_KEYS, Duration.ofMillis(100)));
        assertDerivesWell();
        assertThat(simulated.simulator.seen(HostOperation.DERIVE_CARD_KEYS)).isEqualTo(1);
        simulated.simulator.order(SimulatedFault.slow(HostOperation.CREATE_BATCH_KEY, Duration.ofSeconds(3)));
        assertKind(() -> module.batchKeys().create("batch"), Kind.UNAVAILABLE, "no answer in time");
    }

    @Test
    void a_message_whose_loading_is_interrupted_is_loaded_from_its_beginning() {
        ByteString message = ByteString.repeat(9, 100_000);
        ByteString signature = simulated.software.seals().sign(Requests.SIGNING, message);
        simulated.simulator.order(SimulatedFault.of(HostOperation.LOAD_MESSAGE, SimulatedFault.Kind.CLOSED_IN_ANSWER)
                .after(3));
        assertThat(module.seals().sign(Requests.SIGNING, message)).isEqualTo(signature);
        assertThat(simulated.simulator.seen(HostOperation.SIGN_LOADED)).isEqualTo(1);
    }

    @Test
    void without_any_host_the_module_is_unavailable_and_says_so_of_each() {
        simulated.simulator.close();
        assertKind(
                () -> module.cardKeys().derive(Requests.cards(1)),
                Kind.UNAVAILABLE,
                "no HSM answers DERIVE_CARD_KEYS: "
                        + simulated.simulator.address().getHostString());
        assertThat(simulated.module.status()).singleElement().satisfies(status -> {
            assertThat(status.device()).isEmpty();
            assertThat(status.failure()).isNotEmpty();
        });
        simulated.module.close();
        assertKind(() -> module.cardKeys().derive(Requests.cards(1)), Kind.UNAVAILABLE, "closed");
    }

    @Test
    void a_host_that_answers_says_what_it_is() {
        assertThat(simulated.module.status()).singleElement().satisfies(status -> {
            assertThat(status.device().orElseThrow().firmware()).isEqualTo("Cardwright simulator");
            assertThat(status.device().orElseThrow().keys())
                    .isEqualTo(simulated.software.inventory().keys().size());
            assertThat(status.failure()).isEmpty();
        });
    }

    @Test
    void a_port_where_somebody_else_answers_is_no_hsm() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try (Socket socket = other.accept()) {
                    socket.getOutputStream().write(new byte[] {0, 0, 'H', 'T', 'T', 'P'});
                    socket.getInputStream().read();
                } catch (IOException ended) {
                    // the test is over
                }
            });
            thread.setDaemon(true);
            thread.start();
            try (HostCommandSecurityModule stranger = HostCommandSecurityModule.connect(Simulated.settings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), other.getLocalPort())))) {
                assertKind(() -> stranger.cardKeys().derive(Requests.cards(1)), Kind.WRONG_RESULT, "no frame");
            }
        }
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> Simulated.settings()).hasMessageContaining("has a host");
        assertThatThrownBy(() -> Simulated.settings(new InetSocketAddress("192.0.2.1", 1500)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without TLS");
        assertThatThrownBy(() -> new Limits(Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO, 1, 1))
                .hasMessageContaining("timeouts");
        assertThatThrownBy(() -> new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO, 0, 1))
                .hasMessageContaining("connections");
    }
}
