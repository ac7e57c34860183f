package org.cardwright.pipeline.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.Approvals;
import org.cardwright.pipeline.ledger.Attempt;
import org.cardwright.pipeline.ledger.CardOrders;
import org.cardwright.pipeline.ledger.RemadeOrders;

/**
 * Lets each order reference through once per batch and each card once for ever, and once more for every request that two
 * persons signed.
 */
public final class Duplicates {

    /** Digits of a batch identity that name it to people and directories. */
    private static final int SHOWN_DIGITS = 16;

    /** More attempts at one card than anybody would sign. */
    private static final int MAX_ATTEMPTS = 99;

    private final CardOrders orders;
    private final Fingerprints fingerprints;
    private final Remakes remakes;

    /** Over the rows of all batches. */
    public Duplicates(CardOrders orders, Fingerprints fingerprints, Remakes remakes) {
        this.orders = orders;
        this.fingerprints = fingerprints;
        this.remakes = remakes;
    }

    /**
     * What two persons have to do with it.
     *
     * @param orders finds what was made
     * @param approvals finds what may be made again
     */
    public record Remakes(RemadeOrders orders, Approvals approvals) {}

    /**
     * An order to be made.
     *
     * @param order the order
     * @param fingerprint of the card and its attempt
     * @param attempt how often the card is made
     */
    record Accepted(CardApplication order, String fingerprint, Attempt attempt) {
        /** The order by its reference only. */
        @Override
        public String toString() {
            return "Accepted";
        }
    }

    /**
     * A chunk of orders, judged.
     *
     * @param accepted orders to be made
     * @param rejected all others
     */
    record Split(List<Accepted> accepted, List<Screened.Rejected> rejected) {

        /** How many of them were made before. */
        int remade() {
            return Math.toIntExact(
                    accepted.stream().filter(one -> one.attempt().number() > 1).count());
        }
    }

    /** Uses approvals up; belongs into the transaction of the chunk. */
    Split split(String batch, List<Screened> screened) {
        List<CardApplication> candidates = new ArrayList<>();
        List<Screened.Rejected> rejected = new ArrayList<>();
        for (Screened one : screened) {
            if (one instanceof Screened.Accepted accepted) {
                candidates.add(accepted.application());
            } else if (one instanceof Screened.Rejected bad) {
                rejected.add(bad);
            }
        }
        List<String> prints = fingerprints.of(candidates);
        Set<String> references = new HashSet<>(orders.liveReferences(batch, references(candidates)));
        Map<String, String> owners = orders.liveCards(prints);
        Split split = new Split(new ArrayList<>(), rejected);
        for (int i = 0; i < candidates.size(); i++) {
            CardApplication order = candidates.get(i);
            String print = prints.get(i);
            String owner = owners.getOrDefault(print, "");
            if (references.contains(order.orderReference())) {
                rejected.add(reject(order, RejectReason.DUPLICATE_ORDER_REFERENCE, ""));
                continue;
            }
            Optional<Accepted> accepted = owner.isEmpty()
                    ? Optional.of(new Accepted(order, print, Attempt.FIRST))
                    : owner.equals(batch) ? Optional.empty() : remade(order, print, batch);
            if (accepted.isEmpty()) {
                rejected.add(alreadyOrdered(order, batch, owner));
                continue;
            }
            references.add(order.orderReference());
            owners.put(print, batch);
            split.accepted().add(accepted.get());
        }
        return split;
    }

    /** The next attempt at a card that was made, if two persons signed it for any of its orders and nobody has used it yet. */
    private Optional<Accepted> remade(CardApplication order, String print, String batch) {
        List<ApprovalRequest.Subject> made = new ArrayList<>();
        String next = print;
        int attempt = 1;
        while (!orders.liveCards(List.of(next)).isEmpty()) {
            remakes.orders().made(next).ifPresent(made::add);
            if (++attempt > MAX_ATTEMPTS) {
                return Optional.empty();
            }
            next = fingerprints.of(order, attempt);
        }
        String again =
                "made again by order " + order.orderReference() + " of batch " + batch.substring(0, SHOWN_DIGITS);
        Optional<ApprovalRequest> signed = made.stream()
                .flatMap(subject -> remakes.approvals().useDuplicate(subject, again).stream())
                .findFirst();
        Accepted accepted = new Accepted(
                order,
                next,
                new Attempt(attempt, signed.map(ApprovalRequest::id).orElse("")));
        return signed.map(request -> accepted);
    }

    private static Collection<String> references(List<CardApplication> orders) {
        return orders.stream().map(CardApplication::orderReference).distinct().toList();
    }

    private static Screened.Rejected alreadyOrdered(CardApplication order, String batch, String owner) {
        return owner.equals(batch)
                ? reject(order, RejectReason.DUPLICATE_CARD_IN_BATCH, "")
                : reject(order, RejectReason.CARD_ALREADY_PRODUCED, "batch " + owner.substring(0, SHOWN_DIGITS));
    }

    private static Screened.Rejected reject(CardApplication order, RejectReason reason, String detail) {
        return new Screened.Rejected(order.recordNumber(), order.orderReference(), reason.field(), reason, detail);
    }
}
