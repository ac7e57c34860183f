package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.Classified;
import org.cardwright.formats.card.DataClass;
import org.cardwright.formats.card.DeliveryAddress;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.SuppliedTracks;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.profile.OrderField;
import org.cardwright.formats.tlv.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One value has one class, wherever it is declared: in the order, in the card and on the chip. */
class DataClassTest {

    /** Where a field of the order becomes a data element by itself. */
    private static final Map<OrderField, String> TAGS = Map.of(
            OrderField.PAN, "5A",
            OrderField.PAN_SEQUENCE_NUMBER, "5F34",
            OrderField.CARDHOLDER_NAME, "5F20",
            OrderField.EFFECTIVE_DATE, "5F25",
            OrderField.EXPIRATION_DATE, "5F24",
            OrderField.SERVICE_CODE, "5F30",
            OrderField.LANGUAGE, "5F2D");

    static Stream<RecordComponent> components() {
        return Stream.of(CardApplication.class, SuppliedTracks.class, DeliveryAddress.class, EncryptedPinBlock.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()));
    }

    @ParameterizedTest
    @MethodSource("components")
    void every_component_of_an_ordered_card_has_its_class(RecordComponent component) {
        assertThat(component.getAnnotation(Classified.class)).isNotNull();
    }

    @Test
    void a_component_has_the_class_of_its_field() {
        Map<String, DataClass> fields =
                Stream.of(IssuerField.values()).collect(Collectors.toMap(IssuerField::name, IssuerField::dataClass));
        List<RecordComponent> named = components()
                .filter(component -> fields.containsKey(constant(component)))
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(18)
                .allSatisfy(component -> assertThat(
                                component.getAnnotation(Classified.class).value())
                        .as(component.getName())
                        .isEqualTo(fields.get(constant(component))));
    }

    /** {@code track1Discretionary} is TRACK_1_DISCRETIONARY. */
    private static String constant(RecordComponent component) {
        return component
                .getName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", "_")
                .toUpperCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource(IssuerField.class)
    void what_names_person_account_or_secret_is_not_public(IssuerField field) {
        boolean open = Stream.of("PAN", "NAME", "EXPIRATION", "SERVICE_CODE", "TRACK", "LINE", "ADDRESS", "SECRET")
                .noneMatch(word -> field.name().contains(word));
        boolean sequenceNumber = field == IssuerField.PAN_SEQUENCE_NUMBER;
        assertThat(field.dataClass() != DataClass.PUBLIC || open || sequenceNumber)
                .isTrue();
        assertThat(field.isSecret()).isEqualTo(field.name().matches("PIN_BLOCK|SECRET_[1-4]"));
    }

    @ParameterizedTest
    @EnumSource(OrderField.class)
    void a_field_has_the_same_class_on_the_chip(OrderField field) {
        Optional.ofNullable(TAGS.get(field))
                .map(tag -> DataElement.find(Tag.of(tag)).orElseThrow())
                .ifPresent(element -> assertThat(element.dataClass()).isEqualTo(field.dataClass()));
    }

    @Test
    void a_value_fits_into_a_place_of_its_class_or_a_higher_one() {
        assertThat(DataClass.PUBLIC.fitsInto(DataClass.CONFIDENTIAL)).isTrue();
        assertThat(DataClass.CONFIDENTIAL.fitsInto(DataClass.CONFIDENTIAL)).isTrue();
        assertThat(DataClass.CONFIDENTIAL.fitsInto(DataClass.PUBLIC)).isFalse();
        assertThat(DataClass.SECRET.fitsInto(DataClass.CONFIDENTIAL)).isFalse();
    }
}
