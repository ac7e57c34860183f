package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistyped {@code --out} costs a message, not a batch. */
class OutputPlaceTest {

    private static final Pattern SEALED = Pattern.compile("sealed in (\\S+)");

    @TempDir
    private Path folder;

    private EditableHome home;
    private Path export;

    @BeforeEach
    void write_an_export() throws IOException {
        home = EditableHome.in(folder.resolve("bureau"));
        export = SmallExport.of("bank-one", "visa-sda", 2).write(folder.resolve("orders.csv"));
    }

    @Test
    void is_looked_at_before_the_batch_is_taken() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        refused(prepare(file), "batches cannot stand in " + file);
        refused(prepare(file.resolve("below")), "batches cannot stand in " + file.resolve("below"));

        Path sealed = sealed(prepare(folder.resolve("right")));
        assertThat(sealed.getParent()).isEqualTo(folder.resolve("right"));
    }

    @Test
    void holds_nothing_yet_that_has_the_name_of_the_batch() throws IOException {
        EditableHome other = EditableHome.in(folder.resolve("other"));
        String name =
                sealed(prepare(other, folder.resolve("first"))).getFileName().toString();

        Path foreign = Files.createDirectories(folder.resolve("second").resolve(name));
        refused(prepare(folder.resolve("second")), foreign + " is there");
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("third")).resolve(name), folder.resolve("first/" + name));
        refused(prepare(folder.resolve("third")), link + " is there");

        assertThat(foreign).isEmptyDirectory();
        assertThat(sealed(prepare(folder.resolve("fourth")))).isDirectory();
    }

    @Test
    void may_change_until_something_stands_there() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        EditableHome other = EditableHome.in(folder.resolve("other"));
        Path model = sealed(prepare(other, folder.resolve("model")));
        Path obstacle = Files.createFile(first.resolve("." + model.getFileName() + ".part"));
        assertThat(prepare(first).exitCode()).isNotZero();
        refused(prepare(folder.resolve("second")), "was begun in " + first);

        Files.delete(obstacle);
        Path sealed = sealed(prepare(folder.resolve("second")));
        assertThat(sealed).isEqualTo(folder.resolve("second").resolve(model.getFileName()));
        assertThat(first).isEmptyDirectory();
        assertThat(sealed.resolve("manifest.json")).hasSameBinaryContentAs(model.resolve("manifest.json"));
        Ran shown = Ran.command(
                "batch",
                "show",
                sealed.getFileName().toString(),
                "--home",
                home.root().toString());
        assertThat(shown.out()).contains("BATCH_MOVED", "directory  " + sealed, "issuer     bank-one, file 1");
    }

    private Ran prepare(Path out) {
        return prepare(home, out);
    }

    private Ran prepare(EditableHome in, Path out) {
        return Ran.command(
                "prepare",
                export.toString(),
                "--issuer",
                "bank-one",
                "--out",
                out.toString(),
                "--home",
                in.root().toString());
    }

    private void refused(Ran ran, String message) {
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(64);
        assertThat(ran.err()).contains(message);
    }

    private static Path sealed(Ran ran) {
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        Matcher sealed = SEALED.matcher(ran.out());
        assertThat(sealed.find()).as(ran.out()).isTrue();
        return Path.of(sealed.group(1));
    }
}
