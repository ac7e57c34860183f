package org.cardwright.formats.screening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.xml.XmlDefinition;

/**
 * The font tables of a bureau, one XML file each.
 *
 * <p>The table {@value #ENCODED} says how names are written on track 1 and in the chip; it must be there.
 */
public final class EmbossFonts {

    /** The table for what is encoded, not embossed: the alphabet of track 1, ISO/IEC 7811-2. */
    public static final String ENCODED = "track-1";

    private static final int MAX_FONTS = 100;

    private final Map<String, EmbossFont> fonts;
    private final ByteString hash;

    private EmbossFonts(Map<String, EmbossFont> fonts, ByteString hash) {
        this.fonts = Map.copyOf(fonts);
        this.hash = hash;
    }

    /**
     * Reads every {@code *.xml} of a directory.
     *
     * @throws MalformedFileException when a table violates its schema, a name is there twice or {@value #ENCODED} is missing
     * @throws IOException when a file cannot be read
     */
    public static EmbossFonts load(Path directory) throws IOException {
        Map<String, EmbossFont> fonts = new HashMap<>();
        ByteString hashes = ByteString.EMPTY;
        for (Path file : files(directory)) {
            FontFile.Loaded loaded = FontFile.load(file);
            if (fonts.put(loaded.font().name(), loaded.font()) != null) {
                throw XmlDefinition.contradiction(file, "the name of the font is there twice");
            }
            hashes = hashes.plus(loaded.hash());
        }
        if (!fonts.containsKey(ENCODED)) {
            throw XmlDefinition.contradiction(directory, "the table " + ENCODED + " is missing");
        }
        return new EmbossFonts(fonts, XmlDefinition.sha256(hashes));
    }

    /** The table of that name. */
    public Optional<EmbossFont> find(String name) {
        return Optional.ofNullable(fonts.get(name));
    }

    /** SHA-256 over all tables: they decide what stands on a card, so they belong to a batch's identity. */
    public ByteString hash() {
        return hash;
    }

    EmbossFont encoded() {
        return find(ENCODED).orElseThrow();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> found = new ArrayList<>(
                    all.filter(file -> file.getFileName().toString().endsWith(".xml"))
                            .limit(MAX_FONTS + 1L)
                            .sorted()
                            .toList());
            if (found.size() > MAX_FONTS) {
                throw XmlDefinition.contradiction(directory, "there are more than " + MAX_FONTS + " tables");
            }
            return found;
        }
    }
}
