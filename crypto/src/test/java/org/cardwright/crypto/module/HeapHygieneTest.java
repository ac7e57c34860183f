package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.ONE;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.under;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyGeneration.Specification;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for clear keys in a dump of the live heap. What garbage held is gone with the collection (reliability, L14). */
class HeapHygieneTest {

    private static final int MASK = 0x5A;

    @TempDir
    private Path home;

    @Test
    void no_key_of_the_vault_stays_in_the_heap_between_batches() throws IOException {
        KeyName imk = KeyName.of("b.imk-ac");
        KeyName kek = KeyName.of("b.kek2");
        KeyVault vault = KeyVault.create(home.resolve("v"), TestModule.passphrase(), PassphraseCost.LEAST);
        KeyGeneration.generate(
                vault, new Specification(imk, KeyPurpose.IMK_AC, KeyAlgorithm.TDES, 16, KeyDirection.NONE));
        KeyGeneration.generate(
                vault,
                new Specification(
                        kek, KeyPurpose.KEK, KeyAlgorithm.TDES, 16, KeyDirection.DATA_PREPARATION_TO_PERSONALIZER));
        byte[] maskedImk = masked(vault, imk);
        byte[] maskedKek = masked(vault, kek);
        try (SoftwareSecurityModule module = SoftwareSecurityModule.open(vault, ModulePolicy.production())) {
            module.cardKeys()
                    .derive(List.of(new CardKeys.CardKeyRequest(
                            List.of(imk), CardKeys.DerivationOption.A, PAN, ONE, under(kek.label(), Mode.ECB))));
            SecretBytes held = vault.open(vault.block(imk));
            assertThat(occurrences(dump("control"), maskedImk))
                    .as("positive control")
                    .isPositive();
            held.close();
            Path between = dump("between");
            assertThat(occurrences(between, maskedImk)).isZero();
            assertThat(occurrences(between, maskedKek)).isZero();
        }
    }

    /** The key with every byte masked, so that the pattern itself is not what the search finds. */
    private static byte[] masked(KeyVault vault, KeyName name) {
        try (SecretBytes clear = vault.open(vault.block(name))) {
            byte[] masked = ClearKeyAccess.open(clear).clone();
            for (int i = 0; i < masked.length; i++) {
                masked[i] ^= MASK;
            }
            return masked;
        }
    }

    private Path dump(String name) throws IOException {
        Path file = home.resolve(name + ".hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
        return file;
    }

    /** Counts the unmasked pattern in the file with a window as long as the pattern. */
    private static int occurrences(Path file, byte[] masked) throws IOException {
        int found = 0;
        byte[] window = new byte[masked.length];
        int at = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            for (int read = in.read(); read >= 0; read = in.read()) {
                window[at % window.length] = (byte) read;
                at++;
                found += matches(window, at, masked) ? 1 : 0;
            }
        }
        return found;
    }

    private static boolean matches(byte[] window, int next, byte[] masked) {
        for (int i = 0; i < masked.length; i++) {
            if ((window[(next + i) % window.length] ^ MASK) != masked[i]) {
                return false;
            }
        }
        return true;
    }
}
