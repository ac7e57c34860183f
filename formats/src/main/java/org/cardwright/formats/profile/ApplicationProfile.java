package org.cardwright.formats.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.formats.tlv.Tag;

/**
 * Everything about one application of a product that is not per card.
 *
 * @param id name within the product
 * @param aid application identifier, 5 to 16 bytes
 * @param family which rules it follows
 * @param owner IDowner of the personalization record
 * @param interfaces what it does on each interface it is there on
 * @param authentication offline data authentication, when there is any
 * @param cardKeys derived keys by name
 * @param risk risk parameters of the segment
 * @param trackData discretionary data of tags 57, 9F1F and 9F20
 * @param contactlessTrackData discretionary data of contactless magnetic stripe mode
 * @param elements where the value of every data element comes from
 * @param records record layout in reading order
 * @param device instructions for the personalization device
 * @param dgis data groupings in the order of the record
 */
public record ApplicationProfile(
        String id,
        ByteString aid,
        Family family,
        ByteString owner,
        Map<CardInterface, InterfaceProfile> interfaces,
        Optional<AuthenticationProfile> authentication,
        List<CardKeyProfile> cardKeys,
        RiskParameters risk,
        TracksProfile trackData,
        TracksProfile contactlessTrackData,
        Map<ElementKey, ElementSource> elements,
        List<RecordLayout> records,
        DeviceInstructions device,
        List<DgiProfile> dgis) {

    /** Copies the collections. */
    public ApplicationProfile {
        interfaces = Map.copyOf(interfaces);
        cardKeys = List.copyOf(cardKeys);
        elements = Map.copyOf(elements);
        records = List.copyOf(records);
        dgis = List.copyOf(dgis);
    }

    /** Where the value of a data element comes from, when it has one. */
    public Optional<ElementSource> source(Tag tag, CardInterface on) {
        return Optional.ofNullable(elements.get(new ElementKey(tag, on)));
    }

    /** The value of a data element that is the same for every card. */
    public Optional<ByteString> fixed(String tag, CardInterface on) {
        return source(Tag.of(tag), on)
                .filter(ElementSource.Fixed.class::isInstance)
                .map(source -> ((ElementSource.Fixed) source).value());
    }

    /** The first derived key for a use, with the set it belongs to. */
    public Optional<CardKeyProfile.Key> cardKey(CardKeyProfile.Use use) {
        return cardKeys.stream()
                .flatMap(set -> set.keys().stream())
                .filter(key -> key.use() == use)
                .findFirst();
    }

    /** The records a terminal reads on that interface, in reading order. */
    public List<RecordLayout> records(CardInterface on) {
        return records.stream()
                .filter(layout -> layout.interfaces().contains(on))
                .toList();
    }

    /** Tag 94, empty when there is nothing to read on that interface. */
    public Optional<ApplicationFileLocator> fileLocator(CardInterface on) {
        return fileLocator(records(on));
    }

    static Optional<ApplicationFileLocator> fileLocator(List<RecordLayout> records) {
        if (records.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ApplicationFileLocator.of(records.stream()
                .map(layout -> new ApplicationFileLocator.PlannedRecord(layout.address(), layout.signed()))
                .toList()));
    }

    /** Tag 82, empty when the application is not there on that interface. */
    public Optional<ApplicationInterchangeProfile> interchangeProfile(CardInterface on) {
        return Optional.ofNullable(interfaces.get(on)).map(InterfaceProfile::applicationInterchangeProfile);
    }

    /** The interface whose records are signed: contact when it is there. */
    public CardInterface signedInterface() {
        return interfaces.containsKey(CardInterface.CONTACT) || interfaces.isEmpty()
                ? CardInterface.CONTACT
                : CardInterface.CONTACTLESS;
    }

    /** Every data element that has a place somewhere in the application, with the interface whose value is taken. */
    public Set<ElementKey> placed() {
        Set<ElementKey> placed = new HashSet<>();
        for (DgiProfile dgi : dgis) {
            if (dgi instanceof DgiProfile.Tlvs tlvs) {
                TagNode.elements(tlvs.tags()).forEach(tag -> placed.add(new ElementKey(tag, tlvs.on())));
            }
            if (dgi instanceof DgiProfile.FileRecord file) {
                TagNode.elements(file.layout().tags())
                        .forEach(tag ->
                                placed.add(new ElementKey(tag, file.layout().valuesOf())));
            }
        }
        return placed;
    }

    /** True when something computed has a place, in a data element or in a positional field. */
    public boolean uses(Computation computation) {
        return places(
                source -> source instanceof ElementSource.Computed computed && computed.computation() == computation);
    }

    /** True when a field of the order has a place, in a data element or in a positional field. */
    public boolean encodes(OrderField field) {
        return places(source -> source instanceof ElementSource.FromOrder order && order.field() == field);
    }

    /** Asked for every card: most are answered by the sources alone, without a look at the places of all elements. */
    private boolean places(Predicate<ElementSource> wanted) {
        for (DgiProfile dgi : dgis) {
            if (dgi instanceof DgiProfile.Positional positional
                    && positional.fields().stream().anyMatch(field -> wanted.test(field.source()))) {
                return true;
            }
        }
        for (ElementSource source : elements.values()) {
            if (wanted.test(source)) {
                return placed().stream().map(elements::get).anyMatch(one -> one != null && wanted.test(one));
            }
        }
        return false;
    }
}
