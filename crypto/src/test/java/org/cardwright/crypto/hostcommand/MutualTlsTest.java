package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.cardwright.crypto.hostcommand.HostCommandSettings.Limits;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Both sides show a certificate that the other knows; without one there is no connection. */
class MutualTlsTest {

    private static final SoftwareSecurityModule SOFTWARE = Simulated.software();
    private static final TlsIdentity DEVICE = TlsIdentity.of("localhost");
    private static final TlsIdentity BUREAU = TlsIdentity.of("bureau");
    private static final TlsIdentity STRANGER = TlsIdentity.of("stranger");

    @AfterAll
    static void close() {
        SOFTWARE.close();
    }

    private static HostCommandSimulator device() throws Exception {
        return HostCommandSimulator.start(
                SOFTWARE,
                HostCommandTable.standard(),
                Optional.of(DEVICE.believing(BUREAU).getServerSocketFactory()));
    }

    private static HostCommandSecurityModule connect(HostCommandSimulator device, String name, SSLContext context) {
        return HostCommandSecurityModule.connect(new HostCommandSettings(
                List.of(new InetSocketAddress(name, device.address().getPort())),
                Optional.of(context.getSocketFactory()),
                HostCommandTable.standard(),
                Limits.USUAL));
    }

    @Test
    void both_sides_know_each_other() throws Exception {
        try (HostCommandSimulator device = device();
                HostCommandSecurityModule module = connect(device, "localhost", BUREAU.believing(DEVICE))) {
            assertThat(module.cardKeys().derive(Requests.cards(1000)))
                    .isEqualTo(SOFTWARE.cardKeys().derive(Requests.cards(1000)));
        }
    }

    @Test
    void a_stranger_on_either_side_gets_no_connection() throws Exception {
        try (HostCommandSimulator device = device();
                HostCommandSecurityModule stranger = connect(device, "localhost", STRANGER.believing(DEVICE));
                HostCommandSecurityModule misled = connect(device, "localhost", BUREAU.believing(STRANGER));
                HostCommandSecurityModule elsewhere = connect(device, "127.0.0.1", BUREAU.believing(DEVICE));
                HostCommandSecurityModule plain = HostCommandSecurityModule.connect(
                        Simulated.settings(device.address()).with(Simulated.QUICK))) {
            for (HostCommandSecurityModule module : List.of(stranger, misled, elsewhere, plain)) {
                assertThatThrownBy(() -> module.cardKeys().derive(Requests.cards(1)))
                        .isInstanceOf(SecurityModuleException.class)
                        .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                        .isIn(Kind.UNAVAILABLE, Kind.WRONG_RESULT);
            }
            assertThat(device.seen(HostOperation.DERIVE_CARD_KEYS)).isZero();
        }
    }
}
