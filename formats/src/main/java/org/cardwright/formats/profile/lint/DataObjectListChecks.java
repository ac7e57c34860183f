package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.profile.AuthenticationMethod;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.Family;

/** Data object lists against what the card needs for its cryptograms. EMV 4.4 Book 2, 8.1.1; Book 3, 5.4 and 9.2.1. */
final class DataObjectListChecks {

    /** EMV 4.4 Book 2, 8.1.1, Table 26: the minimum for an application cryptogram. */
    private static final List<String> CRYPTOGRAM_MINIMUM =
            List.of("9F02", "9F03", "9F1A", "95", "5F2A", "9A", "9C", "9F37");

    /** M/Chip checks the terminal type and remembers the data authentication code. */
    private static final List<String> MCHIP_MORE = List.of("9F35", "9F45", "9F4C");

    /** Cryptogram version in the issuer application data of Visa-like applications: length, key index, version. */
    private static final int VERSION_AT = 2;

    private static final Map<Integer, CardKeyProfile.Option> OPTION_OF_VERSION = Map.of(
            0x0A, CardKeyProfile.Option.A,
            0x12, CardKeyProfile.Option.B,
            0x16, CardKeyProfile.Option.B);

    private DataObjectListChecks() {}

    static void check(LintContext context) {
        for (String tag : List.of("8C", "8D", "9F38", "9F49", "97")) {
            if (context.places(tag)) {
                context.fixed(tag).ifPresent(value -> wellFormed(context, tag, value));
            }
        }
        if (context.isPayment() && context.places("8C") && context.places("8D")) {
            cryptograms(context);
        }
        derivation(context);
    }

    private static void wellFormed(LintContext context, String tag, ByteString value) {
        Optional<Dol> dol = DolReading.read(value);
        if (dol.isEmpty()) {
            context.report(LintRule.DOL_MALFORMED, tag + " is no list of tags with lengths");
            return;
        }
        for (Dol.Entry entry : dol.get().entries()) {
            DataElement.find(entry.tag())
                    .filter(element -> !element.bytes().contains(entry.length()))
                    .ifPresent(element -> context.report(
                            LintRule.DOL_LENGTH,
                            tag + " asks for " + entry.length() + " bytes of " + entry.tag() + ", which has "
                                    + element.bytes()));
        }
    }

    private static void cryptograms(LintContext context) {
        ByteString first = context.fixed("8C").orElse(ByteString.EMPTY);
        ByteString second = context.fixed("8D").orElse(ByteString.EMPTY);
        List<String> needed = new ArrayList<>(CRYPTOGRAM_MINIMUM);
        boolean mchip = context.application().family() == Family.MCHIP;
        if (mchip) {
            needed.addAll(MCHIP_MORE);
        }
        missing(context, "CDOL1 (8C)", first, needed);
        // M/Chip takes the second cryptogram over the data of the first; others ask again.
        missing(context, "CDOL2 (8D)", second, mchip ? List.of("8A", "95", "9F37") : withResponseCode());
        if (context.asks(AuthenticationMethod.CDA)
                && (!DolReading.asksFor(first, "9F37") || !DolReading.asksFor(second, "9F37"))) {
            context.report(
                    LintRule.CDA_WITHOUT_UNPREDICTABLE_NUMBER, "CDA signs the unpredictable number of both lists");
        }
        Optional<Integer> length = context.number("C7");
        Optional<Dol> list = DolReading.read(first);
        if (length.isPresent() && list.isPresent() && length.get() != list.get().dataBytes()) {
            context.report(
                    LintRule.CDOL1_LENGTH_DIFFERS,
                    "C7 says " + length.get() + ", CDOL1 asks for " + list.get().dataBytes() + " bytes");
        }
    }

    private static List<String> withResponseCode() {
        List<String> needed = new ArrayList<>(CRYPTOGRAM_MINIMUM);
        needed.add("8A");
        return needed;
    }

    private static void missing(LintContext context, String list, ByteString value, List<String> needed) {
        List<String> missing =
                needed.stream().filter(tag -> !DolReading.asksFor(value, tag)).toList();
        if (!missing.isEmpty()) {
            context.report(LintRule.CDOL_INCOMPLETE, list + " does not ask for " + missing);
        }
    }

    /** A cryptogram version of Visa or Mastercard fixes how its key is derived. */
    private static void derivation(LintContext context) {
        if (context.application().family() != Family.VIS) {
            return;
        }
        int version = context.fixed("9F10")
                .filter(data -> data.size() > VERSION_AT)
                .map(data -> data.unsignedAt(VERSION_AT))
                .orElse(-1);
        CardKeyProfile.Option option = OPTION_OF_VERSION.get(version);
        for (CardKeyProfile keys : context.application().cardKeys()) {
            boolean cryptogramKey = keys.keys().stream().anyMatch(key -> key.use() == CardKeyProfile.Use.AC);
            if (cryptogramKey && option != null && keys.option() != option) {
                context.report(
                        LintRule.CRYPTOGRAM_VERSION_OPTION,
                        "cryptogram version " + version + " goes with option " + option + ", keys " + keys.id()
                                + " are derived by option " + keys.option());
            }
        }
    }
}
