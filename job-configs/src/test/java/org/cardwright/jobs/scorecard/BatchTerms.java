package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.screening.EmbossFonts;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.surface.SurfaceLayoutFile;
import org.cardwright.pipeline.launch.BatchDefinition;
import org.cardwright.pipeline.launch.BatchDefinitions;
import org.cardwright.pipeline.launch.IdentityPart;
import org.cardwright.pipeline.launch.Installation;

/** The terms of a batch of each issuer as the launcher asks for them before it takes one, with any security module. */
final class BatchTerms {

    private static final List<String> ISSUERS = List.of("bank-one", "bank-two", "bank-three");

    private final ProductCatalog catalog;
    private final EmbossFonts fonts;
    private final Map<String, List<IssuerLayout>> layouts = new HashMap<>();
    private final Map<String, SurfaceLayout> surfaces = new HashMap<>();

    /** Reads the shipped definitions of a home once. */
    BatchTerms(HomeDirectory home) throws IOException {
        this.catalog = ProductCatalog.load(home.config(""));
        this.fonts = EmbossFonts.load(home.config(HomeDirectory.FONTS));
        for (String issuer : ISSUERS) {
            Path layout = home.config("layouts").resolve(issuer + "-delimited.xml");
            layouts.put(issuer, List.of(IssuerLayout.load(layout)));
        }
        try (Stream<Path> files = Files.list(home.config("surfaces"))) {
            for (Path file : files.toList()) {
                SurfaceLayout surface = SurfaceLayoutFile.load(file);
                surfaces.put(surface.name(), surface);
            }
        }
    }

    /** Defines a batch of every issuer; refuses as the launcher would. */
    Set<String> keysOfAll(SecurityModule module) throws IOException {
        Installation installation = new Installation(
                module,
                catalog,
                layouts,
                Map.of(),
                fonts,
                surfaces,
                KeyName.of("bureau.record-mac"),
                KeyName.of("bureau.manifest-signing"),
                (rid, index, bytes) -> Optional.empty(),
                sheet -> {
                    throw new IllegalStateException("nothing is released here");
                });
        Set<String> keys = new TreeSet<>();
        for (String issuer : ISSUERS) {
            BatchDefinition definition = installation.define(new BatchDefinitions.Question(
                    issuer,
                    LocalDate.now(Clock.systemUTC()),
                    Optional.empty(),
                    BatchDefinitions.Earlier.of(new BatchDefinitions.Before(issuer + "-delimited", Map.of()))));
            keys.addAll(definition.parts().stream()
                    .filter(part -> part.kind().equals("key"))
                    .map(IdentityPart::name)
                    .map(name -> name.substring(0, name.indexOf('/')))
                    .collect(Collectors.toSet()));
        }
        return keys;
    }
}
