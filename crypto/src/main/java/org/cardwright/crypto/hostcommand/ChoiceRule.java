package org.cardwright.crypto.hostcommand;

import java.util.Map;
import java.util.Optional;

/**
 * One of several codes of the same length.
 *
 * @param codes code of each meaning
 */
record ChoiceRule(HostField field, Map<String, String> codes) implements FieldRule {

    /** Keeps a copy. */
    ChoiceRule {
        codes = Map.copyOf(codes);
    }

    @Override
    public void write(HostFields values, FieldWriter out) {
        String meaning = values.choiceName(field);
        String code = codes.get(meaning);
        if (code == null) {
            throw new MalformedMessageException("this device has no code for " + field.label() + " " + meaning);
        }
        out.ascii(code);
    }

    @Override
    public HostFields read(HostFields values, FieldReader in) {
        String code = in.ascii(mostBytes());
        return codes.entrySet().stream()
                .filter(entry -> entry.getValue().equals(code))
                .findFirst()
                .map(entry -> values.with(field, entry.getKey()))
                .orElseThrow(() -> new MalformedMessageException(field.label() + " has an unknown code"));
    }

    @Override
    public Optional<HostField> meaning() {
        return Optional.of(field);
    }

    @Override
    public int mostBytes() {
        return codes.values().iterator().next().length();
    }

    @Override
    public String toString() {
        return "Choice(" + field + ")";
    }
}
