package org.cardwright.formats.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.cardwright.sample.SampleData;

/** The published profiles in a directory of their own, to be edited by a test. */
public final class EditableProfiles {

    /** A day on which they hold. */
    public static final LocalDate TODAY = LocalDate.of(2024, 1, 1);

    private final Path directory;

    private EditableProfiles(Path directory) {
        this.directory = directory;
    }

    /** A copy of the published profiles. */
    public static EditableProfiles in(Path directory) {
        Path source = SampleData.path("profiles");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            return new EditableProfiles(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text that must be there. */
    public EditableProfiles edit(String file, String old, String replacement) {
        String text = read(file);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(file + " does not contain " + old);
        }
        return write(file, text.replace(old, replacement));
    }

    /**
     * Writes a BIN range.
     *
     * @param id its name
     * @param digits first and last BIN with a hyphen between them, or one BIN
     * @param content risk parameters
     */
    public EditableProfiles bins(String id, String digits, String content) {
        int hyphen = digits.indexOf('-');
        String first = hyphen < 0 ? digits : digits.substring(0, hyphen);
        String last = hyphen < 0 ? "" : " last=\"" + digits.substring(hyphen + 1) + "\"";
        return write(
                "bins/" + id + ".xml",
                "<bin-range xmlns=\"urn:cardwright:profile:1\" id=\"" + id
                        + "\" version=\"1\" effective=\"2022-01-01\" title=\"test\" first=\"" + first + "\"" + last
                        + ">\n" + content + "\n</bin-range>\n");
    }

    /** Writes a file. */
    public EditableProfiles write(String file, String text) {
        try {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.writeString(directory.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file. */
    public String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything for the issuer of the published records. */
    public ProductCatalog load() {
        return ProductCatalog.load(directory).forIssuer("golden");
    }

    /** One product without segment. */
    public EffectiveProduct find(String product) {
        return load().find(product, "", TODAY).orElseThrow();
    }
}
