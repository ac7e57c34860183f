package org.cardwright.jobs.bureau;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cardwright.machine.bureau.ControlNumber;
import org.cardwright.machine.bureau.Plastic;
import org.cardwright.machine.bureau.Trays;
import org.cardwright.machine.bureau.Visit;

/**
 * Where every plastic of the bureau lies, and which machines it has seen. It knows plastics by what stands on them, and nothing of the
 * ledger. One that leaves the house or is scrap is kept by its control number only. Safe for several threads.
 */
final class Floor implements AutoCloseable {

    private final List<String> rooms = new ArrayList<>();
    private final Map<String, Map<ControlNumber, Plastic>> trays = new HashMap<>();
    private final Set<ControlNumber> envelopes = new HashSet<>();
    private final Set<ControlNumber> scrap = new HashSet<>();
    private final Set<ControlNumber> stuck = new HashSet<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<Visit> visits = new ArrayList<>();
    private final BureauMachinery machinery;
    private int blanks;

    Floor(BureauMachinery machinery) {
        this.machinery = machinery;
    }

    /** In the order of the line; the last one puts cards into envelopes. */
    synchronized void rooms(List<String> names) {
        rooms.addAll(names);
    }

    /** What the counters of machines have. */
    synchronized void add(Collection<Visit> more) {
        visits.addAll(machinery.counted(List.copyOf(more)));
    }

    /** In the order in which cards came to machines. */
    synchronized List<Visit> visits() {
        return List.copyOf(visits);
    }

    /** How many blanks were used. */
    synchronized int blanks() {
        return blanks;
    }

    /** Control numbers in envelopes. */
    Set<String> inEnvelopes() {
        return names(envelopes);
    }

    /** Control numbers to be destroyed. */
    Set<String> scrapped() {
        return names(scrap);
    }

    /** Control numbers of which nobody knows. */
    Set<String> stuck() {
        return names(stuck);
    }

    /** Control numbers between rooms. */
    synchronized Set<String> between() {
        Set<ControlNumber> all = new TreeSet<>();
        trays.values().forEach(tray -> all.addAll(tray.keySet()));
        return names(all);
    }

    /** Wipes the chips of plastics that lie between rooms. */
    @Override
    public synchronized void close() {
        trays.values().forEach(tray -> tray.values().forEach(Plastic::close));
    }

    /** Control numbers that two plastics have. */
    synchronized List<String> doubled() {
        return List.copyOf(doubled);
    }

    private synchronized Set<String> names(Set<ControlNumber> numbers) {
        return numbers.stream().map(ControlNumber::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The trays of a room. */
    Trays trays(String room) {
        return new RoomTrays(room);
    }

    private class RoomTrays implements Trays {

        private final String room;

        RoomTrays(String room) {
            this.room = room;
        }

        private int place() {
            return rooms.indexOf(room);
        }

        private Map<ControlNumber, Plastic> before() {
            return trays.getOrDefault(rooms.get(place() - 1), Map.of());
        }

        @Override
        public boolean holds(ControlNumber wanted) {
            synchronized (Floor.this) {
                return place() == 0 || before().containsKey(wanted);
            }
        }

        @Override
        public Optional<Plastic> take(ControlNumber wanted) {
            synchronized (Floor.this) {
                if (place() == 0) {
                    return Optional.of(new Plastic(String.format(java.util.Locale.ROOT, "P%07d", ++blanks)));
                }
                return Optional.ofNullable(before().isEmpty() ? null : before().remove(wanted));
            }
        }

        @Override
        public void leave(Plastic plastic, Tray tray) {
            synchronized (Floor.this) {
                ControlNumber mark = plastic.mark();
                boolean goesOn = tray == Tray.GOOD && place() < rooms.size() - 1;
                boolean alone = switch (tray) {
                    case GOOD -> goesOn ? handedOn(mark, plastic) : envelopes.add(mark);
                    case REJECT -> scrap.add(mark);
                    case STUCK -> stuck.add(mark);
                };
                if (!goesOn) {
                    plastic.close();
                }
                if (!alone) {
                    doubled.add(mark.toString());
                }
            }
        }

        private boolean handedOn(ControlNumber mark, Plastic plastic) {
            return trays.computeIfAbsent(room, none -> new HashMap<>()).put(mark, plastic) == null;
        }
    }
}
