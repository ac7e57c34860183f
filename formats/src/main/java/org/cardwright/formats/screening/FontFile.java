package org.cardwright.formats.screening;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.validation.Schema;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.StripeTrack;
import org.cardwright.formats.screening.font.XmlFont;
import org.cardwright.formats.screening.font.XmlReplacement;
import org.cardwright.formats.xml.StrictXml;
import org.cardwright.formats.xml.XmlDefinition;

/** Reads one font table. */
final class FontFile {

    private static final Schema SCHEMA =
            StrictXml.schema(Objects.requireNonNull(FontFile.class.getResource("emboss-font.xsd")));

    private FontFile() {}

    static Loaded load(Path file) throws IOException {
        XmlDefinition<XmlFont> definition = XmlDefinition.load(file, SCHEMA, XmlFont.class);
        XmlFont xml = definition.root();
        Set<Integer> characters = xml.getCharacters().codePoints().boxed().collect(Collectors.toUnmodifiableSet());
        Map<Integer, String> replacements = new HashMap<>();
        if (xml.getName().equals(EmbossFonts.ENCODED) && !characters.stream().allMatch(StripeTrack::isTrack1Data)) {
            throw definition.contradiction(file, xml, "track 1 does not carry a character of the table as data");
        }
        for (XmlReplacement replacement : xml.getReplace()) {
            int character = replacement.getCharacter().codePointAt(0);
            boolean writable = replacement.getBy().codePoints().allMatch(characters::contains);
            if (!writable) {
                throw definition.contradiction(file, replacement, "the font does not have the replacement itself");
            }
            if (characters.contains(character) || replacements.put(character, replacement.getBy()) != null) {
                throw definition.contradiction(file, replacement, "the character has two forms");
            }
        }
        EmbossFont font =
                new EmbossFont(xml.getName(), xml.getPitchMicrometres(), xml.isCapitals(), characters, replacements);
        return new Loaded(font, definition.hash());
    }

    /**
     * A table and its file.
     *
     * @param font the table
     * @param hash SHA-256 of the file
     */
    record Loaded(EmbossFont font, ByteString hash) {}
}
