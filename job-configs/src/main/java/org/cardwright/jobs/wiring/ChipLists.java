package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.OwnerOnlyFiles;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.WaitingCard;
import org.cardwright.pipeline.ledger.WrongUsageException;

/**
 * What became of the chips of a group, as lists: {@code made.csv} has a row for each good card with its place in the order of completion,
 * {@code remake.csv} one for each chip that is dead, by name, {@code waiting.csv} one for each card that is on no chip. No
 * card number stands in them.
 */
public final class ChipLists {

    private static final String MADE = "made.csv";
    private static final String REMAKE = "remake.csv";
    private static final String WAITING = "waiting.csv";

    private final GroupOfBatch group;
    private final Map<Long, String> orders = new HashMap<>();

    /** Of a group; reads the names of its orders. */
    public ChipLists(GroupOfBatch group) throws IOException {
        this.group = group;
        Manifest.read(group.directory().resolve(Manifest.NAME), entry -> {
            if (entry.group().equals(group.group().name())) {
                // an order may be named by its card
                orders.put((long) entry.index(), CardNumberMask.mask(entry.order()));
            }
        });
    }

    /**
     * Writes them.
     *
     * @param directory made when it is missing
     * @param limit chips that a card may spoil before it is held
     * @throws WrongUsageException when a list stands there already
     */
    public void write(Path directory, ChipProduction production, int limit) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            OwnerOnlyFiles.createDirectory(directory);
        }
        requireNew(directory);
        try (NewList made = new NewList(directory.resolve(MADE));
                NewList remake = new NewList(directory.resolve(REMAKE));
                NewList waiting = new NewList(directory.resolve(WAITING))) {
            made.row(List.of("record", "order", "attempt", "run", "place", "head", "chip", "number", "begun", "ended"));
            remake.row(List.of("record", "order", "attempt", "state", "head", "chip", "number", "reason"));
            waiting.row(List.of("record", "order", "state", "reason"));
            Set<Long> good = new HashSet<>();
            List<WaitingCard> left = production.standing(group.group(), limit, attempt -> {
                if (orders.containsKey(attempt.of().card())) {
                    if (attempt.state() == State.GOOD) {
                        made.row(made(attempt));
                        good.add(attempt.of().card());
                    } else {
                        remake.row(dead(attempt));
                    }
                }
            });
            left.forEach(card -> waiting.row(List.of(
                    "" + card.card(),
                    orders.getOrDefault(card.card(), ""),
                    card.state().name(),
                    card.reason())));
            requireAll(good, left);
            made.finish();
            remake.finish();
            waiting.finish();
        }
    }

    /** Every card of the group stands in one list, and in one only. */
    private void requireAll(Set<Long> good, List<WaitingCard> left) {
        Set<Long> all = new HashSet<>(good);
        boolean once = left.stream().allMatch(card -> all.add(card.card()));
        if (!once || !all.equals(orders.keySet())) {
            throw new NotReconciledException("group " + group.group().name() + ": " + good.size()
                    + " cards are made and " + left.size() + " wait, and the batch has " + orders.size());
        }
    }

    /**
     * Before cards are made for lists that cannot be written.
     *
     * @throws WrongUsageException when one stands there already
     */
    public static void requireNew(Path directory) {
        requireNone(directory.resolve(MADE));
        requireNone(directory.resolve(REMAKE));
        requireNone(directory.resolve(WAITING));
    }

    private static void requireNone(Path file) {
        if (Files.exists(file)) {
            throw NewList.isThere(file);
        }
    }

    private List<String> made(ChipAttempt attempt) {
        return List.of(
                "" + attempt.of().card(),
                order(attempt),
                "" + attempt.number(),
                attempt.work().at().run(),
                "" + attempt.work().order(),
                attempt.work().at().head(),
                attempt.chip().keyData(),
                attempt.chip().number(),
                attempt.work().begunAt(),
                attempt.work().endedAt());
    }

    private List<String> dead(ChipAttempt attempt) {
        return List.of(
                "" + attempt.of().card(),
                order(attempt),
                "" + attempt.number(),
                attempt.state().name(),
                attempt.work().at().head(),
                attempt.chip().keyData(),
                attempt.chip().number(),
                attempt.detail());
    }

    private String order(ChipAttempt attempt) {
        return orders.getOrDefault(attempt.of().card(), "");
    }
}
