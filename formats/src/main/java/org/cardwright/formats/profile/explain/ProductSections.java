package org.cardwright.formats.profile.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.profile.CardValueProfile;
import org.cardwright.formats.profile.ChipProfile;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.NewPinProfile;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.SourceFile;
import org.cardwright.formats.profile.StaticCvc3Profile;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.formats.profile.TracksProfile;
import org.cardwright.formats.profile.explain.ProfileExplanation.Section;

/** What is said about the card as a whole. */
final class ProductSections {

    private ProductSections() {}

    static List<Section> of(EffectiveProduct product) {
        return List.of(
                identity(product),
                new Section("orders", file(product, "product"), orders(product.ordering())),
                new Section("chip " + product.chip().id(), file(product, "chip"), chip(product.chip())),
                new Section("stripe and print", file(product, "product"), stripe(product)),
                new Section("personalization record", file(product, "product"), record(product.cps())));
    }

    /** Names of the files of that kind that decided something about the product. */
    static String file(EffectiveProduct product, String kind) {
        return product.identity().sources().stream()
                .filter(source -> source.kind().equals(kind))
                .map(SourceFile::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Section identity(EffectiveProduct product) {
        List<ExplainedValue> values = new ArrayList<>();
        values.add(ExplainedValue.of("title", product.identity().title()));
        values.add(ExplainedValue.of("plastic", product.plastic()));
        values.add(ExplainedValue.of("surface", product.surface().orElse("none")));
        values.add(new ExplainedValue("hash", "", product.hash().toHex(), ""));
        product.identity()
                .sources()
                .forEach(source -> values.add(new ExplainedValue(
                        source.kind() + " file", source.name(), source.hash().toHex(), "")));
        return new Section("product", file(product, "product"), values);
    }

    private static List<ExplainedValue> orders(EffectiveProduct.Ordering ordering) {
        List<ExplainedValue> values = new ArrayList<>();
        values.add(ExplainedValue.of("BINs", String.join(" ", ordering.bins())));
        values.add(ExplainedValue.of(
                "service codes",
                ordering.serviceCodes().stream()
                        .map(ServiceCode::digits)
                        .sorted()
                        .collect(Collectors.joining(" "))));
        values.add(ExplainedValue.of("longest validity", ordering.longestYears() + " years"));
        values.add(ExplainedValue.of("name", ordering.nameRequired() ? "required" : "optional"));
        values.add(ExplainedValue.of("PIN block", ordering.pinRequired() ? "required" : "none"));
        ordering.newPin().ifPresent(pin -> values.add(ExplainedValue.of("PIN made here", text(pin))));
        ordering.pinKey()
                .ifPresent(key -> values.add(ExplainedValue.of(
                        ordering.newPin().isPresent() ? "storage key of PINs" : "PIN key of KEK1", key)));
        ordering.kek().ifPresent(key -> values.add(ExplainedValue.of("key-encryption key of KEK1", key)));
        ordering.dataKey().ifPresent(key -> values.add(ExplainedValue.of("data key of KEK1", key)));
        ordering.secrets().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(secret -> values.add(ExplainedValue.of(secret.getKey(), secret.getValue() + " bytes")));
        return values;
    }

    private static List<ExplainedValue> chip(ChipProfile chip) {
        return List.of(
                ExplainedValue.of("operating system", chip.operatingSystem()),
                ExplainedValue.of("applet", chip.applet()),
                ExplainedValue.of("RSA", chip.maxRsaBits() == 0 ? "none" : "up to " + chip.maxRsaBits() + " bits"),
                ExplainedValue.of("AES", chip.aes() ? "yes" : "no"),
                ExplainedValue.of("contactless", chip.contactless() ? "yes" : "no"),
                ExplainedValue.of("memory", chip.memoryBytes() + " bytes"),
                ExplainedValue.of("channel", chip.channel()),
                ExplainedValue.of("EMV CPS", chip.cps()));
    }

    private static List<ExplainedValue> stripe(EffectiveProduct product) {
        List<ExplainedValue> values = new ArrayList<>(tracks(product.stripe(), "discretionary data of track "));
        CardValueProfile card = product.cardValues();
        card.cvk().ifPresent(key -> values.add(ExplainedValue.of("CVV key", key)));
        card.pvk().ifPresent(key -> values.add(ExplainedValue.of("PVV key", key + ", index " + card.pvki())));
        card.pinOffset().ifPresent(offset -> values.add(ExplainedValue.of("PIN offset", text(offset))));
        values.add(ExplainedValue.of(
                "printed value",
                card.printed() ? "CVV2 with " + (card.printedMonthFirst() ? "MMYY" : "YYMM") : "none"));
        return values;
    }

    private static String text(NewPinProfile pin) {
        return "random, " + pin.source().digits() + " digits";
    }

    private static String text(PinOffsetProfile offset) {
        return "IBM 3624, " + offset.pinDigits() + " digits, key " + offset.key() + ", decimalisation "
                + offset.decimalisation() + ", PAN digits " + offset.firstPanDigit() + " to "
                + (offset.firstPanDigit() + offset.panDigits() - 1) + " filled with " + offset.fill();
    }

    static List<ExplainedValue> tracks(TracksProfile tracks, String name) {
        List<ExplainedValue> values = new ArrayList<>();
        tracks.track1().ifPresent(template -> values.add(ExplainedValue.of(name + "1", text(template))));
        tracks.track2().ifPresent(template -> values.add(ExplainedValue.of(name + "2", text(template))));
        StaticCvc3Profile fixed = tracks.staticCvc3();
        if (tracks.templates().anyMatch(template -> template.needs(TrackTemplate.Content.CVC3))) {
            values.add(ExplainedValue.of(
                    "static CVC3",
                    "for unpredictable number " + fixed.unpredictableNumber().toHex() + " and transaction counter "
                            + fixed.transactionCounter().toHex()));
        }
        if (tracks.track3()) {
            values.add(ExplainedValue.of(name + "3", "from the issuer"));
        }
        return values;
    }

    private static String text(TrackTemplate template) {
        return template.fields().stream()
                .map(field -> field.content() == TrackTemplate.Content.CONSTANT
                        ? field.constant()
                        : field.content() + "(" + field.length() + ") "
                                + field.from().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" | "));
    }

    private static List<ExplainedValue> record(CpsProfile cps) {
        List<ExplainedValue> values = new ArrayList<>();
        values.add(ExplainedValue.of(
                "module header", cps.moduleHeader() ? cps.mic() + " and " + cps.lccaWidth() + " digits" : "none"));
        values.add(ExplainedValue.of("layout version", cps.vnl()));
        cps.transportKeys()
                .forEach(key -> values.add(new ExplainedValue(
                        "transport key " + key.secretClass(),
                        key.key() + (key.cbc() ? ", CBC" : ", ECB"),
                        key.tkid().toHex(),
                        "")));
        return values;
    }
}
