package org.cardwright.perso.decompile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.SecretClass;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiAssembler;
import org.cardwright.perso.dgi.PinCounterValue;

/**
 * What a personalization record says otherwise than the approved product.
 *
 * <p>Values are told only where the product fixes them; a difference in the card's own data is told without the data.
 */
public final class ApprovedComparison {

    private final EffectiveProduct product;
    private final List<String> differences = new ArrayList<>();

    private ApprovedComparison(EffectiveProduct product) {
        this.product = product;
    }

    /**
     * The approved product that a record is most like.
     *
     * @param product the product
     * @param differences one line each, none when the record is one of it
     */
    public record Nearest(EffectiveProduct product, List<String> differences) {

        /** Copies the list. */
        public Nearest {
            differences = List.copyOf(differences);
        }

        /** The number of differences: they quote the record. */
        @Override
        public String toString() {
            return "Nearest(" + product + ", " + differences.size() + " differences)";
        }
    }

    /** The product with the fewest differences, the first of equals; nothing when there are no products. */
    public static Optional<Nearest> nearest(CpsRecord record, Collection<EffectiveProduct> approved) {
        return approved.stream()
                .map(product -> new Nearest(product, differences(record, product)))
                .min(Comparator.comparingInt(
                        candidate -> candidate.differences().size()));
    }

    /** Every difference on a line of its own; none when the record is one of the product. */
    public static List<String> differences(CpsRecord record, EffectiveProduct approved) {
        ApprovedComparison comparison = new ApprovedComparison(approved);
        List<CpsApplication> found = record.applications();
        List<ApplicationProfile> wanted = approved.applications();
        if (found.size() != wanted.size()) {
            comparison.add("record", wanted.size() + " applications", String.valueOf(found.size()));
        }
        for (int i = 0; i < Math.min(found.size(), wanted.size()); i++) {
            comparison.compare(found.get(i), wanted.get(i));
        }
        return List.copyOf(comparison.differences);
    }

    private void add(String place, String approved, String found) {
        differences.add(place + ": approved " + approved + ", found " + found);
    }

    private void compare(CpsApplication found, ApplicationProfile wanted) {
        String name = wanted.id();
        same(name + " AID", wanted.aid(), found.aid());
        same(name + " owner", wanted.owner(), found.owner());
        List<Integer> order =
                wanted.dgis().stream().flatMap(dgi -> dgi.dgis().stream()).toList();
        List<Integer> actual =
                found.dgis().stream().map(dgi -> dgi.id().value()).toList();
        if (!order.equals(actual)) {
            add(name + " data groupings", text(order), text(actual));
        }
        transportKeys(name, found, wanted);
        for (DgiProfile dgi : wanted.dgis()) {
            found.dgis().stream()
                    .filter(candidate -> dgi.dgis().contains(candidate.id().value()))
                    .forEach(candidate -> value(wanted, dgi, candidate));
        }
    }

    private void transportKeys(String name, CpsApplication found, ApplicationProfile wanted) {
        List<TransportKeyEntry> expected = DgiAssembler.transportKeys(product.cps(), wanted);
        if (!expected.equals(found.transportKeys())) {
            add(name + " transport keys", keys(expected), keys(found.transportKeys()));
        }
        if (!found.steps().equals(List.of(DgiAssembler.step(wanted)))) {
            differences.add(name + " device instructions differ");
        }
    }

    private static String keys(List<TransportKeyEntry> entries) {
        return entries.stream()
                .map(entry ->
                        entry.tkid().toHex() + " CMODE " + Integer.toHexString(entry.cmode()) + " " + entry.dgis())
                .collect(Collectors.joining("; "));
    }

    private void value(ApplicationProfile wanted, DgiProfile dgi, Dgi found) {
        String place = wanted.id() + " " + found.id();
        if (dgi.secretClass() != SecretClass.CLEAR) {
            return;
        }
        TagComparison tags = new TagComparison(product, wanted, place, differences);
        if (dgi instanceof DgiProfile.Tlvs tlvs) {
            tags.tlvs(tlvs, ProfileDecompiler.tlvs(found.value()));
        } else if (dgi instanceof DgiProfile.FileRecord file) {
            tags.record(file.layout(), found.value());
        } else if (dgi instanceof DgiProfile.Positional positional) {
            positional(place, positional, found.value());
        } else if (dgi instanceof DgiProfile.PinCounter counter) {
            same(place, PinCounterValue.of(counter), found.value());
        } else if (dgi instanceof DgiProfile.CheckValues values) {
            int bytes = 3 * values.keys().keys().size();
            if (found.value().size() != bytes) {
                add(place, bytes + " bytes", found.value().size() + " bytes");
            }
        }
    }

    /** Field by field as long as lengths are known. */
    private void positional(String place, DgiProfile.Positional positional, ByteString value) {
        int at = 0;
        for (DgiProfile.PositionalField field : positional.fields()) {
            boolean fixed = field.source() instanceof ElementSource.Fixed;
            ByteString wanted = fixed ? ((ElementSource.Fixed) field.source()).value() : ByteString.EMPTY;
            int bytes = field.bytes().orElse(wanted.size());
            if (at + bytes > value.size()) {
                add(place, "field " + field.name(), value.size() + " bytes only");
                return;
            }
            if (fixed) {
                same(place + " " + field.name(), wanted, value.slice(at, at + bytes));
            }
            at += bytes;
        }
        if (at != value.size()) {
            add(place, at + " bytes", value.size() + " bytes");
        }
    }

    private void same(String place, ByteString wanted, ByteString found) {
        if (!wanted.equals(found)) {
            add(place, wanted.toHex(), found.toHex());
        }
    }

    private static String text(List<Integer> numbers) {
        return numbers.stream().map(DgiProfile::text).collect(Collectors.joining(" "));
    }
}
