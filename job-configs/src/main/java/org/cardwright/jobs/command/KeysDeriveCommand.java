package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyDerivations.DerivedCheckValue;
import org.cardwright.crypto.module.KeyDerivations.DryRun;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.ShownPans;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys derive}: the catalogue of diversifications, and dry runs of it. */
@Command(
        name = "derive",
        description =
                "Lists the methods by which keys come from master keys, or derives keys and prints their check values.")
final class KeysDeriveCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private DiversificationOptions options = new DiversificationOptions();

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Option(names = "--list", description = "Lists the methods.")
    private boolean list;

    @Option(names = "--dry-run", description = "Derives, prints check values, and forgets the keys.")
    private boolean dryRun;

    @Option(
            names = "--key",
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "The master key: LABEL, or LABEL/VERSION.")
    private @Nullable KeyName key;

    @Option(names = "--method", paramLabel = "METHOD", description = "A method of the list.")
    private @Nullable String method;

    /** Taken so that it is not quoted: what stands here may be a PAN. */
    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (!words.isEmpty()) {
            throw new WrongUsageException("keys derive takes options only; a PAN is typed or read with --pan-file");
        }
        if (list) {
            return catalogue();
        }
        if (!dryRun) {
            throw new WrongUsageException("derived keys never leave the security module; --dry-run prints their check"
                    + " values, --list the methods");
        }
        if (key == null || method == null) {
            throw new WrongUsageException("a dry run needs --key and --method");
        }
        KeyName master = key;
        KeyDiversification asked = method(method);
        DryRun run = new DryRun(master, asked, options.data(asked));
        List<DerivedCheckValue> found;
        try (OpenedHome installation = home.openAll()) {
            found = tried(installation, run);
        }
        return print(run, found);
    }

    /** The audit has every attempt, and whose it was. */
    private List<DerivedCheckValue> tried(OpenedHome installation, DryRun run) throws IOException {
        KeyActs audited = installation.pipeline().keyActs();
        String subject = run.master() + " by " + run.method().label();
        return operator.identified(
                audited,
                login -> audited.tried(
                        subject,
                        login,
                        () -> installation.module().keyDerivations().checkValues(run)));
    }

    private static KeyDiversification method(String label) {
        return KeyDiversification.ofLabel(label)
                .orElseThrow(() -> new WrongUsageException("there is no such method; the methods are "
                        + Arrays.stream(KeyDiversification.values())
                                .map(KeyDiversification::label)
                                .collect(Collectors.joining(", "))));
    }

    private int print(DryRun run, List<DerivedCheckValue> found) throws IOException {
        Map<String, Object> facts = LedgerStructure.object();
        facts.put("key", run.master());
        facts.put("method", run.method().label());
        facts.put("source", run.method().source());
        facts.putAll(DiversificationOptions.shown(
                run.data(), ShownPans.in(home.path()).ofOwner(run.master())));
        if (json.asked()) {
            facts.put("keys", found.stream().map(KeysDeriveCommand::members).toList());
            return json.print("derived", ExitCode.DONE, facts);
        }
        TextTable head = new TextTable("dry run", "");
        facts.forEach((name, value) -> head.row(name.replace('_', ' '), value));
        head.print(spec.commandLine().getOut());
        spec.commandLine().getOut().println();
        TextTable table = new TextTable("derived key", "check value", "rule");
        found.forEach(one ->
                table.row(one.name(), one.checkValue().toHex(), one.checkValue().method()));
        table.print(spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    private static Map<String, Object> members(DerivedCheckValue one) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("name", one.name());
        members.put("kcv_method", one.checkValue().method());
        members.put("kcv", one.checkValue().toHex());
        return members;
    }

    private int catalogue() throws IOException {
        if (json.asked()) {
            return json.print(
                    "listed",
                    ExitCode.DONE,
                    Map.of(
                            "methods",
                            Arrays.stream(KeyDiversification.values())
                                    .map(KeysDeriveCommand::members)
                                    .toList()));
        }
        TextTable table = new TextTable("method", "starts from", "takes", "gives", "parity", "source", "dry run");
        for (KeyDiversification one : KeyDiversification.values()) {
            table.row(
                    one.label(),
                    one.master().describe(),
                    one.input().describe(),
                    String.join(", ", one.result().keys()),
                    one.result().parity().describe(),
                    one.source(),
                    one.hasDryRun() ? "yes" : "no");
        }
        table.print(spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    private static Map<String, Object> members(KeyDiversification one) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("method", one.label());
        members.put("algorithms", List.copyOf(one.master().algorithms()));
        members.put("purposes", List.copyOf(one.master().purposes()));
        members.put("takes", one.input().describe());
        members.put("keys", one.result().keys());
        members.put("parity", one.result().parity().describe());
        members.put("source", one.source());
        members.put("dry_run", one.hasDryRun());
        return members;
    }
}
