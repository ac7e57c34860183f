package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.PROFILE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.tlv.Tlv;

/** One data grouping against the product: order of data elements, missing and surplus ones, every value that is known. */
final class ProfilePlace {

    private static final int INTERCHANGE_PROFILE = 0x82;

    private final Expected expected;
    private final int dgi;
    private final Findings findings;
    private Optional<ByteString> ownProfile = Optional.empty();

    ProfilePlace(Expected expected, int dgi, Findings findings) {
        this.expected = expected;
        this.dgi = dgi;
        this.findings = findings;
    }

    /** An answer to GET PROCESSING OPTIONS may have an interchange profile of its own. */
    ProfilePlace announcing(Optional<ApplicationInterchangeProfile> profile) {
        ownProfile = profile.map(ApplicationInterchangeProfile::value);
        return this;
    }

    /**
     * Where expected values come from.
     *
     * @param product of the card
     * @param profile application whose values stand here
     * @param on interface whose values stand here
     * @param order the order, when it is known
     */
    record Expected(
            EffectiveProduct product, ApplicationProfile profile, CardInterface on, Optional<CardApplication> order) {

        private Optional<ElementSource> source(TagNode node) {
            return profile.source(node.tag(), on);
        }

        /** Fixed values, and those of a known order; nothing for what is computed. */
        private Optional<ByteString> value(ElementSource source) {
            if (source instanceof ElementSource.Fixed fixed) {
                return Optional.of(fixed.value());
            }
            if (source instanceof ElementSource.FromOrder from) {
                return order.map(o -> from.field().encode(o))
                        .map(v -> v.isEmpty() ? from.otherwise().orElse(ByteString.EMPTY) : v);
            }
            return Optional.empty();
        }

        /** The same for the values of another application, inside a directory entry. */
        private Optional<Expected> entry(TagNode node) {
            return node.application().isEmpty()
                    ? Optional.of(this)
                    : product.application(node.application()).map(other -> new Expected(product, other, on, order));
        }
    }

    void check(List<TagNode> nodes, List<Tlv> found) {
        List<Tlv> left = new ArrayList<>(found);
        for (TagNode node : nodes) {
            if (!left.isEmpty() && left.get(0).tag().equals(node.tag())) {
                checkValue(node, left.remove(0));
            } else {
                findings.require(mayBeAbsent(node), PROFILE, name(node), "missing or out of order");
            }
        }
        for (Tlv surplus : left) {
            findings.add(PROFILE, RecordReading.name(dgi) + " " + surplus.tag(), "not in the product");
        }
    }

    private void checkValue(TagNode node, Tlv tlv) {
        if (!node.children().isEmpty()) {
            expected.entry(node)
                    .ifPresent(
                            values -> new ProfilePlace(values, dgi, findings).check(node.children(), tlv.children()));
            return;
        }
        Optional<ByteString> known = node.tag().value() == INTERCHANGE_PROFILE && ownProfile.isPresent()
                ? ownProfile
                : expected.source(node).flatMap(expected::value);
        if (known.isPresent() && !known.get().equals(tlv.value())) {
            findings.add(PROFILE, name(node), "value differs");
        }
    }

    /** Left out when computed and empty, or when the order says nothing. */
    private boolean mayBeAbsent(TagNode node) {
        Optional<ElementSource> source = expected.source(node);
        if (source.isEmpty()) {
            return false;
        }
        if (source.get() instanceof ElementSource.Computed computed) {
            return computed.computation().isOptional();
        }
        return source.get() instanceof ElementSource.FromOrder
                && expected.value(source.get()).map(ByteString::isEmpty).orElse(true);
    }

    /** Fields without tags: lengths, and values where they are known. */
    void checkPositional(DgiProfile.Positional positional, ByteString value) {
        boolean total =
                positional.totalBytes().isEmpty() || positional.totalBytes().getAsInt() == value.size();
        findings.require(total, PROFILE, RecordReading.name(dgi), "length");
        int at = 0;
        for (DgiProfile.PositionalField field : positional.fields()) {
            Optional<ByteString> known = expected.value(field.source());
            int length = field.bytes().orElse(known.map(ByteString::size).orElse(value.size() - at));
            if (at + length > value.size()) {
                findings.add(PROFILE, RecordReading.name(dgi) + " " + field.name(), "cut off");
                return;
            }
            ByteString found = value.slice(at, at + length);
            findings.require(
                    known.isEmpty() || known.get().equals(found),
                    PROFILE,
                    RecordReading.name(dgi) + " " + field.name(),
                    "value differs");
            at += length;
        }
        findings.require(at == value.size(), PROFILE, RecordReading.name(dgi), "longer than its fields");
    }

    private String name(TagNode node) {
        return RecordReading.name(dgi) + " " + node.tag();
    }
}
