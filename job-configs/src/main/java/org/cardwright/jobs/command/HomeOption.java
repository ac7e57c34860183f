package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.jobs.home.Settings;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.step.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which installation a command works in and how its vault is opened. */
final class HomeOption {

    @Mixin
    private PlaceOption place = new PlaceOption();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase of the vault; without it a test home tries the published one,"
                    + " any other asks at the terminal.")
    private @Nullable Path passphraseFile;

    HomeDirectory open() throws IOException {
        return HomeDirectory.open(path());
    }

    /** True when this home has a vault; a home that does not exist yet has none. */
    boolean hasVault() {
        return HomeDirectory.hasVault(path());
    }

    /** The certification authorities that the home trusts; none when there is no such home yet. */
    Optional<Path> caPublicKeys() {
        return HomeDirectory.caPublicKeys(path());
    }

    /**
     * Lets components be made or entered here only where the module takes them; before anybody has typed one.
     *
     * @throws org.cardwright.pipeline.ledger.WrongUsageException when that is done at the device, unless it is for practice
     */
    void requireComponents(RehearsalOption rehearsal) throws IOException {
        if (!rehearsal.asked()) {
            open().settings().module().requireNoPaymentHsm("components are made and entered");
        }
    }

    /** Opens the home with all that is in it. */
    OpenedHome openAll() throws IOException {
        return openAll(Progress.NONE);
    }

    /** The same, with somebody who hears how far a run has come. */
    OpenedHome openAll(Progress progress) throws IOException {
        HomeDirectory directory = open();
        return OpenedHome.open(directory, passphrase(directory.settings()), progress);
    }

    private SecretBytes passphrase(Settings settings) throws IOException {
        if (passphraseFile != null) {
            // The published passphrase of the test vault is nobody's secret.
            if (settings.policy() != Settings.Policy.TEST) {
                OwnerOnly.requireFile(passphraseFile);
            }
            return VaultPassphrase.read(passphraseFile);
        }
        if (settings.policy() == Settings.Policy.TEST) {
            return OpenedHome.publishedTestPassphrase();
        }
        char[] typed = Terminal.askSecret("Passphrase of the vault");
        try {
            return SecretBytes.ofPassphrase(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    /** The passphrase of the vault once more, for what the open vault does not give; closed by the caller. */
    SecretBytes passphrase() throws IOException {
        return passphrase(open().settings());
    }

    /** How the home is called on paper: the last part of its path, as far as it fits. */
    String shownName() {
        String last = String.valueOf(path().toAbsolutePath().normalize().getFileName());
        String shown =
                last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-").replaceAll("^[.-]+", "");
        return shown.isEmpty() ? "home" : shown.substring(0, Math.min(shown.length(), 32));
    }

    Path path() {
        return place.path();
    }
}
