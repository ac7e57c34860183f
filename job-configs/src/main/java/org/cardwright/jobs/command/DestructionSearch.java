package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.DestructionCheck;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;

/**
 * What is left of a destroyed key. NIST SP 800-57 part 1, 8.3.4.
 *
 * @param findings where it, or something that may be it, still is
 * @param searched how many files were looked into
 * @param places the directories in which they lie
 * @param notSearched files that could not be looked into
 * @param notChecked what no search of files can show
 */
record DestructionSearch(
        List<String> findings, long searched, List<Path> places, List<Path> notSearched, List<String> notChecked) {

    private static final List<String> NOT_CHECKED = List.of(
            "blocks of the disk that an older vault file has left free",
            "snapshots and backups that were not given with --backup",
            "what was sent to other parties, and components or shares on paper");

    /** True when nothing was found. */
    boolean isClean() {
        return findings.isEmpty();
    }

    /**
     * Asks the security module, and looks into every file beside the vault and below directories with backups.
     *
     * @param backups directories, searched with all below them
     */
    static DestructionSearch of(OpenedHome installation, HomeDirectory home, KeyName name, List<Path> backups)
            throws IOException {
        List<String> notChecked = new ArrayList<>(NOT_CHECKED);
        List<String> findings = new ArrayList<>(inModule(installation, name, notChecked));
        // what a killed run left beside the vault is looked at as well
        List<Path> places =
                new ArrayList<>(List.of(Objects.requireNonNull(home.vault().getParent())));
        places.addAll(backups);
        DestructionCheck.Findings files = DestructionCheck.search(name, places);
        files.holding().forEach(file -> findings.add(file + " holds the key; the passphrase of that vault opens it"));
        return new DestructionSearch(findings, files.searched(), places, files.notSearched(), notChecked);
    }

    private static List<String> inModule(OpenedHome installation, KeyName name, List<String> notChecked) {
        KeyDescription key = installation.key(name);
        List<String> findings = new ArrayList<>();
        Optional<List<String>> places = installation.module().inventory().placesOf(name);
        places.orElse(List.of()).forEach(place -> findings.add(place + " holds the key"));
        if (places.isEmpty()) {
            notChecked.add("what the device holds, which cannot be asked for it");
        }
        if (key.state() != KeyState.DESTROYED) {
            findings.add(name + " is " + key.state());
        }
        installation.module().inventory().keys().stream()
                .filter(other -> other.state() != KeyState.DESTROYED
                        && !other.name().equals(name)
                        && other.checkValue().equals(key.checkValue()))
                .forEach(other -> findings.add(other.name() + " has the same check value and may be the same key"));
        return findings;
    }
}
