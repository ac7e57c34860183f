package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.wiring.IssuerRequests;
import org.cardwright.jobs.wiring.IssuerRequests.WantedKey;
import org.cardwright.jobs.wiring.OpenedHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys issuer generate NAME}: a key pair inside the security module. */
@Command(name = "generate", description = "Makes an issuer RSA key inside the security module.")
final class KeysIssuerGenerateCommand implements Callable<Integer> {

    private static final int MOST_USED_BITS = 1408;

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
            names = "--bits",
            paramLabel = "N",
            description = "Length of the modulus, 1024 to 1984, a multiple of 8. Default: ${DEFAULT-VALUE}.")
    private int bits = MOST_USED_BITS;

    @Option(names = "--exponent", paramLabel = "E", description = "3 or 65537. Default: ${DEFAULT-VALUE}.")
    private int exponent = 3;

    @Mixin
    private PeriodOptions days = new PeriodOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        WantedKey wanted = new WantedKey(name, bits, exponent, days.over(Cryptoperiod.UNLIMITED));
        try (OpenedHome installation = home.openAll()) {
            IssuerRequests requests = new IssuerRequests(installation);
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(wanted.act(), () -> requests.generate(wanted)),
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
                .println("issuer key " + made.name() + " made: " + made.algorithm() + ", check value "
                        + made.checkValue());
        return ExitCode.DONE;
    }
}
