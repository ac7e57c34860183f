package org.cardwright.perso.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.formats.emv.ApplicationUsageControl;
import org.cardwright.formats.emv.CvmList;
import org.cardwright.formats.emv.CvmRule;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.emv.DataElementFormat;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.emv.IssuerActionCode;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;

/** Says what data objects mean. EMV 4.4 Book 3, annexes A and C. */
final class ElementExplainer {

    private static final int SHORT_HEX_BYTES = 32;

    private final Masks masks;

    ElementExplainer(Masks masks) {
        this.masks = masks;
    }

    /** Data objects one after the other; nothing when the bytes are none. */
    Optional<List<ExplainedElement>> explainAll(ByteString value) {
        try {
            return Optional.of(TlvReader.read(value).stream().map(this::explain).toList());
        } catch (MalformedTlvException notTlv) {
            return Optional.empty();
        }
    }

    private ExplainedElement explain(Tlv tlv) {
        Optional<DataElement> element = DataElement.find(tlv.tag());
        String tag = tlv.tag().toString();
        String name = element.map(DataElement::name).orElse("unknown");
        if (tlv.tag().isConstructed()) {
            List<ExplainedElement> children =
                    tlv.children().stream().map(this::explain).toList();
            return new ExplainedElement(tag, name, "", List.of(), children);
        }
        return new ExplainedElement(
                tag, name, readable(tlv, element), details(tlv.tag().value(), tlv.value()), List.of());
    }

    /** The tag table says what may be told. */
    private String readable(Tlv tlv, Optional<DataElement> element) {
        return switch (element.map(DataElement::shown).orElse(DataElement.Shown.VALUE)) {
            case PAN -> masks.pan(Masks.unpadded(tlv.value().toHex()));
            case TRACK2 -> masks.track2(Masks.unpadded(tlv.value().toHex()));
            case LENGTH -> tlv.value().size() + " bytes, not shown";
            case NOTHING -> "not shown";
            case VALUE -> isDate(tlv) ? date(tlv.value()) : plain(tlv.value(), element);
        };
    }

    private static boolean isDate(Tlv tlv) {
        return tlv.tag().value() == 0x5F24 || tlv.tag().value() == 0x5F25;
    }

    private static String plain(ByteString value, Optional<DataElement> element) {
        boolean text = element.isPresent()
                && element.get().format() != DataElementFormat.B
                && element.get().violation(value).isEmpty();
        return text ? element.get().decode(value).strip() : hex(value);
    }

    /** Long values, certificates above all, by their first bytes and their length. */
    static String hex(ByteString value) {
        return value.size() <= SHORT_HEX_BYTES
                ? value.toHex()
                : value.slice(0, SHORT_HEX_BYTES / 2).toHex() + "... (" + value.size() + " bytes)";
    }

    private static String date(ByteString value) {
        String digits = value.toHex();
        return value.size() == 3
                ? "20" + digits.substring(0, 2) + "-" + digits.substring(2, 4) + "-" + digits.substring(4)
                : digits;
    }

    private static List<String> details(int tag, ByteString value) {
        try {
            return switch (tag) {
                case 0x82 -> named(ApplicationInterchangeProfile::new, value).meanings();
                case 0x9F07 -> named(ApplicationUsageControl::new, value).meanings();
                case 0x9F0D, 0x9F0E, 0x9F0F ->
                    named(IssuerActionCode::new, value).meanings();
                case 0x94 -> locator(ApplicationFileLocator.decode(value));
                case 0x8C, 0x8D, 0x9F38, 0x9F49, 0x97, 0x9F4F -> list(Dol.decode(value));
                case 0x8E -> methods(CvmList.decode(value));
                case 0x9F4D -> List.of("file " + value.unsignedAt(0) + ", " + value.unsignedAt(1) + " records");
                default -> List.of();
            };
        } catch (IllegalArgumentException | MalformedTlvException | IndexOutOfBoundsException malformed) {
            return List.of("malformed");
        }
    }

    private static <T> T named(Function<ByteString, T> type, ByteString value) {
        return type.apply(value);
    }

    private static List<String> locator(ApplicationFileLocator locator) {
        return locator.entries().stream()
                .map(e -> "file " + e.sfi() + ", records " + e.first() + " to " + e.last() + ", signed " + e.signed())
                .toList();
    }

    private static List<String> list(Dol list) {
        return list.entries().stream()
                .map(e -> e + " "
                        + DataElement.find(e.tag()).map(DataElement::name).orElse("unknown"))
                .toList();
    }

    private static List<String> methods(CvmList list) {
        List<String> lines = new ArrayList<>();
        lines.add("amount X " + list.amountX() + ", amount Y " + list.amountY());
        list.rules().stream().map(CvmRule::meaning).forEach(lines::add);
        return lines;
    }
}
