package org.cardwright.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCapabilitiesTest {

    private static final Path DOCUMENT = Path.of("../docs/hsm.md");

    private SoftHsmTokens tokens;

    @BeforeEach
    void make(@TempDir Path directory) {
        tokens = TestTokens.make(directory, "probe", "second");
    }

    @AfterEach
    void close() {
        if (tokens != null) {
            tokens.close();
        }
    }

    @Test
    void softhsm_does_what_the_document_says_and_nothing_else() throws IOException {
        try (TokenGroup group = TestTokens.open("probe", "second")) {
            TokenCapabilities found = group.capabilities();
            List<String> documented = Files.readAllLines(DOCUMENT).stream()
                    .dropWhile(line -> !line.equals("```capabilities"))
                    .skip(1)
                    .takeWhile(line -> !line.equals("```"))
                    .toList();
            assertThat(found.lines()).isEqualTo(documented);
            assertThat(found.works(TokenOperation.DERIVE_TDES)).isTrue();
            assertThat(found.works(TokenOperation.WRAP_TDES_ECB)).isFalse();
            assertThat(group.health()).allMatch(TokenHealth::isUp);
            assertThatObject(group.run(TokenSession::list)).isEqualTo(List.of());
        }
    }
}
