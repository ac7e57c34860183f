package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.surface.SurfaceLayoutFile;

/** Reads the surface layouts of a home. */
final class Surfaces {

    private static final int MAX_FILES = 1_000;

    private Surfaces() {}

    /** All layouts of the directory, by name. */
    static Map<String, SurfaceLayout> load(Path directory) throws IOException {
        Map<String, SurfaceLayout> layouts = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.xml")) {
            for (Path file : files) {
                SurfaceLayout layout = load(file.getFileName().toString(), file);
                if (layouts.put(layout.name(), layout) != null || layouts.size() > MAX_FILES) {
                    throw new ConfigurationException(
                            file.getFileName() + ": surface " + layout.name() + " is there twice");
                }
            }
        }
        return layouts;
    }

    private static SurfaceLayout load(String name, Path file) throws IOException {
        try {
            return SurfaceLayoutFile.load(file);
        } catch (IllegalArgumentException wrong) {
            String message = String.valueOf(wrong.getMessage());
            throw new ConfigurationException(message.startsWith(name) ? message : name + ": " + message);
        }
    }
}
