package org.cardwright.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDataTest {

    @Test
    void the_vector_records_are_the_published_bytes() throws Exception {
        assertThat(sha256(SampleData.vectors("rec_visa.bin")))
                .isEqualTo("1cdda5bafae7fe64494e6f65ffcb66caf2d6d532d81a98cf67f163e697ee0c8a");
        assertThat(sha256(SampleData.vectors("rec_mc.bin")))
                .isEqualTo("d0059b0eae73a3c1c776aaa5c148cd55742d308515ad2d147b2675922b93a58a");
    }

    @Test
    void gives_real_paths_of_files_and_directories() throws Exception {
        assertThat(SampleData.path("vectors")).isDirectory();
        assertThat(Files.readAllBytes(SampleData.path("vectors/rec_mc.bin")))
                .isEqualTo(SampleData.vectors("rec_mc.bin"));
    }

    @Test
    void an_unknown_name_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SampleData.path("vectors/none.bin"));
        assertThatIllegalArgumentException().isThrownBy(() -> SampleData.vectors("none.bin"));
    }

    @Test
    void copies_a_directory_out_of_a_jar(@TempDir Path scratch) throws Exception {
        Path jar = jarOfThisModule(scratch);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Method path = loader.loadClass(SampleData.class.getName()).getMethod("path", String.class);

            Path copied = (Path) path.invoke(null, "vectors");

            assertThat(copied).isNotEqualTo(SampleData.path("vectors")).isDirectory();
            assertThat(Files.readAllBytes(copied.resolve("rec_visa.bin")))
                    .isEqualTo(SampleData.vectors("rec_visa.bin"));
            assertThat(path.invoke(null, "vectors")).as("copied once").isEqualTo(copied);
            assertThat(Files.readAllBytes((Path) path.invoke(null, "vectors/rec_mc.bin")))
                    .isEqualTo(SampleData.vectors("rec_mc.bin"));
            assertThat(catchThrowable(() -> path.invoke(null, "vectors/none.bin")))
                    .isInstanceOf(InvocationTargetException.class)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void every_published_vector_is_found_by_its_name() {
        assertThat(PublishedVector.all()).hasSize(218);
        PublishedVector vector = PublishedVector.named("MK OptionA PAN17 45");
        assertThat(vector.input("psn")).isEqualTo("45");
        assertThat(vector.output("mk")).isEqualTo("67F8292358083E5EA7AB7FDA58D53B6B");
        assertThat(PublishedVector.startingWith("CAPK ")).hasSize(58);
        assertThat(PublishedVector.all().stream().filter(v -> !v.transcript().isEmpty()))
                .hasSize(4);
    }

    @Test
    void an_unknown_vector_or_value_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PublishedVector.named("none"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublishedVector.named("MK OptionA PAN17 45").input("none"));
    }

    private static Path jarOfThisModule(Path scratch) throws IOException {
        Path classes = SampleData.path("vectors").resolve("../../../..").normalize();
        Path jar = scratch.resolve("sample data.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> walk = Files.walk(classes)) {
            List<Path> files = walk.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
                zip.closeEntry();
            }
        }
        return jar;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
