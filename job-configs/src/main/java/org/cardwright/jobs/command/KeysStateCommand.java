package org.cardwright.jobs.command;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyUses.Dependent;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys state NAME STATE}: moves a key on in its life. NIST SP 800-57 part 1, 7. */
@Command(
        name = "state",
        description =
                "Gives a key its next state. Suspended keys let batches wait until they are active again; deactivated"
                        + " and compromised ones are never used again. DESTROYED takes two steps with days between them,"
                        + " in which the state before calls the key back. To suspend takes one person, anything else two.")
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
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(
                            step.act(installation.destroyAfterDays()), () -> step.take(installation, today)),
                    json,
                    key -> tell(key, dependents(installation, key)));
        }
    }

    /** Who must know of a compromise. */
    private List<Dependent> dependents(OpenedHome installation, KeyDescription key) throws IOException {
        return key.state() == KeyState.COMPROMISED
                ? installation.pipeline().keyUses().dependents(name)
                : List.of();
    }

    private int tell(KeyDescription key, List<Dependent> dependents) throws IOException {
        if (json.asked()) {
            Map<String, Object> members = KeyMembers.of(key);
            if (key.state() == KeyState.COMPROMISED) {
                members.put("dependents", KeyDependents.members(dependents));
            }
            return json.print("changed", ExitCode.DONE, members);
        }
        spec.commandLine().getOut().println("key " + key.name() + " is " + key.state() + KeyStep.advice(key));
        KeyDependents.consequences(dependents).forEach(spec.commandLine().getOut()::println);
        return ExitCode.DONE;
    }
}
