package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.machine.queue.MachineDefinitionFile;
import org.cardwright.machine.queue.MachineRooms;
import org.cardwright.pipeline.ledger.WrongUsageException;

/**
 * The machines of a home and their rooms.
 *
 * @param machines by name
 * @param rooms in which they stand
 */
public record MachinesOfHome(Map<String, MachineDefinition> machines, MachineRooms rooms) {

    /** Copies the machines. */
    public MachinesOfHome {
        machines = Map.copyOf(machines);
    }

    /**
     * Reads all definitions.
     *
     * @throws org.cardwright.formats.MalformedFileException when one is wrong; it names file and line
     * @throws ConfigurationException when their rooms contradict each other
     */
    public static MachinesOfHome load(HomeDirectory home) throws IOException {
        Map<String, MachineDefinition> machines = MachineDefinitionFile.loadAll(home.config("machines"), home.root());
        try {
            MachinesOfHome all = new MachinesOfHome(machines, MachineRooms.of(machines.values()));
            PinMailDay.requireApart(all);
            return all;
        } catch (IllegalArgumentException contradiction) {
            throw new ConfigurationException(String.valueOf(contradiction.getMessage()));
        }
    }

    /** The rooms in which cards of a group are made: all but those of PIN mailers. */
    public Set<String> makers(String group) {
        return machines.values().stream()
                .filter(machine -> !PinMailDay.isPrinter(machine)
                        && machine.route().groups().contains(group))
                .map(machine -> machine.route().room())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The rooms in which PIN mailers are printed. */
    public Set<String> mailers() {
        return machines.values().stream()
                .filter(PinMailDay::isPrinter)
                .map(machine -> machine.route().room())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What somebody has taken on in the definitions: card data in clear in a network, answers that name no card. */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        for (MachineDefinition machine : new TreeMap<>(machines).values()) {
            if (!machine.trustedSegment().isEmpty()) {
                findings.add("machine " + machine.name() + ": card data travel in clear in network segment "
                        + machine.trustedSegment());
            }
            if (machine.isCounted()) {
                findings.add("machine " + machine.name() + ": its answers name no card and are only counted");
            }
        }
        return findings;
    }

    /** By the first room of a chain, how often a card is made before a person must decide. */
    public Map<String, Integer> attempts() {
        Map<String, Integer> attempts = new HashMap<>();
        machines.values().stream()
                .map(MachineDefinition::route)
                .filter(route -> route.after().isEmpty())
                .forEach(route -> attempts.merge(route.room(), route.attempts(), Math::min));
        return attempts;
    }

    /**
     * A machine.
     *
     * @throws WrongUsageException when there is none of that name
     */
    public MachineDefinition machine(String name) {
        return Optional.ofNullable(machines.get(name))
                .orElseThrow(() -> new WrongUsageException("there is no machine " + name + ", but: "
                        + String.join(", ", machines.keySet().stream().sorted().toList())));
    }
}
