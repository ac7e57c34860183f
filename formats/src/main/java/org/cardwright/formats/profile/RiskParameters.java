package org.cardwright.formats.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;

/**
 * The risk parameters that hold for one product and segment, each with the level that decided it.
 *
 * <p>EMV 4.4 Book 3, 10.4 to 10.7; scheme parameters as far as their coding is public.
 */
public final class RiskParameters {

    /** No risk parameters: directories and applications without payments. */
    static final RiskParameters NONE = new RiskParameters("", List.of());

    private static final Tag PIN_TRY_COUNTER = Tag.of("9F17");

    private final String profile;
    private final Map<String, RiskValue> values = new LinkedHashMap<>();
    private final Map<Tag, ElementSource.Fixed> elements = new LinkedHashMap<>();

    /**
     * The parameters of all levels, the last level with a name wins.
     *
     * @param profile name and version of the risk profile
     * @param levels base, BIN ranges, product, segment, one after the other
     */
    RiskParameters(String profile, List<RiskValue> levels) {
        this.profile = profile;
        levels.forEach(value -> values.put(value.name(), value));
        values.values().forEach(this::compile);
    }

    private void compile(RiskValue value) {
        value.elements()
                .forEach((tag, bytes) -> elements.put(
                        tag,
                        new ElementSource.Fixed(bytes, value.name() + ": " + value.readable(), value.provenance())));
    }

    /** Name and version of the risk profile, empty when there is none. */
    public String profile() {
        return profile;
    }

    /** All parameters in the order of the levels. */
    public List<RiskValue> values() {
        return List.copyOf(values.values());
    }

    /** The compiled data element, when a parameter decides it. */
    public Optional<ElementSource.Fixed> element(Tag tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    /** The compiled data elements. */
    Map<Tag, ElementSource.Fixed> elements() {
        return elements;
    }

    /** How often a wrong PIN may be entered, when the profile says it. */
    public OptionalInt pinTries() {
        return element(PIN_TRY_COUNTER)
                .map(ElementSource.Fixed::value)
                .filter(value -> value.size() == 1)
                .map(ByteString::toUnsigned)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }
}
