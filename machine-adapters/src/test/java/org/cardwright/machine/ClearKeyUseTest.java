package org.cardwright.machine;

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

/** Clear secrets are touched inside the virtual card only: what a chip holds, and nothing of an issuer. */
class ClearKeyUseTest {

    private static final Pattern USE = Pattern.compile("ClearKeyAccess\\.open\\(");

    @Test
    void nothing_but_the_virtual_card_opens_a_secret() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        for (Path file : sources()) {
            int uses = (int) USE.matcher(Files.readString(file)).results().count();
            if (uses > 0) {
                found.put(file.getFileName().toString(), uses);
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "CardSecrets.java", 2,
                        "DgiStore.java", 1,
                        "IccPrivateKey.java", 1,
                        "ReferencePin.java", 1));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
