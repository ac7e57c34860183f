package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.pipeline.partition.BrokerException;
import org.cardwright.pipeline.partition.BrokerSettings;
import org.cardwright.pipeline.partition.PartitionInbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker behind TLS shows a certificate that we know, and asks for ours. */
class BrokerTlsTest {

    private static final String WORD = "of-the-files";

    @TempDir
    private static Path directory;

    @TempDir
    private Path data;

    private TestBroker broker;

    @BeforeAll
    static void make_certificates() throws Exception {
        makePair("broker");
        makePair("bureau");
        makePair("stranger");
    }

    @BeforeEach
    void start_a_broker_with_certificates_on_both_sides() throws Exception {
        broker = TestBroker.startedIn(
                data,
                "?sslEnabled=true;needClientAuth=true;keyStoreType=PKCS12;trustStoreType=PKCS12;keyStorePath="
                        + directory.resolve("broker.p12") + ";keyStorePassword=" + WORD + ";trustStorePath="
                        + directory.resolve("bureau-trust.p12") + ";trustStorePassword=" + WORD);
    }

    @AfterEach
    void stop_the_broker() throws Exception {
        broker.stop();
    }

    @Test
    void who_knows_the_other_one_is_let_in() {
        try (PartitionInbox inbox = open("broker", Optional.of("bureau"))) {
            assertThat(inbox.isOpen()).isTrue();
        }
    }

    @Test
    void a_broker_that_we_do_not_know_gets_no_password() {
        assertThatThrownBy(() -> open("stranger", Optional.of("bureau")))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void without_our_certificate_the_broker_lets_nobody_in() {
        assertThatThrownBy(() -> open("broker", Optional.empty())).isInstanceOf(BrokerException.class);
    }

    private PartitionInbox open(String trusted, Optional<String> own) {
        BrokerSettings clear = TestBroker.settings(broker.port(), TestBroker.ACCESS);
        BrokerSettings.TlsFiles tls = new BrokerSettings.TlsFiles(
                directory.resolve(trusted + "-trust.p12"), own.map(name -> directory.resolve(name + ".p12")), WORD);
        return PartitionInbox.open(
                new BrokerSettings(clear.addresses(), clear.queue(), clear.user(), clear.password(), Optional.of(tls)),
                TestBroker.LEASE,
                text -> {});
    }

    /** A key with its own certificate, and a store of who trusts it. */
    private static void makePair(String name) throws Exception {
        keytool(
                "-genkeypair -keyalg EC -alias " + name + " -dname CN=" + name + " -ext san=ip:127.0.0.1",
                name + ".p12");
        keytool("-exportcert -alias " + name + " -file " + directory.resolve(name + ".cer"), name + ".p12");
        keytool(
                "-importcert -noprompt -alias " + name + " -file " + directory.resolve(name + ".cer"),
                name + "-trust.p12");
    }

    private static void keytool(String arguments, String store) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ", -1)));
        command.addAll(List.of(
                "-storetype",
                "PKCS12",
                "-storepass",
                WORD,
                "-keystore",
                directory.resolve(store).toString()));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
    }
}
