package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyExchange.Exported;
import org.cardwright.crypto.module.KeyExchange.Form;
import org.cardwright.crypto.module.KeyExchange.Order;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.home.CheckedFile;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys export NAME}: a key leaves for the party that may have it. */
@Command(
        name = "export",
        description = "Writes a key for its recipient, under a key that is shared with the recipient and not weaker.")
final class KeysExportCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private KeyActing acting = new KeyActing();

    @Parameters(paramLabel = "NAME", converter = KeyNameConverter.class, description = "LABEL, or LABEL/VERSION.")
    private KeyName name = KeyName.of("none");

    @Option(
            names = "--under",
            required = true,
            paramLabel = "KEY",
            converter = KeyNameConverter.class,
            description = "The key of KEK2 under which it leaves.")
    private KeyName under = KeyName.of("none");

    @Option(names = "--to", required = true, paramLabel = "PARTY", description = "Who gets it.")
    private String recipient = "";

    @Option(
            names = "--form",
            required = true,
            paramLabel = "FORM",
            description = "block-b (3DES), block-d or block-e (AES), or aes-kwp, which binds no use to the key.")
    private String form = "";

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
        Order order = new Order(
                name, under, KeyOptions.party("--to", recipient), KeyOptions.oneOf("--form", Form.class, form));
        CheckedFile.requireFree(out);
        try (OpenedHome installation = home.openAll()) {
            KeyAct act = act(order, installation.module().inventory());
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(act, () -> written(installation, order)),
                    json,
                    made -> tell(order, made));
        }
    }

    /** Permitted is this key under that one, as they are now, to this party. */
    private static KeyAct act(Order order, KeyInventory inventory) {
        return KeyAct.of(
                KeyAct.Kind.EXPORT_KEY,
                order.key() + " to " + order.recipient() + " under " + order.under(),
                List.of(
                        order.key().toString(),
                        checkValue(inventory, order.key()),
                        order.under().toString(),
                        checkValue(inventory, order.under()),
                        order.recipient().name(),
                        order.form().name()));
    }

    private static String checkValue(KeyInventory inventory, KeyName name) {
        return inventory
                .find(name)
                .map(KeyDescription::checkValue)
                .map(KeyCheckValue::toHex)
                .orElse("");
    }

    private Exported written(OpenedHome installation, Order order) throws IOException {
        Exported made = installation.module().keyExchange().export(order);
        byte[] content = (made.text() + "\n").getBytes(StandardCharsets.US_ASCII);
        CheckedFile.create(out, content, file -> {
            String read = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return read.equals(made.text()) ? Optional.empty() : Optional.of("it does not read as it was written");
        });
        return made;
    }

    private int tell(Order order, Exported made) throws IOException {
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("key", made.key().name());
            members.put("recipient", order.recipient());
            members.put("form", KeyOptions.words(order.form()));
            members.put("kcv_method", made.key().checkValue().method());
            members.put("kcv", made.key().checkValue());
            members.put("file", out);
            return json.print("exported", ExitCode.DONE, members);
        }
        spec.commandLine()
                .getOut()
                .println("key " + made.key().name() + " for " + order.recipient() + " written to " + out
                        + "; the check value " + made.key().checkValue() + " goes another way");
        return ExitCode.DONE;
    }
}
