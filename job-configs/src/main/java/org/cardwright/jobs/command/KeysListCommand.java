package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.wiring.OpenedHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cardwright keys list}: which keys there are, what each is for, whose it is, and by what it is known. */
@Command(name = "list", description = "Lists the keys of the security module with use, state, check value and custody.")
final class KeysListCommand implements Callable<Integer> {

    private static final String NONE = "-";

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<KeyDescription> keys;
        try (OpenedHome installation = home.openAll()) {
            keys = installation.module().inventory().keys();
        }
        if (json.asked()) {
            return json.print(
                    "listed",
                    ExitCode.DONE,
                    Map.of("keys", keys.stream().map(KeysListCommand::members).toList()));
        }
        TextTable table = new TextTable(
                "key", "purpose", "direction", "algorithm", "state", "check value", "owner", "recipient", "leaves", "");
        keys.forEach(key -> table.row(
                key.name(),
                KeyOptions.words(key.purpose()),
                key.direction() == KeyDirection.NONE ? NONE : KeyOptions.words(key.direction()),
                key.algorithm(),
                KeyOptions.words(key.state()),
                key.checkValue(),
                key.custody().owner().map(Party::name).orElse(NONE),
                key.custody().recipient().map(Party::name).orElse(NONE),
                leaves(key.custody()),
                key.test() ? "test" : ""));
        table.print(spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    /** In what form a key may leave. */
    static String leaves(KeyCustody custody) {
        return switch (custody.exportability()) {
            case NEVER -> "never";
            case TRUSTED -> "in a key block";
            case SENSITIVE -> "under a key";
        };
    }

    /** All that is told of a key. */
    static Map<String, Object> members(KeyDescription key) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("key", key.name());
        members.put("purpose", KeyOptions.words(key.purpose()));
        members.put("usage", key.purpose().usage());
        if (key.direction() != KeyDirection.NONE) {
            members.put("direction", KeyOptions.words(key.direction()));
        }
        members.put("algorithm", key.algorithm());
        members.put("state", KeyOptions.words(key.state()));
        members.put("kcv_method", key.checkValue().method());
        members.put("kcv", key.checkValue());
        key.custody().owner().ifPresent(party -> members.put("owner", party));
        key.custody().recipient().ifPresent(party -> members.put("recipient", party));
        members.put("exportability", KeyOptions.words(key.custody().exportability()));
        members.put("test", key.test());
        return members;
    }
}
