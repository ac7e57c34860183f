package org.cardwright.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.issuer.IssuerFile;
import org.cardwright.formats.issuer.IssuerFiles;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.formats.issuer.IssuerRecord;
import org.cardwright.formats.issuer.UnreadableRecord;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped exports are what their maker makes; {@code -Dgolden=write} makes them again. */
class SampleExportsTest {

    private static final Path CONFIGURATION = Path.of("src/main/resources/org/cardwright/config");
    private static final Path SOURCES = Path.of("../sample-data/src/main/resources/org/cardwright/sample/exports");

    @Test
    void are_made_by_their_maker_byte_for_byte() throws IOException {
        ProductCatalog catalog = ProductCatalog.load(CONFIGURATION);
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

    @ParameterizedTest
    @ValueSource(strings = {"bank-one", "bank-two", "bank-three"})
    void an_xml_order_that_violates_the_schema_is_rejected_with_the_element_that_does(
            String issuer, @TempDir Path directory) throws IOException {
        IssuerLayout layout = IssuerLayout.load(CONFIGURATION.resolve("layouts/" + issuer + "-xml.xml"));
        String good = new String(SampleData.bytes("exports/four-forms/orders.xml"), StandardCharsets.UTF_8);
        String swapped = good.replace("issuer=\"bank-one\"", "issuer=\"" + issuer + "\"")
                .replaceFirst("(<expires>[^<]*</expires>)(<service>[^<]*</service>)", "$2$1");
        Path file = Files.writeString(directory.resolve("orders.xml"), swapped);

        try (IssuerFile orders = IssuerFiles.open(file, layout)) {
            assertThat(orders.next()).get().isInstanceOfSatisfying(UnreadableRecord.class, rejected -> {
                assertThat(rejected.reason()).isEqualTo(RejectReason.RECORD_MALFORMED);
                assertThat(rejected.field()).isEqualTo("SERVICE_CODE");
            });
            assertThat(orders.next()).get().isInstanceOf(IssuerRecord.class);
        }
    }
}
