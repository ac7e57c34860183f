package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.DestructionCheck;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys verify-destroyed NAME}: is anything left of a destroyed key? NIST SP 800-57 part 1, 8.3.4. */
@Command(
        name = "verify-destroyed",
        description = "Looks for what is left of a destroyed key in the vault and in backups of it; ends with 70 when"
                + " something is, and says what it cannot look into.")
final class KeysVerifyDestroyedCommand implements Callable<Integer> {

    /** What no search of files can show. */
    private static final List<String> NOT_CHECKED = List.of(
            "blocks of the disk that an older vault file has left free",
            "snapshots and backups that were not given with --backup",
            "what was sent to other parties, and components or shares on paper");

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "LABEL, or LABEL/VERSION, of a destroyed key.")
    private KeyName name = KeyName.of("none");

    @Option(
            names = "--backup",
            paramLabel = "DIR",
            description = "Directory with backups of vaults; searched with all below it. May be given more than once.")
    private List<Path> backups = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final List<String> notChecked = new ArrayList<>(NOT_CHECKED);

    @Override
    public Integer call() throws IOException {
        List<Path> places = new ArrayList<>();
        for (Path backup : backups) {
            if (!Files.isDirectory(backup)) {
                throw new WrongUsageException("--backup: " + backup + " is no directory");
            }
            places.add(backup);
        }
        List<String> findings = new ArrayList<>();
        try (OpenedHome installation = home.openAll()) {
            findings.addAll(inModule(installation));
        }
        // what a killed run left beside the vault is looked at as well
        places.add(0, Objects.requireNonNull(home.open().vault().getParent()));
        DestructionCheck.Findings files = DestructionCheck.search(name, places);
        files.holding().forEach(file -> findings.add(file + " holds the key; the passphrase of that vault opens it"));
        return json.asked() ? printJson(findings, files) : print(findings, files);
    }

    private List<String> inModule(OpenedHome installation) {
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

    private int printJson(List<String> findings, DestructionCheck.Findings files) throws IOException {
        boolean clean = findings.isEmpty();
        Map<String, Object> members = LedgerStructure.object();
        members.put("key", name);
        members.put("files_searched", files.searched());
        members.put("findings", findings);
        members.put(
                "not_searched", files.notSearched().stream().map(Path::toString).toList());
        members.put("not_checked", notChecked);
        return json.print(
                clean ? "destroyed" : "not destroyed", clean ? ExitCode.DONE : ExitCode.NOT_VERIFIED, members);
    }

    private int print(List<String> findings, DestructionCheck.Findings files) {
        spec.commandLine().getOut().println("files searched: " + files.searched());
        findings.forEach(finding -> spec.commandLine().getOut().println("found: " + finding));
        files.notSearched().forEach(file -> spec.commandLine().getOut().println("not searched: " + file));
        notChecked.forEach(what -> spec.commandLine().getOut().println("not checked: " + what));
        spec.commandLine()
                .getOut()
                .println(
                        findings.isEmpty()
                                ? "nothing is left of " + name + " in what was searched"
                                : name + " is not gone");
        return findings.isEmpty() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
    }
}
