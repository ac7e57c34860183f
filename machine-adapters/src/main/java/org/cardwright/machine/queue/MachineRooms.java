package org.cardwright.machine.queue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rooms of a bureau, each with the one before it, as the definitions of its machines say.
 *
 * @param before room to the room before it; those that begin are left out
 */
public record MachineRooms(Map<String, String> before) {

    /** Copies the map. */
    public MachineRooms {
        before = Map.copyOf(before);
    }

    /**
     * Collects the rooms.
     *
     * @throws IllegalArgumentException when two machines disagree, a room is not there, or rooms follow each other in a circle
     */
    public static MachineRooms of(Collection<MachineDefinition> machines) {
        Map<String, Optional<String>> said = new HashMap<>();
        for (MachineDefinition machine : machines) {
            Optional<String> other =
                    said.putIfAbsent(machine.route().room(), machine.route().after());
            require(
                    other == null || other.equals(machine.route().after()),
                    "machine " + machine.name() + " says another room before "
                            + machine.route().room());
        }
        Map<String, String> before = new HashMap<>();
        said.forEach((room, after) -> after.ifPresent(one -> {
            require(said.containsKey(one), "no machine stands in room " + one + ", which comes before " + room);
            before.put(room, one);
        }));
        MachineRooms rooms = new MachineRooms(before);
        said.keySet().forEach(rooms::first);
        return rooms;
    }

    /** The first room of those that lead to a room. */
    public String first(String room) {
        String at = room;
        for (int steps = 0; before.containsKey(at); steps++) {
            require(steps < before.size(), "room " + room + " follows itself");
            at = before.getOrDefault(at, at);
        }
        return at;
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw new IllegalArgumentException("machines: " + detail);
        }
    }
}
