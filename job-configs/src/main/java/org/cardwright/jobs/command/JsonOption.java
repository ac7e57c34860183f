package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * {@code --json}: one object on standard output instead of text for people.
 *
 * <p>It begins with {@code outcome} and {@code exit_code}, as the summary of {@code prepare} does; names are in snake case, what is
 * not known is absent, moments are in UTC (ISO 8601).
 */
final class JsonOption {

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean asked;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    boolean asked() {
        return asked;
    }

    /** Prints the object and gives the exit code back. */
    int print(String outcome, int exitCode, Map<String, ?> members) throws IOException {
        Map<String, Object> structure = LedgerStructure.object();
        structure.put("outcome", outcome.toLowerCase(Locale.ROOT));
        structure.put("exit_code", exitCode);
        structure.putAll(members);
        StructurePrinter.print(structure, spec);
        return exitCode;
    }
}
