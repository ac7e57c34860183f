package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.card.PanMask;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Issuer;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.json.MalformedJsonException;

/**
 * How PANs are shown where a file, an issuer or a key is named: as the issuer in the home wants it when it is known who that is,
 * else 6/4.
 */
public final class ShownPans {

    private final Optional<HomeDirectory> home;

    private ShownPans(Optional<HomeDirectory> home) {
        this.home = home;
    }

    /** By the issuers of a home; a home that does not exist has none, and is not made. */
    public static ShownPans in(Path home) {
        return new ShownPans(HomeDirectory.existing(home));
    }

    /** Of the cards in a file of a batch, whose manifest names the issuer. It lies beside the file or one directory above. */
    public PanMask inFile(Path file) throws IOException {
        Path directory = file.toAbsolutePath().normalize().getParent();
        for (int level = 0; level < 2 && directory != null; level++) {
            Path manifest = directory.resolve(Manifest.NAME);
            if (Files.isRegularFile(manifest)) {
                return named(manifest);
            }
            directory = directory.getParent();
        }
        return PanMask.STANDARD;
    }

    private PanMask named(Path manifest) throws IOException {
        try {
            return ofIssuer(Manifest.read(manifest).head().issuer());
        } catch (MalformedJsonException broken) {
            return PanMask.STANDARD;
        }
    }

    /** Of the cards of an issuer. */
    public PanMask ofIssuer(String name) throws IOException {
        return home.isPresent() && Issuer.names(home.get()).contains(name)
                ? Issuer.load(home.get(), name).pans()
                : PanMask.STANDARD;
    }

    /** Of a card whose keys are derived from a key; its label begins with the issuer's name. */
    public PanMask ofOwner(KeyName key) throws IOException {
        int dot = key.label().indexOf('.');
        return dot < 0 ? PanMask.STANDARD : ofIssuer(key.label().substring(0, dot));
    }
}
