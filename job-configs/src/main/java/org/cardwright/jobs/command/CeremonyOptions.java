package org.cardwright.jobs.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.jobs.ceremony.Desk;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where the custodians of a ceremony come from. */
final class CeremonyOptions {

    @Option(
            names = "--custodian-file",
            paramLabel = "FILE",
            description =
                    "For each custodian, in the order in which they act: id, passphrase, and what the person would"
                            + " type, a line each, mode 0600. Without it the terminal asks.")
    private List<Path> files = new ArrayList<>();

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * Where they sit down.
     *
     * @throws WrongUsageException when there are files for fewer or more than are needed
     */
    Desk desk(int needed) {
        if (files.isEmpty()) {
            return number -> new CustodianAtTerminal(number, spec.commandLine().getOut());
        }
        if (files.size() != needed) {
            throw new WrongUsageException(
                    "this takes " + needed + " custodians, there are " + files.size() + " of --custodian-file");
        }
        return file();
    }

    /** The same for as many as there are, when nobody knows yet how many are needed. */
    Desk desk() {
        return files.isEmpty() ? desk(0) : file();
    }

    private Desk file() {
        return number -> {
            if (number > files.size()) {
                throw new WrongUsageException(
                        "this takes more custodians than the " + files.size() + " of --custodian-file");
            }
            return CustodianFile.read(files.get(number - 1));
        };
    }
}
