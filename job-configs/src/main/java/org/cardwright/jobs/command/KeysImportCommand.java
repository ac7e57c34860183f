package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyBlockVersion;
import org.cardwright.crypto.key.KeyCryptogram;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Cryptogram;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.cardwright.crypto.module.KeyExchange.Leniency;
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

/** {@code cardwright keys import NAME}: a key of another party comes into the security module. */
@Command(
        name = "import",
        description =
                "Takes in a key that lies under a key: a key block, or one of the old forms that bind no use to it.")
final class KeysImportCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private KeyActing acting = new KeyActing();

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Parameters(
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "LABEL, or LABEL/VERSION; it must be free.")
    private KeyName name = KeyName.of("none");

    @Option(
            names = "--under",
            required = true,
            paramLabel = "KEY",
            converter = KeyNameConverter.class,
            description = "The key of KEK1 under which it lies.")
    private KeyName under = KeyName.of("none");

    @Option(names = "--block", paramLabel = "FILE", description = "File with a key block, version A to E.")
    private @Nullable Path block;

    @Option(
            names = "--cryptogram",
            paramLabel = "FILE",
            description = "File with a cryptogram in hexadecimal digits; needs --form and --algorithm.")
    private @Nullable Path cryptogram;

    @Option(names = "--form", paramLabel = "FORM", description = "tdes-ecb, tdes-cbc, aes-kw or aes-kwp.")
    private @Nullable String form;

    @Option(names = "--algorithm", paramLabel = "NAME", description = "What the key is a key of: tdes or aes.")
    private @Nullable String algorithm;

    @Option(names = "--any-parity", description = "Takes a DES key of any parity and adjusts it.")
    private boolean anyParity;

    @Option(names = "--single-length", description = "Takes a DES key of 56 bits, which then only reads what comes in.")
    private boolean singleLength;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Announced announced = key.announced(name);
        if ((block == null) == (cryptogram == null)) {
            throw new WrongUsageException("either --block FILE or --cryptogram FILE");
        }
        return block != null ? importBlock(announced, KeyFile.block(block)) : importCryptogram(announced, cryptogram());
    }

    private int importBlock(Announced announced, String text) throws IOException {
        if (form != null || algorithm != null || anyParity || singleLength) {
            throw new WrongUsageException(
                    "--form, --algorithm, --any-parity and --single-length go with --cryptogram; a key block says what it is");
        }
        return act(announced, List.of("block", text), module -> module.importBlock(under, text, announced));
    }

    private Cryptogram cryptogram() throws IOException {
        if (cryptogram == null || form == null || algorithm == null) {
            throw new WrongUsageException("--cryptogram needs --form and --algorithm");
        }
        KeyAlgorithm family = KeyOptions.oneOf("--algorithm", KeyAlgorithm.class, algorithm);
        if (!family.isBlockCipher()) {
            throw new WrongUsageException("--algorithm is one of tdes, aes");
        }
        Set<Leniency> leniency = EnumSet.noneOf(Leniency.class);
        if (anyParity) {
            leniency.add(Leniency.ANY_PARITY);
        }
        if (singleLength) {
            leniency.add(Leniency.SINGLE_LENGTH);
        }
        return new Cryptogram(
                KeyOptions.oneOf("--form", KeyCryptogram.class, form),
                KeyFile.cryptogram(cryptogram),
                family,
                leniency);
    }

    private int importCryptogram(Announced announced, Cryptogram given) throws IOException {
        List<String> content = List.of(
                given.form().name(),
                given.content().toHex(),
                given.algorithm().name(),
                Boolean.toString(anyParity),
                Boolean.toString(singleLength));
        return act(announced, content, module -> module.importCryptogram(under, given, announced));
    }

    /** Opens the key in one of the ways. */
    private interface Opening {
        Imported by(KeyExchange module);
    }

    private int act(Announced announced, List<String> content, Opening opening) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                announced.name().toString(),
                announced.purpose().name(),
                announced.direction().name(),
                announced.checkValue().method().name(),
                announced.checkValue().toHex(),
                announced.custody().owner().toString(),
                announced.custody().recipient().toString(),
                announced.custody().exportability().name(),
                announced.state().name(),
                PeriodOptions.words(announced.period()),
                under.toString()));
        all.addAll(content);
        KeyAct act = KeyAct.of(
                KeyAct.Kind.IMPORT_KEY, name + " as " + KeyOptions.words(announced.purpose()) + " under " + under, all);
        try (OpenedHome installation = home.openAll()) {
            KeyExchange module = installation.module().keyExchange();
            return acting.act(installation, new KeyActing.Asked<>(act, () -> opening.by(module)), json, this::tell);
        }
    }

    private int tell(Imported made) throws IOException {
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("key", made.key().name());
            members.put("algorithm", made.key().describeAlgorithm());
            members.put("kcv", made.key().checkValue());
            made.blockVersion().ifPresent(version -> members.put("block_version", version));
            made.parity().ifPresent(parity -> members.put("parity", KeyOptions.words(parity)));
            members.put("not_understood", made.notUnderstood());
            return json.print("imported", ExitCode.DONE, members);
        }
        spec.commandLine()
                .getOut()
                .println("key " + made.key().name() + " taken in: " + made.key().describeAlgorithm() + ", check value "
                        + made.key().checkValue());
        notes(made).forEach(spec.commandLine().getOut()::println);
        return ExitCode.DONE;
    }

    private static List<String> notes(Imported made) {
        List<String> notes = new ArrayList<>();
        made.parity()
                .filter(parity -> parity != DesParity.ODD)
                .ifPresent(parity -> notes.add("its parity was " + KeyOptions.words(parity) + " and was adjusted"));
        made.blockVersion()
                .filter(version -> !version.isWritten())
                .ifPresent(version -> notes.add("it came in a key block of version " + version
                        + ", which protects poorly; ask for " + KeyBlockVersion.B + " or " + KeyBlockVersion.D));
        if (!made.notUnderstood().isEmpty()) {
            notes.add("the key block says more, which nothing here acts upon: "
                    + String.join(", ", made.notUnderstood()));
        }
        return notes;
    }
}
