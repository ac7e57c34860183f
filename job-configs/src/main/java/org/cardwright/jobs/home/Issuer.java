package org.cardwright.jobs.home;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cardwright.formats.card.PanMask;

/**
 * One customer of the bureau, read from {@code issuers/NAME.properties}.
 *
 * @param name also the owner part of the issuer's key labels
 * @param layouts layouts the issuer sends, the usual one first
 * @param pans how the issuer wants PANs shown
 * @param mediumCertificates files with the certificates that sign its media
 * @param drop what is agreed about the files that it drops
 * @param pinMailDays days between the dispatch of cards and the printing of their PIN mailers, 1 or more; empty when nothing is said
 */
public record Issuer(
        String name,
        List<String> layouts,
        PanMask pans,
        List<Path> mediumCertificates,
        Optional<DropSection> drop,
        Optional<Integer> pinMailDays) {

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

    /** Copies the lists. */
    public Issuer {
        layouts = List.copyOf(layouts);
        mediumCertificates = List.copyOf(mediumCertificates);
    }

    /** Names of all issuers of a home, sorted. */
    public static Set<String> names(HomeDirectory home) throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.config("issuers"), "*.properties")) {
            for (Path file : files) {
                names.add(String.valueOf(file.getFileName()).replaceFirst("\\.properties$", ""));
            }
        }
        return names;
    }

    /**
     * The issuer of that name.
     *
     * @throws ConfigurationException when there is none or its file is wrong
     */
    public static Issuer load(HomeDirectory home, String name) throws IOException {
        if (!name.matches(NAME)) {
            throw new ConfigurationException("an issuer name has 1 to 40 of a-z 0-9 -");
        }
        Path file = home.config("issuers").resolve(name + ".properties");
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(
                    "no issuer " + name + ": " + file.getFileName() + " is missing in issuers");
        }
        StrictProperties values = StrictProperties.load(file);
        List<String> layouts = List.of(values.required("layouts").split("\\s*,\\s*"));
        PanMask pans = pans(file, values);
        List<Path> certificates = certificates(values.text("medium.certificates", ""), file);
        Optional<DropSection> drop = DropSection.load(values, file);
        Optional<Integer> pinMailDays = pinMailDays(values.text("pins.mail-after-days", ""), file);
        values.close();
        for (String layout : layouts) {
            if (!layout.matches(NAME)) {
                throw new ConfigurationException(file.getFileName() + ": a layout name has 1 to 40 of a-z 0-9 -");
            }
        }
        return new Issuer(name, layouts, pans, certificates, drop, pinMailDays);
    }

    private static Optional<Integer> pinMailDays(String days, Path file) {
        if (days.isEmpty()) {
            return Optional.empty();
        }
        if (!days.matches("[1-9][0-9]?")) {
            throw new ConfigurationException(file.getFileName()
                    + ": pins.mail-after-days: is 1 to 99, because cards and their PINs never leave on one day");
        }
        return Optional.of(Integer.parseInt(days));
    }

    private static PanMask pans(Path file, StrictProperties values) {
        String shape = values.text("pans", PanMask.STANDARD.shape());
        String authorisedBy = values.text("pans.authorised-by", "");
        try {
            return PanMask.of(shape, authorisedBy);
        } catch (IllegalArgumentException notAllowed) {
            throw new ConfigurationException(file.getFileName() + ": pans: " + notAllowed.getMessage());
        }
    }

    /** How the issuers of a home want PANs shown, by their names. */
    public static Map<String, PanMask> pans(HomeDirectory home) throws IOException {
        Map<String, PanMask> pans = new TreeMap<>();
        for (String name : names(home)) {
            pans.put(name, load(home, name).pans());
        }
        return pans;
    }

    private static List<Path> certificates(String names, Path file) {
        List<Path> certificates = new ArrayList<>();
        try {
            for (String name : names.isEmpty() ? new String[0] : names.split("\\s*,\\s*", -1)) {
                certificates.add(file.resolveSibling(name));
            }
        } catch (InvalidPathException impossible) {
            throw new ConfigurationException(file.getFileName() + ": medium.certificates are no file names");
        }
        return certificates;
    }
}
