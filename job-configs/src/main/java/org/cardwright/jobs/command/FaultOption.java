package org.cardwright.jobs.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.hostcommand.HostOperation;
import org.cardwright.crypto.hostcommand.SimulatedFault;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Option;

/** What a simulated HSM shall do wrongly, each once: {@code derive-card-keys:silence@3}. */
final class FaultOption {

    private static final Pattern FAULT = Pattern.compile("([a-z0-9-]+):([a-z-]+)(?:@(\\d{1,9}))?");

    /** These need more than a name. */
    private static final List<SimulatedFault.Kind> OF_TESTS =
            List.of(SimulatedFault.Kind.ERROR_CODE, SimulatedFault.Kind.SLOW);

    @Option(
            names = "--fault",
            paramLabel = "OPERATION:FAULT[@N]",
            description =
                    "Does something wrong once, after N good answers to that operation: derive-card-keys:silence@3."
                            + " May be given more than once.")
    private List<String> given = new ArrayList<>();

    List<SimulatedFault> ordered() {
        return given.stream().map(FaultOption::fault).toList();
    }

    private static SimulatedFault fault(String text) {
        Matcher parts = FAULT.matcher(text);
        if (!parts.matches()) {
            throw new WrongUsageException("--fault is OPERATION:FAULT or OPERATION:FAULT@N");
        }
        HostOperation operation = KeyOptions.oneOf("the operation of --fault", HostOperation.class, parts.group(1));
        SimulatedFault.Kind kind = KeyOptions.oneOf("the fault of --fault", SimulatedFault.Kind.class, parts.group(2));
        if (OF_TESTS.contains(kind)) {
            throw new WrongUsageException("the fault of --fault cannot be " + KeyOptions.words(kind));
        }
        String after = parts.group(3);
        return SimulatedFault.of(operation, kind).after(after == null ? 0 : Integer.parseInt(after));
    }
}
