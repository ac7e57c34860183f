package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyUses.Dependent;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys state NAME STATE}: moves a key on in its life. NIST SP 800-57 part 1, 7. */
@Command(
        name = "state",
        description =
                "Gives a key its next state. Suspended keys let batches wait until they are active again; deactivated"
                        + " and compromised ones are never used again. DESTROYED takes two steps with days between them,"
                        + " in which the state before calls the key back. To suspend takes one person, anything else two; who asks is the custodian of the"
                        + " state that the key leaves.")
final class KeysStateCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private KeyActing acting = new KeyActing();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "LABEL, or LABEL/VERSION.")
    private KeyName name = KeyName.of("none");

    @Parameters(
            index = "1",
            paramLabel = "STATE",
            description = "ACTIVE, SUSPENDED, DEACTIVATED, COMPROMISED or DESTROYED.")
    private KeyState next = KeyState.ACTIVE;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the certificate of destruction is written; default: destructions of the home.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        acting.requireReason();
        LocalDate today = LocalDate.now(Clock.systemUTC());
        try (OpenedHome installation = home.openAll()) {
            KeyDescription now = installation.key(name);
            KeyStep step = KeyStep.to(next, now);
            if (installation.isRecordKey(name)) {
                throw new WrongUsageException(
                        name + " is the key of the ledger and its audit; without it nothing could be recorded");
            }
            step.requireDay(today);
            step.requireUnneeded(installation.pipeline().keyUses().dependents(name));
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(
                            step.act(installation.destroyAfterDays()),
                            OperatorRole.of(now.state().custodian()),
                            () -> step.take(installation, today)),
                    json,
                    key -> tell(key, dependents(installation, key), certificate(installation, step)));
        }
    }

    /** Who must know of a compromise. */
    private List<Dependent> dependents(OpenedHome installation, KeyDescription key) throws IOException {
        return key.state() == KeyState.COMPROMISED
                ? installation.pipeline().keyUses().dependents(name)
                : List.of();
    }

    /** Nothing is certified while something is left; what is, verify-destroyed says. */
    private Optional<Path> certificate(OpenedHome installation, KeyStep step) throws IOException {
        if (!step.isLast()) {
            return Optional.empty();
        }
        HomeDirectory directory = home.open();
        DestructionSearch search = DestructionSearch.of(installation, directory, name, List.of());
        return search.isClean()
                ? Optional.of(DestructionCertificate.write(
                        installation, name, search, Objects.requireNonNullElse(out, directory.destructions())))
                : Optional.empty();
    }

    private int tell(KeyDescription key, List<Dependent> dependents, Optional<Path> certificate) throws IOException {
        if (json.asked()) {
            Map<String, Object> members = KeyMembers.of(key);
            certificate.ifPresent(directory -> members.put("certificate", directory));
            if (key.state() == KeyState.COMPROMISED) {
                members.put("dependents", KeyDependents.members(dependents));
            }
            return json.print("changed", ExitCode.DONE, members);
        }
        spec.commandLine().getOut().println("key " + key.name() + " is " + key.state() + KeyStep.advice(key));
        certificate.ifPresent(
                directory -> spec.commandLine().getOut().println("certificate of destruction in " + directory));
        KeyDependents.consequences(dependents).forEach(spec.commandLine().getOut()::println);
        return ExitCode.DONE;
    }
}
