package org.cardwright.formats.profile.lint;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cardwright.formats.card.DataClass;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.ElementKey;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.Family;
import org.cardwright.formats.profile.InterfaceProfile;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.tlv.Tag;

/** Data elements: there, once, and in shape. EMV 4.4 Book 3, 7.2 (Tables 32 and 33) and annex A. */
final class ElementChecks {

    /** Without these a terminal ends the transaction, or takes decisions the issuer does not mean. */
    private static final List<String> MANDATORY =
            List.of("5F24", "5A", "8C", "8D", "57", "5F34", "5F28", "9F07", "8E", "9F0D", "9F0E", "9F0F", "9F08");

    /** Without these kernel 2 ends a transaction in EMV mode. EMV Contactless Book C-2. */
    private static final List<String> MANDATORY_EMV_MODE = List.of("5F24", "5A", "8C");

    /** And without these one in magnetic stripe mode. */
    private static final List<String> MANDATORY_STRIPE_MODE = List.of("9F65", "9F66", "9F67", "9F6B");

    /** Kernel 3 needs the track in every transaction, in the answer or in a record. EMV Contactless Book C-3. */
    private static final List<String> MANDATORY_TRACK = List.of("57");

    private static final Tag FILE_LOCATOR = Tag.of("94");
    private static final Tag RECORD = Tag.of("70");
    private static final Tag FCI_PROPRIETARY = Tag.of("A5");

    private ElementChecks() {}

    static void check(LintContext context) {
        mandatory(context);
        mandatoryContactless(context);
        twice(context);
        Set<ElementKey> placed =
                new TreeSet<>(Comparator.comparing(ElementKey::tag).thenComparing(ElementKey::on));
        placed.addAll(context.application().placed());
        placed.forEach(key -> shape(context, key));
        if (context.application().family() != Family.LOCAL) {
            templates(context);
        }
    }

    private static void mandatory(LintContext context) {
        if (!context.isPayment() || !context.interfaces().contains(CardInterface.CONTACT)) {
            return;
        }
        for (String tag : MANDATORY) {
            if (!context.reads(tag, CardInterface.CONTACT)) {
                context.report(LintRule.MANDATORY_ELEMENT_MISSING, tag + name(tag) + " is in no record");
            }
        }
        if (!context.places("50")) {
            context.report(LintRule.MANDATORY_ELEMENT_MISSING, "50" + name("50") + " is in no FCI");
        }
        if (context.application().family() == Family.VIS && !context.places("9F10")) {
            context.report(LintRule.MANDATORY_ELEMENT_MISSING, "9F10" + name("9F10") + " is nowhere");
        }
    }

    private static void mandatoryContactless(LintContext context) {
        CardInterface on = CardInterface.CONTACTLESS;
        InterfaceProfile contactless = context.application().interfaces().get(on);
        if (!context.isPayment() || contactless == null) {
            return;
        }
        boolean mchip = context.application().family() == Family.MCHIP;
        List<String> stripeOrEmv = contactless.contactlessBit() ? MANDATORY_EMV_MODE : MANDATORY_STRIPE_MODE;
        for (String tag : mchip ? stripeOrEmv : MANDATORY_TRACK) {
            boolean answered = !mchip && context.answers(tag, on);
            if (!answered && !context.reads(tag, on)) {
                context.report(LintRule.MANDATORY_ELEMENT_MISSING, tag + name(tag) + " is in no record read on " + on);
            }
        }
    }

    private static String name(String tag) {
        return DataElement.find(Tag.of(tag))
                .map(element -> " (" + element.name() + ")")
                .orElse("");
    }

    /** A terminal that meets an element twice ends the transaction. EMV 4.4 Book 3, 10.2. */
    private static void twice(LintContext context) {
        for (CardInterface on : CardInterface.values()) {
            Set<Tag> seen = new HashSet<>();
            for (Tag tag : context.read(on)) {
                if (!seen.add(tag)) {
                    context.report(LintRule.ELEMENT_TWICE, tag + " stands twice in the records read on " + on);
                }
            }
        }
        for (DgiProfile.Tlvs tlvs : context.dgis(DgiProfile.Tlvs.class)) {
            List<Tag> tags = TagNode.elements(tlvs.tags());
            // What an answer with a file locator says, its records do not say again.
            Set<Tag> seen = new HashSet<>(tags.contains(FILE_LOCATOR) ? context.read(tlvs.on()) : List.of());
            for (Tag tag : tags) {
                if (!seen.add(tag)) {
                    context.report(
                            LintRule.ELEMENT_TWICE, tag + " stands twice, in DGI " + DgiProfile.text(tlvs.dgi()));
                }
            }
        }
    }

    private static void shape(LintContext context, ElementKey key) {
        Optional<DataElement> element = DataElement.find(key.tag());
        dataClass(context, key, element.map(DataElement::dataClass).orElse(DataClass.PUBLIC));
        boolean own = context.application().family() == Family.LOCAL;
        if (own && element.filter(e -> !e.templates().isEmpty()).isEmpty()) {
            // An application of the issuer's own gives proprietary tags a meaning of its own.
            return;
        }
        if (element.isEmpty()) {
            context.report(LintRule.ELEMENT_UNKNOWN, key.tag() + " is in no table");
            return;
        }
        if (element.get().source() == DataElement.Source.TERMINAL) {
            context.report(
                    LintRule.TERMINAL_ELEMENT_ON_CARD,
                    key.tag() + name(key.tag().toString()));
        }
        context.application()
                .source(key.tag(), key.on())
                .filter(ElementSource.Fixed.class::isInstance)
                .flatMap(source -> element.get().violation(((ElementSource.Fixed) source).value()))
                .ifPresent(violation -> context.report(LintRule.ELEMENT_LENGTH, violation));
    }

    /** A tag in no table is shown like a public one. PCI Card Production, Logical, 4.1. */
    private static void dataClass(LintContext context, ElementKey key, DataClass place) {
        context.application()
                .source(key.tag(), key.on())
                .filter(ElementSource.FromOrder.class::isInstance)
                .map(source -> ((ElementSource.FromOrder) source).field())
                .filter(field -> !field.dataClass().fitsInto(place))
                .ifPresent(field -> context.report(
                        LintRule.ELEMENT_OF_LOWER_CLASS,
                        key.tag() + " is " + place + ", " + field + " is " + field.dataClass()));
    }

    private static void templates(LintContext context) {
        for (CardInterface on : CardInterface.values()) {
            context.read(on).forEach(tag -> inTemplate(context, tag, RECORD, "a record"));
        }
        for (DgiProfile.Tlvs tlvs : context.dgis(DgiProfile.Tlvs.class)) {
            if (tlvs.wrap() != DgiProfile.Wrap.NONE) {
                tlvs.tags().stream()
                        .filter(node -> node.children().isEmpty())
                        .forEach(node -> inTemplate(context, node.tag(), FCI_PROPRIETARY, "the FCI"));
            }
        }
    }

    private static void inTemplate(LintContext context, Tag tag, Tag template, String where) {
        boolean elsewhere = DataElement.find(tag)
                .filter(element ->
                        !element.templates().isEmpty() && !element.templates().contains(template))
                .isPresent();
        if (elsewhere) {
            context.report(LintRule.ELEMENT_IN_WRONG_TEMPLATE, tag + " does not belong into " + where);
        }
    }
}
