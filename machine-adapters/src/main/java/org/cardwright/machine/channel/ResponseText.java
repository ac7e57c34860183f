package org.cardwright.machine.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.card.DataClass;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;

/** The data of an answer, tag by tag, confidential values by their length only. */
final class ResponseText {

    private static final int PAN = 0x5A;
    private static final int TRACK_2 = 0x57;
    private static final int MAX_SHOWN_BYTES = 32;
    private static final String INDENT = "  ";

    private final PanMask pans;
    private final List<String> lines = new ArrayList<>();
    private final List<String> cardNumbers = new ArrayList<>();

    ResponseText(ByteString data, PanMask pans) {
        this.pans = pans;
        try {
            TlvReader.read(data).forEach(object -> add(INDENT, object));
        } catch (MalformedTlvException positional) {
            lines.clear();
            lines.add(INDENT + "(" + data.size() + " bytes, no data objects)");
        }
    }

    List<String> lines() {
        return lines;
    }

    /** Card numbers met on the way, in clear. */
    List<String> cardNumbers() {
        return cardNumbers;
    }

    private void add(String indent, Tlv object) {
        String name = DataElement.find(object.tag()).map(DataElement::name).orElse("unknown");
        if (object.tag().isConstructed()) {
            lines.add(indent + object.tag() + " " + name);
            object.children().forEach(child -> add(indent + INDENT, child));
        } else {
            learn(object);
            lines.add(indent + object.tag() + " " + name + ": " + shown(object));
        }
    }

    private String shown(Tlv object) {
        if (object.tag().value() == PAN) {
            return digits(object.value().toHex()).map(pans::mask).orElse(length(object));
        }
        boolean open = DataElement.find(object.tag())
                .map(element -> element.dataClass() == DataClass.PUBLIC)
                .orElse(false);
        return open && object.value().size() <= MAX_SHOWN_BYTES ? object.value().toHex() : length(object);
    }

    private static String length(Tlv object) {
        return "(" + object.value().size() + " bytes)";
    }

    private void learn(Tlv object) {
        String nibbles = object.value().toHex();
        if (object.tag().value() == PAN) {
            digits(nibbles).ifPresent(cardNumbers::add);
        } else if (object.tag().value() == TRACK_2) {
            digits(nibbles.substring(0, Math.max(0, nibbles.indexOf('D')))).ifPresent(cardNumbers::add);
        }
    }

    private static Optional<String> digits(String nibbles) {
        try {
            String even = nibbles.length() % 2 == 0 ? nibbles : nibbles + "F";
            String digits = CompressedNumeric.decode(ByteString.fromHex(even));
            return Pan.hasPanShape(digits) && Pan.hasValidCheckDigit(digits) ? Optional.of(digits) : Optional.empty();
        } catch (IllegalArgumentException noDigits) {
            return Optional.empty();
        }
    }
}
