package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults that were ordered, and how often each command came. */
final class SimulatorFaults {

    private final List<SimulatedFault> ordered = new ArrayList<>();
    private final Map<HostOperation, Integer> seen = new EnumMap<>(HostOperation.class);

    synchronized void order(SimulatedFault fault) {
        ordered.add(fault.after(fault.after() + seen(fault.operation())));
    }

    /** How many commands of an operation came so far. */
    synchronized int seen(HostOperation operation) {
        return seen.getOrDefault(operation, 0);
    }

    /** Counts a command. Returns what shall go wrong with it. */
    synchronized Optional<SimulatedFault> next(HostOperation operation) {
        int before = seen.merge(operation, 1, Integer::sum) - 1;
        Iterator<SimulatedFault> faults = ordered.iterator();
        while (faults.hasNext()) {
            SimulatedFault fault = faults.next();
            if (fault.operation() == operation && fault.after() <= before) {
                faults.remove();
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
