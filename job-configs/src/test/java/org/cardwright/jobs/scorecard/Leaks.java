package org.cardwright.jobs.scorecard;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects where canaries were found, and how many cards a heap held at once. */
final class Leaks {

    private static final String KEY = "key:";

    private final CanaryScan scan;
    private final Set<CanaryScan.Hit> found = new TreeSet<>();
    private int places;
    private final Map<String, Integer> cardsInHeaps = new TreeMap<>();
    private int mostCardsInHeap;
    private int mostKeysInHeap;

    Leaks(List<Canary> canaries) {
        this.scan = new CanaryScan(canaries);
    }

    CanaryScan scan() {
        return scan;
    }

    /** A place that must hold nothing. */
    void add(String place, byte[] bytes) {
        places++;
        found.addAll(scan.scan(place, bytes));
    }

    /** Places that were scanned already. */
    void add(String place, Collection<CanaryScan.Hit> hits) {
        places++;
        hits.forEach(hit -> found.add(new CanaryScan.Hit(place + " " + hit.place(), hit.canary())));
    }

    /**
     * The heap in the middle of a run: the cards of a chunk may be there, and keys that the software module has open. No
     * kind of secret may be there for more cards than two chunks have.
     */
    void addWorkingHeap(Path dump) {
        places++;
        List<CanaryScan.Hit> hits = scan.scan(dump);
        int keys = (int) hits.stream().filter(hit -> isKey(hit.canary())).count();
        mostKeysInHeap = Math.max(mostKeysInHeap, keys);
        hits.stream()
                .map(CanaryScan.Hit::canary)
                .filter(name -> !isKey(name))
                .collect(Collectors.groupingBy(name -> name.substring(0, name.indexOf(':')), Collectors.counting()))
                .forEach((kind, count) -> {
                    cardsInHeaps.put(dump.getFileName() + " " + kind, count.intValue());
                    mostCardsInHeap = Math.max(mostCardsInHeap, count.intValue());
                });
    }

    private static boolean isKey(String name) {
        return name.startsWith(KEY) || name.equals("passphrase");
    }

    /** Everything that was found where nothing may be. */
    Set<CanaryScan.Hit> found() {
        return found;
    }

    int places() {
        return places;
    }

    /** Cards by dump and by what of them was found. */
    Map<String, Integer> cardsInHeaps() {
        return cardsInHeaps;
    }

    int mostCardsInHeap() {
        return mostCardsInHeap;
    }

    int mostKeysInHeap() {
        return mostKeysInHeap;
    }
}
