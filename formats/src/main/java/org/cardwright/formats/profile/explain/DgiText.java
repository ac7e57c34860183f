package org.cardwright.formats.profile.explain;

import java.util.stream.Collectors;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.TagNode;

/** A data grouping in words. EMV CPS, section 3 of the record. */
final class DgiText {

    private DgiText() {}

    static String of(DgiProfile dgi) {
        if (dgi instanceof DgiProfile.Tlvs tlvs) {
            return tlvs(tlvs);
        }
        if (dgi instanceof DgiProfile.FileRecord file) {
            return file.layout().address().toString();
        }
        if (dgi instanceof DgiProfile.Positional positional) {
            return positional.fields().stream().map(DgiText::field).collect(Collectors.joining(" | "));
        }
        if (dgi instanceof DgiProfile.Keys keys) {
            return "card keys " + uses(keys.keys());
        }
        if (dgi instanceof DgiProfile.CheckValues values) {
            return "check values of " + uses(values.keys());
        }
        if (dgi instanceof DgiProfile.Pin pin) {
            return "reference PIN block, " + pin.format();
        }
        if (dgi instanceof DgiProfile.PinCounter counter) {
            return "PIN try counter and limit " + counter.tries() + ", " + counter.coding();
        }
        return dgi instanceof DgiProfile.RsaParts parts
                ? "RSA key " + parts.key() + ": q^-1 mod p, d mod (q-1), d mod (p-1), q, p"
                : "the issuer's " + ((DgiProfile.IssuerSecret) dgi).field();
    }

    private static String tlvs(DgiProfile.Tlvs tlvs) {
        String content = TagNode.text(tlvs.tags());
        String own = tlvs.interchangeProfile()
                .map(aip -> ", AIP " + aip.value().toHex())
                .orElse("");
        return switch (tlvs.wrap()) {
            case NONE -> content + own;
            case FCI_PROPRIETARY -> "A5{" + content + "}";
            case FCI -> "6F{84 A5{" + content + "}}";
        };
    }

    private static String field(DgiProfile.PositionalField field) {
        String bytes = field.bytes().isPresent() ? "(" + field.bytes().getAsInt() + ")" : "";
        String value = field.source() instanceof ElementSource.Fixed fixed
                ? "=" + fixed.value().toHex()
                : "";
        return field.name() + bytes + value;
    }

    private static String uses(CardKeyProfile keys) {
        return keys.keys().stream().map(key -> key.use().name()).collect(Collectors.joining(", "));
    }
}
