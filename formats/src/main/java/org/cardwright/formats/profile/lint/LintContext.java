package org.cardwright.formats.profile.lint;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.AuthenticationMethod;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ElementKey;
import org.cardwright.formats.profile.Family;
import org.cardwright.formats.profile.RecordLayout;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.tlv.Tag;

/** One application under the linter, with the questions that several checks ask. */
final class LintContext {

    private final EffectiveProduct product;
    private final ApplicationProfile application;
    private final LocalDate on;
    private final List<Finding> findings;

    LintContext(EffectiveProduct product, ApplicationProfile application, LocalDate on, List<Finding> findings) {
        this.product = product;
        this.application = application;
        this.on = on;
        this.findings = findings;
    }

    EffectiveProduct product() {
        return product;
    }

    ApplicationProfile application() {
        return application;
    }

    LocalDate on() {
        return on;
    }

    void report(LintRule rule, String reason) {
        findings.add(new Finding(rule, application.id(), reason));
    }

    /** True for applications with which people pay. */
    boolean isPayment() {
        return application.family() == Family.VIS || application.family() == Family.MCHIP;
    }

    /** The data elements that a terminal reads on the interface. */
    List<Tag> read(CardInterface on) {
        return application.records(on).stream()
                .flatMap(layout -> TagNode.elements(layout.tags()).stream())
                .toList();
    }

    boolean reads(String tag, CardInterface on) {
        return read(on).contains(Tag.of(tag));
    }

    /** True when the element has a place anywhere in the application. */
    boolean places(String tag) {
        Tag wanted = Tag.of(tag);
        return application.placed().stream().map(ElementKey::tag).anyMatch(wanted::equals);
    }

    Optional<AuthenticationProfile> authentication() {
        return application.authentication();
    }

    boolean asks(AuthenticationMethod method) {
        return authentication().filter(a -> a.methods().contains(method)).isPresent();
    }

    /** Interfaces on which a method is announced. */
    List<CardInterface> announcing(AuthenticationMethod method) {
        List<CardInterface> announcing = new ArrayList<>();
        for (CardInterface one : CardInterface.values()) {
            if (application.interfaces().containsKey(one)
                    && application.interfaces().get(one).methods().contains(method)) {
                announcing.add(one);
            }
        }
        return announcing;
    }

    List<CardInterface> interfaces() {
        return Stream.of(CardInterface.values())
                .filter(application.interfaces()::containsKey)
                .toList();
    }

    /** The value of an element that is the same for every card, on the contact interface or wherever it is. */
    Optional<ByteString> fixed(String tag) {
        return Stream.of(CardInterface.values())
                .map(one -> application.fixed(tag, one))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The values of an element that are the same for every card, by the interface whose value it is, as far as they have a place. */
    Map<CardInterface, ByteString> placedValues(String tag) {
        Map<CardInterface, ByteString> values = new EnumMap<>(CardInterface.class);
        application.placed().stream()
                .filter(key -> key.tag().equals(Tag.of(tag)))
                .forEach(key -> application.fixed(tag, key.on()).ifPresent(value -> values.put(key.on(), value)));
        return values;
    }

    /** The value that a terminal finds in the records of the interface: a shared record holds the one of contact. */
    Optional<ByteString> readValue(String tag, CardInterface on) {
        return application.records(on).stream()
                .filter(layout -> TagNode.elements(layout.tags()).contains(Tag.of(tag)))
                .findFirst()
                .flatMap(layout -> application.fixed(tag, layout.valuesOf()));
    }

    /** True when an answer outside the records has the element on the interface. */
    boolean answers(String tag, CardInterface on) {
        return dgis(DgiProfile.Tlvs.class).stream()
                .anyMatch(
                        tlvs -> tlvs.on() == on && TagNode.elements(tlvs.tags()).contains(Tag.of(tag)));
    }

    /** A number of one byte; empty when the element has another length, which is a finding of its own. */
    Optional<Integer> number(String tag) {
        return fixed(tag).filter(value -> value.size() == 1).map(ByteString::toUnsigned);
    }

    <T extends DgiProfile> List<T> dgis(Class<T> kind) {
        return application.dgis().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    List<RecordLayout> signedRecords(CardInterface one) {
        return application.records(one).stream().filter(RecordLayout::signed).toList();
    }
}
