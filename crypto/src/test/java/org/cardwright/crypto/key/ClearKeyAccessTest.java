package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Pins every use of a clear key. When this test fails, somebody opened the door at a new place: look at it twice, then write
 * it down here.
 */
class ClearKeyAccessTest {

    private static final Pattern USE = Pattern.compile("ClearKeyAccess\\.open\\(");

    private static final Map<String, Integer> USES = Map.ofEntries(
            Map.entry("AesKeyWrap", 1),
            Map.entry("CardCryptograms", 1),
            Map.entry("CardKeySet", 1),
            Map.entry("CardManagementKeys", 1),
            Map.entry("DerivedKey", 1),
            Map.entry("DesParity", 2),
            Map.entry("ClearKeyCipher", 2),
            Map.entry("ClearKeyMac", 1),
            Map.entry("KeyComponents", 2),
            Map.entry("KeyImport", 1),
            Map.entry("KeyRules", 2),
            Map.entry("NewKey", 1),
            Map.entry("NewComponents", 1),
            Map.entry("PaddedParts", 2),
            Map.entry("PassphraseCost", 1),
            Map.entry("PassphraseRecord", 1),
            Map.entry("RsaPrivateKey", 5),
            Map.entry("Scp03Keys", 1),
            Map.entry("SecretTransport", 1),
            Map.entry("SecureMessaging", 1),
            Map.entry("SoftCardSession", 1),
            Map.entry("SealedShare", 1),
            Map.entry("SecretSharing", 1),
            Map.entry("SessionKeyDerivation", 1),
            Map.entry("Share", 4),
            Map.entry("ShareForm", 1),
            Map.entry("ShareJoin", 1),
            Map.entry("SingleLength", 2),
            Map.entry("SoftBatchCipher", 1),
            Map.entry("StorageCipher", 2),
            Map.entry("SoftCardKeys", 1),
            Map.entry("SoftChecks", 1),
            Map.entry("OpenPgpKey", 1),
            Map.entry("OpenedVaultKeys", 1),
            Map.entry("CipherTrials", 1),
            Map.entry("KeyMaking", 3),
            Map.entry("KeyTrials", 2),
            Map.entry("Pkcs12File", 1),
            Map.entry("Pkcs1Parts", 1),
            Map.entry("PublicHalves", 1),
            Map.entry("TokenPin", 2),
            Map.entry("KeysOnTokens", 1),
            Map.entry("Tr31", 1),
            Map.entry("VaultSecret", 1));

    @Test
    void clear_keys_are_touched_where_it_was_decided_and_nowhere_else() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        for (Path file : sources()) {
            int uses = (int) USE.matcher(Files.readString(file)).results().count();
            if (uses > 0) {
                found.put(file.getFileName().toString().replace(".java", ""), uses);
            }
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(USES);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
