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
import org.cardwright.pipeline.ledger.Audit;

/** The cards of a sealed batch, as machines want them. */
public final class MachineCards {

    private final OpenedHome home;
    private final Path directory;
    private final String batch;
    private final Map<String, List<Long>> groups;
    private final String operator;

    private MachineCards(OpenedHome home, Place place, Map<String, List<Long>> groups, String operator) {
        this.home = home;
        this.directory = place.directory;
        this.batch = place.batch;
        this.groups = groups;
        this.operator = operator;
    }

    private record Place(Path directory, String batch) {}

    /** Looks where every card belongs. */
    public static MachineCards in(OpenedHome home, Path directory) throws IOException {
        Map<String, List<Long>> groups = new TreeMap<>();
        Manifest manifest = Manifest.read(
                directory.resolve(Manifest.NAME),
                entry -> groups.computeIfAbsent(entry.group(), none -> new ArrayList<>())
                        .add((long) entry.index()));
        return new MachineCards(home, new Place(directory, manifest.head().batch()), groups, Audit.SYSTEM);
    }

    /**
     * The same cards, handed over by a person.
     *
     * @param person as the audit names an OPERATOR
     */
    public MachineCards by(String person) {
        return new MachineCards(home, new Place(directory, batch), groups, person);
    }

    /** Writes into the audit, and onto the disk, that a machine is about to get some of them, and who works there. */
    void noteJob(String about) throws IOException {
        home.pipeline().chipProduction().noteMachineJob(batch, operator, about);
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
