package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Mutator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R11: a damaged layout is a layout or a refusal. */
@Tag("R11")
class LayoutFuzzTest {

    private static final long CASES = "full".equals(System.getProperty("cardwright.score")) ? 20_000 : 200;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"northbank-delimited", "northbank-fixed", "northbank-json", "harbour-embosser"})
    void gives_a_layout_or_a_declared_refusal(String name) {
        ByteString good = ByteString.of(LayoutText.shipped(name).text().getBytes(StandardCharsets.UTF_8));
        Seeds.forEachCase(CASES, random -> check(Mutator.mutate(random, good)));
    }

    private void check(ByteString content) {
        try {
            Path file = Files.write(directory.resolve("layout.xml"), content.toByteArray());
            assertThat(IssuerLayout.load(file).name()).isNotEmpty();
        } catch (MalformedFileException refused) {
            assertThat(refused.getMessage()).startsWith("layout.xml");
        } catch (IOException medium) {
            throw new UncheckedIOException("only a medium may fail so", medium);
        }
    }
}
