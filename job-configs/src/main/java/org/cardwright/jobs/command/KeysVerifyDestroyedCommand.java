package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Below it the certificate of destruction is written, when nothing is left.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        for (Path backup : backups) {
            if (!Files.isDirectory(backup)) {
                throw new WrongUsageException("--backup: " + backup + " is no directory");
            }
        }
        try (OpenedHome installation = home.openAll()) {
            DestructionSearch search = DestructionSearch.of(installation, home.open(), name, backups);
            Optional<Path> written = out == null || !search.isClean()
                    ? Optional.empty()
                    : Optional.of(DestructionCertificate.write(installation, name, search, out));
            return json.asked() ? printJson(search, written) : print(search, written);
        }
    }

    private int printJson(DestructionSearch search, Optional<Path> certificate) throws IOException {
        boolean clean = search.isClean();
        Map<String, Object> members = LedgerStructure.object();
        members.put("key", name);
        members.put("files_searched", search.searched());
        members.put("findings", search.findings());
        members.put(
                "not_searched",
                search.notSearched().stream().map(Path::toString).toList());
        members.put("not_checked", search.notChecked());
        certificate.ifPresent(directory -> members.put("certificate", directory));
        return json.print(
                clean ? "destroyed" : "not destroyed", clean ? ExitCode.DONE : ExitCode.NOT_VERIFIED, members);
    }

    private int print(DestructionSearch search, Optional<Path> certificate) {
        PrintWriter said = spec.commandLine().getOut();
        said.println("files searched: " + search.searched());
        search.findings().forEach(finding -> said.println("found: " + finding));
        search.notSearched().forEach(file -> said.println("not searched: " + file));
        search.notChecked().forEach(what -> said.println("not checked: " + what));
        said.println(search.isClean() ? "nothing is left of " + name + " in what was searched" : name + " is not gone");
        certificate.ifPresent(directory -> said.println("certificate of destruction in " + directory));
        return search.isClean() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
    }
}
