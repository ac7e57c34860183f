package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys pin-storage NAME}: the key under which PINs that are made here wait for their cards. */
@Command(
        name = "pin-storage",
        description =
                "Makes a key inside the security module under which PINs that are made here wait for their cards.")
final class KeysPinStorageCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private KeyActing acting = new KeyActing();

    @Parameters(
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "LABEL, or LABEL/VERSION; it must be free.")
    private KeyName name = KeyName.of("none");

    @Option(
            names = "--owner",
            required = true,
            paramLabel = "PARTY",
            description = "Issuer of the cards; values and chips get the PINs only under keys that it has as well.")
    private String owner = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Party issuer = KeyOptions.party("--owner", owner);
        try (OpenedHome installation = home.openAll()) {
            SecurityModule module = installation.module();
            KeyAct act = KeyAct.of(
                    KeyAct.Kind.MAKE_KEY,
                    name + ", AES-256, storage of PINs of " + issuer,
                    List.of(name.toString(), "pin-storage", issuer.name()));
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(act, () -> {
                        module.pins().createStorageKey(name, issuer);
                        return module.inventory().find(name).orElseThrow();
                    }),
                    json,
                    this::tell);
        }
    }

    private int tell(KeyDescription made) throws IOException {
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("key", made.name());
            members.put("algorithm", made.algorithm());
            members.put("kcv", made.checkValue());
            return json.print("generated", ExitCode.DONE, members);
        }
        spec.commandLine()
                .getOut()
                .println("storage key " + made.name() + " made: " + made.algorithm() + ", check value "
                        + made.checkValue());
        return ExitCode.DONE;
    }
}
