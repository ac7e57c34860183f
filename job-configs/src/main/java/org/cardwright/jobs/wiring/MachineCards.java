package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.CardRoute;
import org.cardwright.pipeline.ledger.DispatchRule;

/** The cards of a sealed batch, as machines want them. */
public final class MachineCards {

    private static final String CHIPS = "/" + Channel.CHIP.fileName();

    private final OpenedHome home;
    private final Place place;
    private final Map<String, List<Long>> groups;
    private final Hands hands;

    private MachineCards(OpenedHome home, Place place, Map<String, List<Long>> groups, Hands hands) {
        this.home = home;
        this.place = place;
        this.groups = groups;
        this.hands = hands;
    }

    /** The same; a printer of PIN mailers may have those of cards for which the rule lets it, and before that is said none. */
    public MachineCards mailing(DispatchRule.Mails rule) {
        return new MachineCards(home, place, groups, new Hands(hands.operator, rule));
    }

    /** What it means for the room of a machine that a card has left. */
    DispatchRule dispatch(MachineDefinition machine) {
        return PinMailDay.isPrinter(machine) ? hands.mailers : new DispatchRule.Makes();
    }

    /** Where they are: the batch, and its groups whose cards have chips. */
    private record Place(Path directory, String batch, Set<String> chips) {}

    /** Who hands them over, and of which cards a printer may have the mailers. */
    private record Hands(String operator, DispatchRule.Mails mailers) {}

    /** Looks where every card belongs. */
    public static MachineCards in(OpenedHome home, Path directory) throws IOException {
        Map<String, List<Long>> groups = new TreeMap<>();
        Manifest manifest = Manifest.read(
                directory.resolve(Manifest.NAME),
                entry -> groups.computeIfAbsent(entry.group(), none -> new ArrayList<>())
                        .add((long) entry.index()));
        return new MachineCards(
                home,
                new Place(directory, manifest.head().batch(), chips(manifest)),
                groups,
                new Hands(Audit.SYSTEM, new DispatchRule.Mails(Optional.of(Instant.MIN))));
    }

    private static Set<String> chips(Manifest manifest) {
        return manifest.files().stream()
                .map(Manifest.FileEntry::path)
                .filter(path -> path.endsWith(CHIPS))
                .map(path -> path.substring(0, path.length() - CHIPS.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The same cards, handed over by a person.
     *
     * @param person as the audit names an OPERATOR
     */
    public MachineCards by(String person) {
        return new MachineCards(home, place, groups, new Hands(person, hands.mailers));
    }

    /** Writes into the audit, and onto the disk, that a machine is about to get some of them, and who works there. */
    void noteJob(String about) throws IOException {
        home.pipeline().chipProduction().noteMachineJob(place.batch, hands.operator, about);
    }

    /** Identity of the batch. */
    public String batch() {
        return place.batch;
    }

    /** The indexes of the cards of a group, product and plastic, in order. */
    public List<Long> of(String group) {
        return List.copyOf(groups.getOrDefault(group, List.of()));
    }

    /** Every group of the sealed manifest, with what these machines and chips must have done before its cards can leave. */
    public List<CardRoute> routes(MachinesOfHome machines) {
        return groups.entrySet().stream()
                .map(group -> new CardRoute(
                        group.getKey(),
                        group.getValue(),
                        machines.makers(group.getKey()),
                        place.chips.contains(group.getKey()) ? CardRoute.Made.ON_CHIP : CardRoute.Made.BY_ROOMS))
                .toList();
    }

    /** What stands in their files; closed by the caller. */
    MachineTexts texts() {
        return new MachineTexts(() -> CheckedCards.open(home, place.directory, place.batch));
    }

    /** What the issuer calls some cards. */
    public Map<Long, String> orders(Set<Long> wanted) throws IOException {
        Map<Long, String> orders = new HashMap<>();
        Manifest.read(place.directory.resolve(Manifest.NAME), entry -> {
            if (wanted.contains((long) entry.index())) {
                orders.put((long) entry.index(), entry.order());
            }
        });
        return orders;
    }
}
