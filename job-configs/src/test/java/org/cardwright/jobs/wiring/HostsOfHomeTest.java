package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.pipeline.step.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsOfHomeTest {

    @TempDir
    private Path folder;

    @Test
    void a_published_test_key_in_a_payment_hsm_is_refused_in_production_by_its_name() throws Exception {
        try (OpenedHome home = OpenedHome.open(
                HomeDirectory.open(TestVault.in(folder.resolve("home"))),
                OpenedHome.publishedTestPassphrase(),
                Progress.NONE)) {
            home.module().issuerKeys().generate(KeyName.of("bank-one.own"), 1024, 3);
            List<KeyDescription> keys = home.module().inventory().keys();
            List<KeyDescription> own = keys.stream().filter(key -> !key.test()).toList();
            KeyDescription published =
                    keys.stream().filter(KeyDescription::test).findFirst().orElseThrow();

            assertThat(own).hasSize(1);
            HostsOfHome.requireNoTestKey(own);
            assertThatThrownBy(() -> HostsOfHome.requireNoTestKey(List.of(own.get(0), published)))
                    .isInstanceOf(SecurityModuleException.class)
                    .hasMessage(published.name() + " in the payment HSM is a published test key, refused in production")
                    .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                    .isEqualTo(Kind.KEY_REFUSED);
        }
    }
}
