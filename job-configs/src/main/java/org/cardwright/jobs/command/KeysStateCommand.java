package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyAct;
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
                "Gives a key its next state. Suspended keys let batches wait until they are active again; deactivated and"
                        + " compromised ones are never used again. To suspend takes one person, anything else two.")
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

    @Parameters(index = "1", paramLabel = "STATE", description = "ACTIVE, SUSPENDED, DEACTIVATED or COMPROMISED.")
    private KeyState next = KeyState.ACTIVE;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        acting.requireReason();
        try (OpenedHome installation = home.openAll()) {
            KeyDescription now = installation
                    .module()
                    .inventory()
                    .find(name)
                    .orElseThrow(() -> new WrongUsageException("there is no key " + name));
            requirePossible(installation, now);
            return acting.act(
                    installation, new KeyActing.Asked<>(act(now), () -> changed(installation)), json, this::tell);
        }
    }

    private void requirePossible(OpenedHome installation, KeyDescription now) {
        if (!now.state().mayBecome(next)) {
            throw new WrongUsageException(name + " is " + now.state() + " and cannot become " + next);
        }
        if (installation.isRecordKey(name)) {
            throw new WrongUsageException(
                    name + " is the key of the ledger and its audit; without it nothing could be recorded");
        }
    }

    private KeyAct act(KeyDescription now) {
        KeyAct.Kind kind = switch (next) {
            case SUSPENDED -> KeyAct.Kind.SUSPEND_KEY;
            case ACTIVE -> KeyAct.Kind.ACTIVATE_KEY;
            case DEACTIVATED -> KeyAct.Kind.DEACTIVATE_KEY;
            case COMPROMISED -> KeyAct.Kind.COMPROMISE_KEY;
            case PRE_ACTIVATION -> throw new IllegalStateException("no state leads there");
        };
        String checkValue = now.checkValue().toHex();
        return KeyAct.of(
                kind,
                name + ", check value " + checkValue + ", " + now.state() + " until now",
                List.of(name.toString(), checkValue, now.state().name(), next.name()));
    }

    private KeyDescription changed(OpenedHome installation) {
        installation.module().keyLife().change(name, next);
        return installation.module().inventory().find(name).orElseThrow();
    }

    private int tell(KeyDescription key) throws IOException {
        if (json.asked()) {
            return json.print("changed", ExitCode.DONE, KeysListCommand.members(key));
        }
        spec.commandLine().getOut().println("key " + key.name() + " is " + key.state());
        return ExitCode.DONE;
    }
}
