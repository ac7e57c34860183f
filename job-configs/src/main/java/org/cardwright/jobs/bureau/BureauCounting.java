package org.cardwright.jobs.bureau;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cardwright.jobs.bureau.BureauBalance.Books;
import org.cardwright.jobs.bureau.BureauBalance.Line;
import org.cardwright.machine.bureau.ControlNumber;
import org.cardwright.machine.bureau.Visit;
import org.cardwright.pipeline.ledger.ChipAttempts;
import org.cardwright.pipeline.ledger.ChipSheet;
import org.cardwright.pipeline.ledger.StationCard;
import org.cardwright.pipeline.ledger.StationCard.State;
import org.cardwright.pipeline.ledger.StationSheet;

/** The rows of the ledger beside what machines have seen and where plastics lie. */
final class BureauCounting {

    private static final String GOOD = "good";
    private static final String REJECTED = "rejected";
    private static final String HELD = "held";
    private static final String OPEN = "open";
    private static final int MOST_NAMED = 100;

    private final Books books;
    private final Floor floor;
    private final List<String> rooms;
    private final Map<String, List<Visit>> visits;
    private final List<StationCard> rows;
    private final Map<String, Map<String, StationCard>> byRoom = new HashMap<>();
    private final Map<Long, Integer> newest = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    BureauCounting(Books books) {
        this.books = books;
        this.floor = books.works().floor();
        this.rooms = books.rooms();
        this.visits = floor.visits().stream().collect(Collectors.groupingBy(Visit::station));
        this.rows = books.works()
                .production()
                .stations()
                .jobs()
                .cards(books.works().cards().batch());
        for (StationCard row : rows) {
            byRoom.computeIfAbsent(row.of().room(), none -> new TreeMap<>()).put(row.reference(), row);
            newest.merge(row.of().card(), row.of().attempt(), Math::max);
        }
    }

    private String batch() {
        return books.works().cards().batch();
    }

    /** What stands on the plastic of a card is not what its sealed record says. */
    void wrong(String card, String what) {
        String than = what.equals("chip") ? "stripe" : "sealed record";
        differences.add("card " + card + " came to the inserter with other " + what + " than its " + than);
    }

