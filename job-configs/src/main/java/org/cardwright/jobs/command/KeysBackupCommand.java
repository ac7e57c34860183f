package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyBackup;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.jobs.home.CheckedFile;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright keys backup --out FILE}: all keys in one file that only the quorum of the vault opens. */
@Command(
        name = "backup",
        description =
                "Writes all keys into one file, each in a key block under the backup key, which only the custodians of the"
                        + " vault can bring back: keys ceremony share-vault.")
final class KeysBackupCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private KeyActing acting = new KeyActing();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File that is made; it must not exist.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        KeysInVault.required(home.open());
        CheckedFile.requireFree(out);
        try (OpenedHome installation = home.openAll();
                SecretBytes passphrase = home.passphrase();
                KeyVault vault = KeyVault.open(home.open().vault(), passphrase)) {
            KeyAct act = KeyAct.of(KeyAct.Kind.BACK_UP_KEYS, vault.keys().size() + " keys", content(vault.keys()));
            return acting.act(installation, new KeyActing.Asked<>(act, () -> written(vault)), json, this::tell);
        }
    }

    private static List<String> content(List<KeyAttributes> keys) {
        List<String> content = new ArrayList<>();
        for (KeyAttributes key : keys) {
            content.add(key.name().toString());
            content.add(key.checkValue().toHex());
            content.add(key.state().name());
        }
        return content;
    }

    private List<KeyAttributes> written(KeyVault vault) throws IOException {
        byte[] backup = KeyBackup.of(vault);
        CheckedFile.create(
                out,
                backup,
                file -> Arrays.equals(Files.readAllBytes(file), backup)
                        ? Optional.empty()
                        : Optional.of("it does not read as it was written"));
        return vault.keys();
    }

    private int tell(List<KeyAttributes> keys) throws IOException {
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("keys", keys.size());
            members.put("file", out);
            return json.print("backed_up", ExitCode.DONE, members);
        }
        spec.commandLine()
                .getOut()
                .println(keys.size() + " keys written to " + out + "; try it now with  cardwright keys restore-drill "
                        + out);
        return ExitCode.DONE;
    }
}
