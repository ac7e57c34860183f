package org.cardwright.formats.profile.explain;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.formats.emv.ApplicationUsageControl;
import org.cardwright.formats.emv.CvmList;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.emv.DataElementFormat;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.emv.IssuerActionCode;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;

/** Says what the bytes of a data element mean, in the words in which a profile says them. EMV 4.4 Book 3, annexes A and C. */
public final class ElementMeaning {

    private static final Map<String, Function<ByteString, String>> READERS = Map.ofEntries(
            Map.entry("82", value -> names(new ApplicationInterchangeProfile(value).names())),
            Map.entry("94", ElementMeaning::locator),
            Map.entry("8E", value -> CvmList.decode(value).text().strip().replace("\n", "; ")),
            Map.entry("9F07", value -> names(new ApplicationUsageControl(value).names())),
            Map.entry("9F0D", value -> names(new IssuerActionCode(value).names())),
            Map.entry("9F0E", value -> names(new IssuerActionCode(value).names())),
            Map.entry("9F0F", value -> names(new IssuerActionCode(value).names())),
            Map.entry("8C", ElementMeaning::list),
            Map.entry("8D", ElementMeaning::list),
            Map.entry("9F38", ElementMeaning::list),
            Map.entry("9F49", ElementMeaning::list),
            Map.entry("9F4F", ElementMeaning::list),
            Map.entry("9F4D", value -> "SFI " + value.unsignedAt(0) + ", " + value.unsignedAt(1) + " records"));

    private ElementMeaning() {}

    /** The name of a data element in the words of the standard, empty when no table has it. */
    public static String name(Tag tag) {
        return DataElement.find(tag).map(DataElement::name).orElse("");
    }

    /** What the bytes say; empty when they say no more than their hexadecimal form, or are malformed. */
    public static String of(Tag tag, ByteString value) {
        try {
            Function<ByteString, String> reader = READERS.get(tag.toString());
            return reader != null ? reader.apply(value) : text(tag, value);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | MalformedTlvException malformed) {
            return "";
        }
    }

    private static String text(Tag tag, ByteString value) {
        return DataElement.find(tag)
                .filter(element -> element.format() != DataElementFormat.B)
                .map(element -> element.decode(value))
                .orElse("");
    }

    private static String names(List<String> names) {
        return String.join(" ", names);
    }

    private static String locator(ByteString value) {
        return ApplicationFileLocator.decode(value).entries().stream()
                .map(entry -> "SFI " + entry.sfi() + " records " + entry.first() + "-" + entry.last() + ", "
                        + entry.signed() + " signed")
                .collect(Collectors.joining("; "));
    }

    private static String list(ByteString value) {
        return Dol.decode(value).entries().stream().map(Dol.Entry::toString).collect(Collectors.joining(" "));
    }
}
