package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.FORMAT_RECORD;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.perso.surface.SurfaceLayout;

/**
 * Whether a machine is told where the lines of a layout stand, and under which foil: the head of the files of embossing records, written
 * a second time. A line in another font, height or foil is on every card of the file.
 *
 * <p>{@code #DCL#08}, left edge, then for each line its number, font and height in 1/1000 inch. Source: machine formats B1.
 */
final class FormatRecords {

    private static final String CARDS = "#DCC#";
    private static final String END = "#END#@@@@@@\r\n";
    private static final int MAX_HEAD_BYTES = 1 << 16;

    /** 1/1000 inch is 25.4 micrometres: tenths of them, so that nothing is lost. */
    private static final int TENTHS_PER_MIL = 254;

    private final Path directory;
    private final Manifest manifest;
    private final Findings findings;
    private final Set<String> seen = new HashSet<>();

    FormatRecords(Path directory, Manifest manifest, Findings findings) {
        this.directory = directory;
        this.manifest = manifest;
        this.findings = findings;
    }

    /** Looks at the files of a group when its first card comes by; without the layout there is nothing to compare. */
    void check(PersoFileReader.Card card, KnownCard known) throws IOException {
        String group = card.entry().group();
        if (!seen.add(group)) {
            return;
        }
        Optional<SurfaceLayout.Emboss> zone =
                known.made().flatMap(known::surface).flatMap(SurfaceLayout::emboss);
        if (zone.isEmpty()) {
            return;
        }
        for (String name : List.of(Channel.EMBOSS.fileName(), GroupFiles.COMBINED_FILE_NAME)) {
            String path = group + "/" + name;
            if (manifest.file(path).isPresent()) {
                boolean right = head(path).equals(expected(zone.get()));
                findings.require(right, FORMAT_RECORD, name, "the head differs from the layout");
            }
        }
    }

    private String head(String path) throws IOException {
        try (InputStream input = Files.newInputStream(directory.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(input.readNBytes(MAX_HEAD_BYTES), StandardCharsets.ISO_8859_1);
            int cards = text.indexOf(CARDS);
            return cards < 0 ? text : text.substring(0, cards);
        }
    }

    private static String expected(SurfaceLayout.Emboss zone) {
        StringBuilder text = new StringBuilder("#DCL#08").append(mils(zone.leftUm()));
        for (int i = 0; i < zone.lines().size(); i++) {
            SurfaceLayout.Line line = zone.lines().get(i);
            text.append(
                    String.format(Locale.ROOT, " %X#FC%d#", i + 1, line.font().id()));
            text.append(mils(line.yUm()));
            line.topping().ifPresent(foil -> text.append(foil.location()));
        }
        return text.append(END).toString();
    }

    /** Rounded half up, four digits. */
    private static String mils(int um) {
        return String.format(Locale.ROOT, "%04d", (20 * um + TENTHS_PER_MIL) / (2 * TENTHS_PER_MIL));
    }
}
