package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.sample.SampleData;

/** A home whose files a test edits, with the test keys in a vault that opens fast. */
record EditableHome(Path root, Path out) {

    static EditableHome in(Path directory) throws IOException {
        return new EditableHome(TestVault.in(directory.resolve("home")), directory.resolve("out"));
    }

    String read(String file) throws IOException {
        return Files.readString(config(file));
    }

    void write(String file, String text) throws IOException {
        Files.writeString(config(file), text);
    }

    /** Replaces a text that must be there; gives back the file as it was. */
    String edit(String file, String old, String replacement) throws IOException {
        String text = read(file);
        assertThat(text).as(file).contains(old);
        write(file, text.replace(old, replacement));
        return text;
    }

    private Path config(String file) {
        return root.resolve("config").resolve(file);
    }

    Ran profile(String... arguments) {
        return Ran.command(Stream.concat(
                        Stream.concat(Stream.of("profile"), Stream.of(arguments)), Stream.of("--home", root.toString()))
                .toArray(String[]::new));
    }

    /** Twenty orders of bank-one for all shipped products. */
    Ran prepare() throws IOException {
        Path export = root.resolveSibling("orders.csv");
        Files.write(export, SampleData.bytes("exports/four-forms/orders.csv"));
        return Ran.command(
                "prepare",
                export.toString(),
                "--issuer",
                "bank-one",
                "--out",
                out.toString(),
                "--home",
                root.toString());
    }

    /** The chip file of a group in the only batch. */
    Path chip(String group) throws IOException {
        try (Stream<Path> batches = Files.list(out)) {
            return batches.findFirst().orElseThrow().resolve(group).resolve("chip.cps");
        }
    }
}
