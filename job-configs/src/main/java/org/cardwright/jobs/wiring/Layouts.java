package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Issuer;

/** Reads the issuers of a home and their layouts. */
final class Layouts {

    private Layouts() {}

    /**
     * The layouts of every issuer, the usual one first.
     *
     * @param only the one layout to be used, when the command line names one
     */
    static Map<String, List<IssuerLayout>> load(HomeDirectory home, Optional<String> only) throws IOException {
        Map<String, List<IssuerLayout>> layouts = new TreeMap<>();
        for (String name : Issuer.names(home)) {
            layouts.put(name, of(home, Issuer.load(home, name), only));
        }
        return layouts;
    }

    private static List<IssuerLayout> of(HomeDirectory home, Issuer issuer, Optional<String> only) throws IOException {
        List<IssuerLayout> layouts = new ArrayList<>();
        for (String name : issuer.layouts()) {
            if (only.isEmpty() || only.get().equals(name)) {
                layouts.add(named(home, issuer, name));
            }
        }
        return layouts;
    }

    private static IssuerLayout named(HomeDirectory home, Issuer issuer, String name) throws IOException {
        Path file = home.config("layouts").resolve(name + ".xml");
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("no layout " + file.getFileName() + " in layouts");
        }
        IssuerLayout layout = IssuerLayout.load(file);
        if (!layout.name().equals(name) || !layout.issuer().equals(issuer.name())) {
            throw new ConfigurationException(
                    file.getFileName() + ": its name or issuer is not " + name + " of " + issuer.name());
        }
        return layout;
    }
}
