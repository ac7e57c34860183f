package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.jobs.home.CheckedFile;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.ledger.KeyUses.Dependent;
import org.cardwright.pipeline.ledger.KeyUses.DependentOrder;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys dependents NAME}: which batches and cards depend on a key. NIST SP 800-57 part 1, 7.4. */
@Command(
        name = "dependents",
        description = "Lists the batches with cards that depend on a key, and with --orders the orders of these cards.")
final class KeysDependentsCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "LABEL, or LABEL/VERSION; also of a key that is destroyed.")
    private KeyName name = KeyName.of("none");

    @Option(
            names = "--orders",
            paramLabel = "FILE",
            description = "Writes the orders of these cards into a new file, one a line: batch,order,product,made.")
    private @Nullable Path orders;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (orders != null && Files.exists(orders)) {
            throw new WrongUsageException("--orders: there is a file " + orders + " already");
        }
        List<Dependent> dependents;
        try (OpenedHome installation = home.openAll()) {
            KeyUses uses = installation.pipeline().keyUses();
            requireKnown(installation, uses);
            dependents = uses.dependents(name);
            if (orders != null) {
                write(orders, uses, dependents);
            }
        }
        return json.asked() ? printJson(dependents) : print(dependents);
    }

    /** A name that is spelled wrong must not look like a key on which nothing depends. */
    private void requireKnown(OpenedHome installation, KeyUses uses) {
        if (installation.module().inventory().find(name).isEmpty() && !uses.isNoted(name)) {
            throw new WrongUsageException("there is no key " + name + ", and no batch was taken with one");
        }
    }

    private void write(Path file, KeyUses uses, List<Dependent> dependents) throws IOException {
        CheckedFile.create(
                file,
                out -> {
                    out.write("batch,order,product,made\n".getBytes(StandardCharsets.US_ASCII));
                    for (Dependent dependent : dependents) {
                        for (DependentOrder order : uses.orders(name, dependent.batch())) {
                            out.write(line(dependent, order).getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                },
                written -> Optional.empty());
    }

    /** No value of them has a comma: batches are hexadecimal, references and products were screened. */
    private static String line(Dependent dependent, DependentOrder order) {
        return dependent.batch() + "," + order.orderReference() + "," + order.product() + "," + order.made() + "\n";
    }

    private int printJson(List<Dependent> dependents) throws IOException {
        Map<String, Object> members = LedgerStructure.object();
        members.put("key", name);
        members.put("cards", KeyDependents.cards(dependents));
        members.put("batches", KeyDependents.members(dependents));
        return json.print("listed", ExitCode.DONE, members);
    }

    private int print(List<Dependent> dependents) {
        KeyDependents.table(dependents).print(spec.commandLine().getOut());
        spec.commandLine()
                .getOut()
                .println(KeyDependents.cards(dependents) + " cards in " + dependents.size() + " batches depend on "
                        + name + "; not sealed: " + KeyDependents.notSealed(dependents));
        return ExitCode.DONE;
    }
}
