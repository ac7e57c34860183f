package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyAct;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys owner NAME}: whose a key is that came before owners were told. PCI PIN, 18. */
@Command(
        name = "owner",
        description =
                "Notes whose a key is that has no owner, once: a key keeps its owner, and leaves in no other form than"
                        + " before. Where transport-keys = confirmed, no card is made with a transport key that belongs to nobody.")
final class KeysOwnerCommand implements Callable<Integer> {

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

    @Option(names = "--owner", required = true, paramLabel = "PARTY", description = "Who answers for the key.")
    private String owner = "";

    @Option(
            names = "--recipient",
            paramLabel = "PARTY",
            description = "The only other party that has the key, or may get it. Default: nobody.")
    private @Nullable String recipient;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        acting.requireReason();
        Party whose = KeyOptions.party("--owner", owner);
        Optional<Party> other = Optional.ofNullable(recipient).map(party -> KeyOptions.party("--recipient", party));
        if (other.filter(whose::equals).isPresent()) {
            throw new WrongUsageException("--recipient: the recipient of a key is another party than its owner");
        }
        try (OpenedHome installation = home.openAll()) {
            KeyDescription now = installation.key(name);
            requireNobodys(now);
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(act(now, whose, other), () -> owned(installation, whose, other)),
                    json,
                    this::tell);
        }
    }

    private void requireNobodys(KeyDescription now) {
        if (now.custody().isKnown()) {
            throw new WrongUsageException(
                    name + " belongs to " + now.custody().parties() + " already, and a key keeps its owner");
        }
    }

    private KeyAct act(KeyDescription now, Party whose, Optional<Party> other) {
        String checkValue = now.checkValue().toHex();
        String to = other.map(Party::name).orElse("");
        return KeyAct.of(
                KeyAct.Kind.OWN_KEY,
                name + ", check value " + checkValue + ": " + whose + (to.isEmpty() ? "" : ", shared with " + to),
                List.of(name.toString(), checkValue, whose.name(), to));
    }

    private KeyDescription owned(OpenedHome installation, Party whose, Optional<Party> other) {
        installation.module().keyLife().own(name, whose, other);
        return installation.key(name);
    }

    private int tell(KeyDescription key) throws IOException {
        if (json.asked()) {
            return json.print("changed", ExitCode.DONE, KeyMembers.of(key));
        }
        String shared =
                key.custody().recipient().map(party -> ", shared with " + party).orElse("");
        spec.commandLine()
                .getOut()
                .println("key " + key.name() + " belongs to "
                        + key.custody().owner().map(Party::name).orElse("nobody") + shared);
        return ExitCode.DONE;
    }
}