    BureauBalance count(ChipSheet chips) throws IOException {
        Map<String, String> before = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < rooms.size(); i++) {
            String room = rooms.get(i);
            lines.add(line(room));
            if (i > 0) {
                before.put(room, rooms.get(i - 1));
                compare("handed from " + rooms.get(i - 1) + " to " + room, ok(rooms.get(i - 1)), in(room));
            }
            machines(room);
        }
        lines.stream()
                .filter(line -> line.difference() != 0)
                .forEach(line -> differences.add("room " + line.room() + ": difference " + line.difference()));
        StationSheet.of(books.works().production().stations().jobs().jobs(batch()), rows, before);
        chips(chips);
        plastics();
        return ended(lines);
    }

    /** Where every plastic lies that was taken out of the vault. */
    private void plastics() {
        floor.doubled().forEach(name -> differences.add("two plastics are card " + name));
        compare("in envelopes", floor.inEnvelopes(), ok(rooms.get(rooms.size() - 1)));
        compare("scrapped", floor.scrapped(), names(State.REJECT));
        compare("lying somewhere", floor.stuck(), names(State.UNKNOWN));
        floor.between().forEach(name -> differences.add("between rooms lies card " + name));
        int found = floor.inEnvelopes().size()
                + floor.scrapped().size()
                + floor.stuck().size()
                + floor.between().size();
        if (found != floor.blanks()) {
            differences.add("of " + floor.blanks() + " plastics " + found + " are found");
        }
    }

    private Set<String> names(State state) {
        return rows.stream()
                .filter(row -> row.state() == state)
                .map(StationCard::reference)
                .collect(Collectors.toSet());
    }

    private Map<String, StationCard> room(String room) {
        return byRoom.getOrDefault(room, Map.of());
    }

    private Set<String> in(String room) {
        return room(room).keySet();
    }

    private Set<String> ok(String room) {
        return room(room).values().stream()
                .filter(row -> row.state() == State.OK)
                .map(StationCard::reference)
                .collect(Collectors.toSet());
    }

    private Line line(String room) {
        int good = 0;
        int rejected = 0;
        int held = 0;
        int remade = 0;
        for (StationCard row : room(room).values()) {
            boolean again = newest.getOrDefault(row.of().card(), 0) > row.of().attempt();
            good += row.state() == State.OK ? 1 : 0;
            held += row.state() == State.UNKNOWN ? 1 : 0;
            rejected += row.state() == State.REJECT && !again ? 1 : 0;
            remade += row.state() == State.REJECT && again ? 1 : 0;
        }
        return new Line(room, room(room).size(), good, rejected, held, remade);
    }

    private void compare(String what, Set<String> left, Set<String> right) {
        Set<String> odd = new TreeSet<>(left);
        odd.removeAll(right);
        Set<String> other = new TreeSet<>(right);
        other.removeAll(left);
        odd.addAll(other);
        odd.stream().limit(MOST_NAMED).forEach(name -> differences.add(what + ": card " + name));
        if (odd.size() > MOST_NAMED) {
            differences.add(what + ": " + (odd.size() - MOST_NAMED) + " cards more");
        }
    }

    private static String name(Visit visit) {
        return new ControlNumber(visit.card(), visit.attempt()).toString();
    }

    /** Every plastic that machines saw in a room is a row of the ledger, once, and good there when it was good here. */
    private void machines(String room) {
        Map<String, Boolean> seen = new HashMap<>();
        for (Visit visit : visits.getOrDefault(room, List.of())) {
            if (seen.put(name(visit), visit.good()) != null) {
                differences.add("room " + room + " saw card " + name(visit) + " twice");
            }
        }
        if (room.equals(BureauTerms.CHIPS)) {
            visits.getOrDefault(BureauTerms.VISION, List.of())
                    .forEach(visit -> seen.merge(name(visit), visit.good(), Boolean::logicalAnd));
        }
        compare("seen in " + room, seen.keySet(), in(room));
        Set<String> good = seen.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        compare("good in " + room, good, ok(room));
    }

    private void chips(ChipSheet sheet) {
        Set<String> good = new HashSet<>();
        books.works().production().each(batch(), attempt -> {
            if (attempt.state() == ChipAttempts.State.GOOD
                    && !good.add("" + attempt.of().card())) {
                differences.add("card " + attempt.of().card() + " is good on two chips");
            }
        });
        Set<String> handed = ok(BureauTerms.CHIPS).stream()
                .map(name -> "" + Long.parseLong(name.substring(0, name.indexOf('-'))))
                .collect(Collectors.toSet());
        compare("good chips", good, handed);
        int taken = sheet.runs().stream()
                .flatMap(run -> run.heads().stream())
                .mapToInt(ChipSheet.HeadLine::taken)
                .sum();
        int came = in(BureauTerms.CHIPS).size();
        if (sheet.difference() != 0 || taken != came || books.loads() != taken) {
            differences.add("chip heads took " + taken + " chips and were loaded " + books.loads() + " times, and "
                    + came + " plastics came; difference " + sheet.difference());
        }
    }

    private BureauBalance ended(List<Line> lines) throws IOException {
        Map<String, Integer> ends = new TreeMap<>(Map.of(GOOD, 0, REJECTED, 0, HELD, 0));
        Map<Long, String> others = new TreeMap<>();
        for (long card : books.works().all()) {
            String end = end(card);
            String word = end.contains(" ") ? end.substring(0, end.indexOf(' ')) : end;
            ends.merge(word, 1, Integer::sum);
            if (!end.equals(GOOD)) {
                others.put(card, end);
            }
            if (word.equals(OPEN)) {
                differences.add("card " + card + " is " + end);
            }
        }
        Map<Long, String> orders = books.works().cards().orders(others.keySet());
        List<String> names = others.entrySet().stream()
                .map(card -> orders.getOrDefault(card.getKey(), "") + " " + card.getValue())
                .toList();
        return new BureauBalance(lines, ends, names, differences);
    }

    /** The end of a card, with the room where it is. */
    private String end(long card) {
        String name = new ControlNumber(card, newest.getOrDefault(card, 0)).toString();
        for (int i = rooms.size() - 1; i >= 0; i--) {
            String room = rooms.get(i);
            StationCard row = room(room).get(name);
            if (row != null) {
                boolean last = room.equals(rooms.get(rooms.size() - 1));
                boolean used = row.of().attempt() >= books.attempts();
                return switch (row.state()) {
                    case OK -> last ? GOOD : OPEN + " behind " + room;
                    case UNKNOWN -> HELD + " in " + room;
                    case REJECT -> used ? REJECTED + " in " + room : OPEN + " after " + room;
                    case TAKEN, BEGUN -> OPEN + " in " + room;
                };
            }
        }
        return OPEN + " before the first room";
    }
}
