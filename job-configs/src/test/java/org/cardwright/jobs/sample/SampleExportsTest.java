package org.cardwright.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;

/** The shipped exports are what their maker makes; {@code -Dgolden=write} makes them again. */
class SampleExportsTest {

    private static final Path SOURCES = Path.of("../sample-data/src/main/resources/org/cardwright/sample/exports");

    @Test
    void are_made_by_their_maker_byte_for_byte() throws IOException {
        ProductCatalog catalog = ProductCatalog.load(Path.of("src/main/resources/org/cardwright/config"));
        for (Map.Entry<String, byte[]> export : SampleExports.all(catalog).entrySet()) {
            if ("write".equals(System.getProperty("golden"))) {
                Path file = SOURCES.resolve(export.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, export.getValue());
            } else {
                assertThat(SampleData.bytes("exports/" + export.getKey()))
                        .as(export.getKey())
                        .isEqualTo(export.getValue());
            }
        }
    }
}
