package org.cardwright.machine.chip;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/**
 * Which data groupings are not sent where they stand in the record.
 *
 * @param first these go before all others, in this order
 * @param order these keep their places among the others and change places among themselves
 * @param last these go behind all others, in this order
 * @param mayBeRefused the card may answer 6A88 to these
 * @param leftOut these are not sent
 */
public record DgiSequence(
        List<DgiId> first, List<DgiId> order, List<DgiId> last, Set<DgiId> mayBeRefused, Set<DgiId> leftOut) {

    /** As in the record. */
    public static final DgiSequence AS_IN_RECORD = new DgiSequence(List.of(), List.of(), List.of(), Set.of(), Set.of());

    /** Copies the collections. */
    public DgiSequence {
        first = List.copyOf(first);
        order = List.copyOf(order);
        last = List.copyOf(last);
        mayBeRefused = Set.copyOf(mayBeRefused);
        leftOut = Set.copyOf(leftOut);
    }

    /** The same as a record wants it: where the recipe has no order of its own, that of the record; more may be refused. */
    DgiSequence instructed(List<DgiId> wanted, Set<DgiId> moreRefused) {
        Set<DgiId> refused = new HashSet<>(mayBeRefused);
        refused.addAll(moreRefused);
        List<DgiId> free = wanted.stream()
                .filter(id -> !first.contains(id) && !last.contains(id))
                .toList();
        return new DgiSequence(first, order.isEmpty() ? free : order, last, refused, leftOut);
    }

    /** The data groupings in sending order; none is lost but those left out. */
    public List<Dgi> arrange(List<Dgi> dgis) {
        List<Dgi> sent =
                dgis.stream().filter(dgi -> !leftOut.contains(dgi.id())).toList();
        List<Dgi> middle = sent.stream()
                .filter(dgi -> !first.contains(dgi.id()) && !last.contains(dgi.id()))
                .toList();
        List<Dgi> arranged = new ArrayList<>(chosen(sent, first));
        arranged.addAll(reordered(middle, order));
        arranged.addAll(chosen(sent, last));
        return List.copyOf(arranged);
    }

    /** The same data groupings; those of the list in its order, in the places that they have now. */
    static List<Dgi> reordered(List<Dgi> dgis, List<DgiId> order) {
        Iterator<Dgi> next = chosen(dgis, order).iterator();
        return dgis.stream()
                .map(dgi -> order.contains(dgi.id()) ? next.next() : dgi)
                .toList();
    }

    private static List<Dgi> chosen(List<Dgi> dgis, List<DgiId> wanted) {
        return wanted.stream()
                .flatMap(id -> dgis.stream().filter(dgi -> dgi.id().equals(id)))
                .toList();
    }
}
