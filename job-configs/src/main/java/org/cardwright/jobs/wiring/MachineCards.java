package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cardwright.perso.file.Manifest;

/** The cards of a sealed batch, as machines want them. */
public final class MachineCards {

    private final OpenedHome home;
    private final Path directory;
    private final String batch;
    private final Map<String, List<Long>> groups;

    private MachineCards(OpenedHome home, Path directory, String batch, Map<String, List<Long>> groups) {
        this.home = home;
        this.directory = directory;
        this.batch = batch;
        this.groups = groups;
    }

    /** Looks where every card belongs. */
    public static MachineCards in(OpenedHome home, Path directory) throws IOException {
        Map<String, List<Long>> groups = new TreeMap<>();
        Manifest manifest = Manifest.read(
                directory.resolve(Manifest.NAME),
                entry -> groups.computeIfAbsent(entry.group(), none -> new ArrayList<>())
                        .add((long) entry.index()));
        return new MachineCards(home, directory, manifest.head().batch(), groups);
    }

    /** Identity of the batch. */
    public String batch() {
        return batch;
    }

    /** The indexes of the cards of a group, product and plastic, in order. */
    public List<Long> of(String group) {
        return List.copyOf(groups.getOrDefault(group, List.of()));
    }

    /** What stands in their files; closed by the caller. */
    MachineTexts texts() {
        return new MachineTexts(() -> CheckedCards.open(home, directory, batch));
    }

    /** What the issuer calls some cards. */
    public Map<Long, String> orders(Set<Long> wanted) throws IOException {
        Map<Long, String> orders = new HashMap<>();
        Manifest.read(directory.resolve(Manifest.NAME), entry -> {
            if (wanted.contains((long) entry.index())) {
                orders.put((long) entry.index(), entry.order());
            }
        });
        return orders;
    }
}
