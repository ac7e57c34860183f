package org.cardwright.jobs.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.hostcommand.HostCommandSettings.Limits;
import org.cardwright.crypto.module.Custody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostModuleSettingsTest {

    private static final String HOSTS = "policy = test\nsecurity-module = host-commands\n";
    private static final String HERE = HOSTS + "host-commands.addresses = localhost:1500\n";

    @TempDir
    private Path folder;

    @Test
    void map_every_setting() throws IOException {
        ModuleSettings module = settings(HOSTS + """
                host-commands.addresses = hsm1.example:1500, [2001:db8::7]:1501
                host-commands.table = other-make.table
                host-commands.tls.keystore = bureau.p12
                host-commands.tls.truststore = hsms.p12
                host-commands.connect-ms = 1000
                host-commands.answer-ms = 2000
                host-commands.aside-ms = 3000
                host-commands.connections = 2
                host-commands.window = 3
                """).module();
        assertThat(module)
                .isEqualTo(new ModuleSettings(
                        Optional.empty(),
                        Optional.of(new HostModuleSettings(
                                List.of(
                                        InetSocketAddress.createUnresolved("hsm1.example", 1500),
                                        InetSocketAddress.createUnresolved("2001:db8::7", 1501)),
                                Optional.of(folder.resolve("other-make.table")),
                                Optional.of(new HostModuleSettings.TlsFiles(
                                        folder.resolve("bureau.p12"), folder.resolve("hsms.p12"))),
                                new Limits(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), 2, 3))),
                        Custody.PAYMENT_HSM));
    }

    @Test
    void have_the_commands_of_the_program_and_usual_limits_by_default() throws IOException {
        HostModuleSettings hosts = settings(HERE).module().hosts().orElseThrow();
        assertThat(hosts.table()).isEmpty();
        assertThat(hosts.tls()).isEmpty();
        assertThat(hosts.limits()).isEqualTo(Limits.USUAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "custody = transit | custody TRANSIT is not that of",
                "pkcs11.tokens = a | belong to security-module = pkcs11",
                "host-commands.addresses = | host-commands.addresses is missing",
                "host-commands.addresses = localhost | are NAME:PORT",
                "host-commands.addresses = localhost:0 | are NAME:PORT",
                "host-commands.addresses = localhost:65536 | are NAME:PORT",
                "host-commands.addresses = localhost:1500, | are NAME:PORT",
                "host-commands.addresses = a b:1500 | are NAME:PORT",
                "host-commands.addresses = localhost:1, localhost:1 | each named once",
                "host-commands.addresses = localhost:1, hsm1.example:1 | without TLS is on this machine only",
                "host-commands.tls.keystore = a.p12 | belong together",
                "host-commands.tls.truststore = a.p12 | belong together",
                "host-commands.answer-ms = 0 | is not a number from 1 to 600000",
                "host-commands.connections = 257 | is not a number from 1 to 256",
                "host-commands.window = 65 | is not a number from 1 to 64",
                "host-commands.table = a\\u0000b | is no file name",
                "host-commands.timeout = 3 | unknown settings [host-commands.timeout]"
            })
    void say_what_is_wrong_with_them(String line, String because) {
        assertThatThrownBy(() -> settings(HERE + line))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("cardwright.properties: ")
                .hasMessageContaining(because);
    }

    @Test
    void belong_to_payment_hsms_only() {
        assertThatThrownBy(() -> settings("host-commands.window = 3"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("belong to security-module = host-commands");
        assertThatThrownBy(() -> settings("custody = payment-hsm")).hasMessageContaining("custody PAYMENT_HSM is not");
    }

    @Test
    void need_tls_in_production() throws IOException {
        String production = """
                policy = production
                security-module = host-commands
                host-commands.addresses = localhost:1500
                """;
        assertThatThrownBy(() -> settings(production)).hasMessageContaining("without TLS is refused under policy");
        assertThat(settings(production + "host-commands.tls.keystore = a\nhost-commands.tls.truststore = b\n")
                        .module()
                        .hosts())
                .isPresent();
    }

    private Settings settings(String text) throws IOException {
        Path file = folder.resolve("cardwright.properties");
        Files.writeString(file, text);
        return Settings.load(file);
    }
}
