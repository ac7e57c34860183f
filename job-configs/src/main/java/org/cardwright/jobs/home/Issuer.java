package org.cardwright.jobs.home;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One customer of the bureau, read from {@code issuers/NAME.properties}.
 *
 * @param name also the owner part of the issuer's key labels
 * @param layouts layouts the issuer sends, the usual one first
 */
public record Issuer(String name, List<String> layouts) {

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

    /** Copies the list. */
    public Issuer {
        layouts = List.copyOf(layouts);
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
        values.close();
        for (String layout : layouts) {
            if (!layout.matches(NAME)) {
                throw new ConfigurationException(file.getFileName() + ": a layout name has 1 to 40 of a-z 0-9 -");
            }
        }
        return new Issuer(name, layouts);
    }
}
