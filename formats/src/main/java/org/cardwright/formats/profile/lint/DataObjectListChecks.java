package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.profile.AuthenticationMethod;
import org.cardwright.formats.profile.CardInterface;
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
            context.placedValues(tag).forEach((on, value) -> wellFormed(context, name(tag, on), value));
        }
        if (context.isPayment()) {
            for (CardInterface on : context.interfaces()) {
                if (context.reads("8C", on) && context.reads("8D", on)) {
                    cryptograms(context, on);
                }
            }
            derivation(context);
        }
    }

    /** What only contactless has is named with its interface. */
    private static String name(String list, CardInterface on) {
        return on == CardInterface.CONTACT ? list : list + " on " + on;
    }

    private static void wellFormed(LintContext context, String list, ByteString value) {
        Optional<Dol> dol = DolReading.read(value);
        if (dol.isEmpty()) {
            context.report(LintRule.DOL_MALFORMED, list + " is no list of tags with lengths");
            return;
        }
        for (Dol.Entry entry : dol.get().entries()) {
            DataElement.find(entry.tag())
                    .filter(element -> !element.bytes().contains(entry.length()))
                    .ifPresent(element -> context.report(
                            LintRule.DOL_LENGTH,
                            list + " asks for " + entry.length() + " bytes of " + entry.tag() + ", which has "
                                    + element.bytes()));
        }
    }

    private static void cryptograms(LintContext context, CardInterface on) {
        ByteString first = context.readValue("8C", on).orElse(ByteString.EMPTY);
        ByteString second = context.readValue("8D", on).orElse(ByteString.EMPTY);
        List<String> needed = new ArrayList<>(CRYPTOGRAM_MINIMUM);
        boolean mchip = context.application().family() == Family.MCHIP;
        if (mchip) {
            needed.addAll(MCHIP_MORE);
        }
        missing(context, name("CDOL1 (8C)", on), first, needed);
        // M/Chip takes the second cryptogram over the data of the first; others ask again.
        missing(context, name("CDOL2 (8D)", on), second, mchip ? List.of("8A", "95", "9F37") : withResponseCode());
        if (context.announcing(AuthenticationMethod.CDA).contains(on)
                && (!DolReading.asksFor(first, "9F37") || !DolReading.asksFor(second, "9F37"))) {
            context.report(
                    LintRule.CDA_WITHOUT_UNPREDICTABLE_NUMBER,
                    name("CDA signs the unpredictable number of both lists", on));
        }
        Optional<Integer> length = context.application()
                .fixed("C7", on)
                .filter(value -> value.size() == 1)
                .map(ByteString::toUnsigned);
        Optional<Dol> list = DolReading.read(first);
        if (length.isPresent() && list.isPresent() && length.get() != list.get().dataBytes()) {
            context.report(
                    LintRule.CDOL1_LENGTH_DIFFERS,
                    name("C7", on) + " says " + length.get() + ", CDOL1 asks for "
                            + list.get().dataBytes() + " bytes");
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

    /**
     * A cryptogram version of Visa or Mastercard fixes how its key is derived. With two versions there may be a set of keys for
     * each: every version needs one, and no set may be without a version.
     */
    private static void derivation(LintContext context) {
        if (context.application().family() != Family.VIS) {
            return;
        }
        List<CardKeyProfile> sets = context.application().cardKeys().stream()
                .filter(keys -> keys.keys().stream().anyMatch(key -> key.use() == CardKeyProfile.Use.AC))
                .toList();
        Map<Integer, CardKeyProfile.Option> versions = versions(context);
        versions.forEach((version, option) -> {
            if (!sets.isEmpty() && sets.stream().noneMatch(keys -> keys.option() == option)) {
                wrongOption(
                        context,
                        "cryptogram version " + version + " goes with option " + option + ", no AC key is"
                                + " derived by it");
            }
        });
        if (!versions.isEmpty()) {
            sets.stream()
                    .filter(keys -> !versions.containsValue(keys.option()))
                    .forEach(keys -> wrongOption(
                            context,
                            "keys " + keys.id() + " are derived by option " + keys.option()
                                    + ", with which no cryptogram version " + versions.keySet() + " goes"));
        }
    }

    private static void wrongOption(LintContext context, String reason) {
        context.report(LintRule.CRYPTOGRAM_VERSION_OPTION, reason);
    }

    /** The cryptogram versions of all interfaces whose option is known. */
    private static Map<Integer, CardKeyProfile.Option> versions(LintContext context) {
        Map<Integer, CardKeyProfile.Option> versions = new TreeMap<>();
        for (CardInterface on : context.interfaces()) {
            context.application()
                    .fixed("9F10", on)
                    .filter(data -> data.size() > VERSION_AT)
                    .map(data -> data.unsignedAt(VERSION_AT))
                    .ifPresent(version -> Optional.ofNullable(OPTION_OF_VERSION.get(version))
                            .ifPresent(option -> versions.put(version, option)));
        }
        return versions;
    }
}
