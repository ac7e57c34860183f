package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.Cryptoperiod;
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

/** {@code cardwright keys period NAME}: between which days a key is used. NIST SP 800-57 part 1, 5.3.4. */
@Command(
        name = "period",
        description = "Gives a key other days of use; what is not given stays as it is. Outside of its days a key is"
                + " refused (77).")
final class KeysPeriodCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private KeyActing acting = new KeyActing();

    @Mixin
    private PeriodOptions days = new PeriodOptions();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "LABEL, or LABEL/VERSION.")
    private KeyName name = KeyName.of("none");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        acting.requireReason();
        if (!days.isGiven()) {
            throw new WrongUsageException("say which days, with --from, --until or --read-until");
        }
        try (OpenedHome installation = home.openAll()) {
            KeyDescription now = installation.key(name);
            requirePossible(installation, now);
            Cryptoperiod wanted = days.over(now.term().period());
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(act(now, wanted), () -> changed(installation, wanted)),
                    json,
                    this::tell);
        }
    }

    private void requirePossible(OpenedHome installation, KeyDescription now) {
        if (now.state() == KeyState.PENDING_DESTRUCTION || now.state() == KeyState.DESTROYED) {
            throw new WrongUsageException(name + " is " + now.state() + " and has no period any more");
        }
        if (installation.isRecordKey(name)) {
            throw new WrongUsageException(
                    name + " is the key of the ledger and its audit; without it nothing could be recorded");
        }
    }

    private KeyAct act(KeyDescription now, Cryptoperiod wanted) {
        String checkValue = now.checkValue().toHex();
        String words = PeriodOptions.words(wanted);
        return KeyAct.of(
                KeyAct.Kind.LIMIT_KEY,
                name + ", check value " + checkValue + ": " + words,
                List.of(
                        name.toString(),
                        checkValue,
                        PeriodOptions.words(now.term().period()),
                        words));
    }

    private KeyDescription changed(OpenedHome installation, Cryptoperiod wanted) {
        installation.module().keyLife().limit(name, wanted);
        return installation.key(name);
    }

    private int tell(KeyDescription key) throws IOException {
        if (json.asked()) {
            return json.print("changed", ExitCode.DONE, KeyMembers.of(key));
        }
        spec.commandLine()
                .getOut()
                .println("key " + key.name() + " is used "
                        + PeriodOptions.words(key.term().period()));
        return ExitCode.DONE;
    }
}
