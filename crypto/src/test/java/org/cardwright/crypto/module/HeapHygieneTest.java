package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for clear secrets in dumps of the heap after a batch of everything the module does (reliability, L14).
 *
 * <p>Among what lives there is none. In the garbage that no collection has cleared yet there is only what the libraries leave and
 * nobody can wipe: the numbers of RSA keys and the key schedules of AES.
 */
class HeapHygieneTest {

    private static final Predicate<String> LEFT_BY_LIBRARIES =
            name -> name.startsWith(SecretRun.RSA) || name.endsWith(MaskedSecrets.SCHEDULE);

    @TempDir
    private Path home;

    @Test
    void no_secret_stays_in_the_heap_behind_a_batch() throws IOException {
        MaskedSecrets secrets = new MaskedSecrets();
        try (SecretRun run = SecretRun.open(home.resolve("vault"), secrets)) {
            run.batch();
            Map<String, Integer> garbage = secrets.foundIn(dump("garbage", false));
            assertThat(garbage.keySet().stream().filter(LEFT_BY_LIBRARIES.negate()))
                    .isEmpty();
            assertThat(secrets.foundIn(dump("live", true))).isEmpty();

            byte[] planted = secrets.planted();
            assertThat(secrets.foundIn(dump("control", true)).keySet())
                    .as("%s bytes of secrets are found when they are there", planted.length)
                    .isEqualTo(secrets.names());
            assertThat(secrets.names().stream().map(HeapHygieneTest::secret).collect(Collectors.toSet()))
                    .hasSizeGreaterThan(25)
                    .contains("passphrase", "PIN digits", "PIN block as it comes", "kek2-k0", "imk-ac", "card key")
                    .contains("K_ENC", "S-MAC", "AES K_MAC", "AES S-RMAC", "KO")
                    .contains("batch data key", "RSA issuer p", "RSA card part 4");
        }
    }

    private static String secret(String name) {
        return name.replace(MaskedSecrets.HEX, "").replace(MaskedSecrets.SCHEDULE, "");
    }

    private Path dump(String name, boolean live) throws IOException {
        Path file = home.resolve(name + ".hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), live);
        return file;
    }
}
