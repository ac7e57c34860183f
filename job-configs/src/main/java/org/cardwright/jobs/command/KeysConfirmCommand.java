package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.home.PermissionRefusedException;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.KeyAct;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.ledger.KeyConfirmations.Confirmation;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys confirm NAME}: the other party has the same key. */
@Command(
        name = "confirm",
        description =
                "Notes that another party has a key: the check value it told, on another way than the key, is the one that the"
                        + " key has here. Where transport-keys = confirmed, no card leaves under a key that its reader did not confirm.")
final class KeysConfirmCommand implements Callable<Integer> {

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

    @Option(names = "--party", required = true, paramLabel = "PARTY", description = "Who told the check value.")
    private String party = "";

    @Option(
            names = "--kcv",
            required = true,
            paramLabel = "RULE:HEX",
            description = "The check value as it was told, with its rule: tdes-zeros, aes-ones or aes-cmac.")
    private String checkValue = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        acting.requireReason();
        KeyCheckValue told = KeyOptions.checkValue(checkValue);
        Party teller = KeyOptions.party("--party", party);
        try (OpenedHome installation = home.openAll()) {
            KeyDescription key = installation.key(name);
            requireShared(key, teller);
            requireSame(installation, key, told);
            Confirmation confirmation = new Confirmation(name, key.checkValue(), teller);
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(act(confirmation), () -> noted(installation, confirmation)),
                    json,
                    this::tell);
        }
    }

    private void requireShared(KeyDescription key, Party teller) {
        if (!key.custody().isKnown() && !key.test()) {
            throw new WrongUsageException("key " + name + " belongs to nobody; note whose it is with keys owner first");
        }
        if (key.custody().isKnown() && !key.custody().isSharedWith(teller)) {
            throw new WrongUsageException("key " + name + " is not shared with " + teller);
        }
    }

    /** A difference is no slip of the pen: somebody has another key, so it stands in the audit. */
    private void requireSame(OpenedHome installation, KeyDescription key, KeyCheckValue told) throws IOException {
        if (told.method() != key.checkValue().method()) {
            throw new WrongUsageException("--kcv: the check value of " + name + " is known here by "
                    + KeyOptions.words(key.checkValue().method()));
        }
        if (!told.fits(key.checkValue())) {
            acting.refused(
                    installation,
                    new KeyActs.Disbelief(
                            AuditEvent.KEY_CONFIRMATION_REFUSED, "key " + name, party + " told another check value"));
            throw new PermissionRefusedException(
                    party + " told another check value than key " + name + " has here: one of you has another key");
        }
    }

    private static KeyAct act(Confirmation confirmation) {
        String key = confirmation.key().toString();
        String checkValue = confirmation.checkValue().toHex();
        String teller = confirmation.party().name();
        return KeyAct.of(
                KeyAct.Kind.CONFIRM_KEY,
                key + " by " + teller + ", check value " + checkValue,
                List.of(key, confirmation.checkValue().method().name(), checkValue, teller));
    }

    private static Confirmation noted(OpenedHome installation, Confirmation confirmation) throws IOException {
        installation.pipeline().keyConfirmations().put(confirmation);
        return confirmation;
    }

    private int tell(Confirmation confirmation) throws IOException {
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("key", confirmation.key());
            members.put("kcv_method", confirmation.checkValue().method());
            members.put("kcv", confirmation.checkValue());
            members.put("party", confirmation.party());
            return json.print("confirmed", ExitCode.DONE, members);
        }
        spec.commandLine()
                .getOut()
                .println("key " + confirmation.key() + " is confirmed by " + confirmation.party() + ", check value "
                        + confirmation.checkValue());
        return ExitCode.DONE;
    }
}
