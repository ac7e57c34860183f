package org.cardwright.pipeline.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.ledger.CardOrders;

/** Lets each order reference through once per batch and each card once for ever. */
public final class Duplicates {

    /** Digits of a batch identity that name it to people and directories. */
    private static final int SHOWN_DIGITS = 16;

    private final CardOrders orders;
    private final Fingerprints fingerprints;

    /** Over the rows of all batches. */
    public Duplicates(CardOrders orders, Fingerprints fingerprints) {
        this.orders = orders;
        this.fingerprints = fingerprints;
    }

    /**
     * A chunk of orders, judged.
     *
     * @param accepted orders to be made
     * @param fingerprints one per accepted order
     * @param rejected all others
     */
    record Split(List<CardApplication> accepted, List<String> fingerprints, List<Screened.Rejected> rejected) {
        /** The counts only. */
        @Override
        public String toString() {
            return "Split(" + accepted.size() + " accepted, " + rejected.size() + " rejected)";
        }
    }

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
        Split split = new Split(new ArrayList<>(), new ArrayList<>(), rejected);
        for (int i = 0; i < candidates.size(); i++) {
            CardApplication order = candidates.get(i);
            String print = prints.get(i);
            if (references.contains(order.orderReference())) {
                rejected.add(reject(order, RejectReason.DUPLICATE_ORDER_REFERENCE, ""));
            } else if (owners.containsKey(print)) {
                rejected.add(alreadyOrdered(order, batch, owners.getOrDefault(print, "")));
            } else {
                references.add(order.orderReference());
                owners.put(print, batch);
                split.accepted().add(order);
                split.fingerprints().add(print);
            }
        }
        return split;
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
