package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.sample.SampleData;

/** Committed sample files, compared byte for byte; {@code -Dgolden=write} writes them anew into the sources. */
public final class Golden {

    private Golden() {}

    /** The file of the sample data has exactly these bytes. */
    public static void assertSame(String name, byte[] bytes) throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Path target = Path.of("..", "sample-data/src/main/resources/org/cardwright/sample", name);
            Files.createDirectories(target.getParent());
            Files.write(target, bytes);
        } else {
            assertThat(SampleData.bytes(name)).as(name).isEqualTo(bytes);
        }
    }
}
