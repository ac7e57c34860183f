package org.cardwright.formats.profile.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.AuthenticationMethod;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ElementKey;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.RecordLayout;
import org.cardwright.formats.profile.RiskValue;
import org.cardwright.formats.profile.RsaKeyProfile;
import org.cardwright.formats.profile.SecretClass;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.profile.explain.ProfileExplanation.Section;
import org.cardwright.formats.tlv.Tag;

/** What is said about one application. */
final class ApplicationSections {

    private final EffectiveProduct product;
    private final ApplicationProfile application;

    ApplicationSections(EffectiveProduct product, ApplicationProfile application) {
        this.product = product;
        this.application = application;
    }

    List<Section> all() {
        List<Section> sections = new ArrayList<>();
        add(sections, "application " + application.id(), identity());
        add(sections, "offline data authentication", authentication());
        add(sections, "card keys", keys());
        add(sections, "risk parameters", risk());
        List<ExplainedValue> tracks =
                new ArrayList<>(ProductSections.tracks(application.trackData(), "discretionary data of track "));
        tracks.addAll(ProductSections.tracks(application.contactlessTrackData(), "contactless track "));
        add(sections, "track data", tracks);
        add(sections, "data elements", elements());
        add(sections, "records", records());
        add(sections, "data groupings", dgis());
        return sections;
    }

    private void add(List<Section> sections, String title, List<ExplainedValue> values) {
        if (!values.isEmpty()) {
            boolean first = title.startsWith("application");
            boolean ownOrigins = title.equals("data elements") || title.equals("risk parameters");
            String from = ownOrigins ? "" : ProductSections.file(product, "product");
            sections.add(new Section(first ? title : application.id() + ": " + title, from, values));
        }
    }

    private List<ExplainedValue> identity() {
        List<ExplainedValue> values = new ArrayList<>();
        values.add(new ExplainedValue("AID", "", application.aid().toHex(), ""));
        values.add(ExplainedValue.of("family", application.family()));
        values.add(new ExplainedValue("owner", "", application.owner().toHex(), ""));
        for (CardInterface on : CardInterface.values()) {
            String where = on.name().toLowerCase(Locale.ROOT);
            application
                    .interchangeProfile(on)
                    .ifPresent(aip -> values.add(new ExplainedValue(
                            "AIP " + where,
                            String.join(" ", aip.names()),
                            aip.value().toHex(),
                            "computed")));
            application
                    .fileLocator(on)
                    .ifPresent(afl -> values.add(new ExplainedValue(
                            "AFL " + where,
                            ElementMeaning.of(Tag.of("94"), afl.encode()),
                            afl.encode().toHex(),
                            "computed")));
        }
        return values;
    }

    private List<ExplainedValue> authentication() {
        List<ExplainedValue> values = new ArrayList<>();
        application.authentication().ifPresent(a -> {
            values.add(ExplainedValue.of("methods", methods(a)));
            values.add(new ExplainedValue(
                    "issuer certificate", certificate(a), "", ProductSections.file(product, "certificate")));
            if (!a.dataAuthenticationCode().isEmpty()) {
                values.add(new ExplainedValue(
                        "data authentication code",
                        "",
                        a.dataAuthenticationCode().toHex(),
                        ""));
            }
            a.dataAuthenticationKey()
                    .ifPresent(key ->
                            values.add(ExplainedValue.of("data authentication code", "computed with key " + key)));
            a.iccKey().ifPresent(key -> values.add(ExplainedValue.of("ICC key", rsa(key))));
            a.pinKey().ifPresent(key -> values.add(ExplainedValue.of("PIN encipherment key", rsa(key))));
        });
        return values;
    }

    private static String methods(AuthenticationProfile a) {
        return a.methods().stream().sorted().map(AuthenticationMethod::name).collect(Collectors.joining(" "));
    }

    private static String certificate(AuthenticationProfile a) {
        return a.certificate().name() + ", RID " + a.certificate().rid().toHex() + " index "
                + Integer.toHexString(a.certificate().index()).toUpperCase(Locale.ROOT) + ", until "
                + a.certificate().expiration().month() + ", issuer key "
                + a.certificate().issuerKey() + " of "
                + 8 * a.certificate().issuerBytes() + " bits";
    }

    private static String rsa(RsaKeyProfile key) {
        return key.bits() + " bits, exponent " + key.exponent()
                + (key.rejectLeadingZero() ? ", no part with a leading zero" : "");
    }

    private List<ExplainedValue> keys() {
        return application.cardKeys().stream()
                .map(set -> ExplainedValue.of(set.id(), "option " + set.option() + ": " + keys(set)))
                .toList();
    }

    private static String keys(CardKeyProfile set) {
        return set.keys().stream()
                .map(key -> key.use() + " from " + key.issuerMasterKey())
                .collect(Collectors.joining(", "));
    }

    private List<ExplainedValue> risk() {
        List<ExplainedValue> values = new ArrayList<>();
        if (!application.risk().profile().isEmpty()) {
            values.add(new ExplainedValue(
                    "profile", application.risk().profile(), "", ProductSections.file(product, "risk")));
        }
        product.identity()
                .bins()
                .ranges()
                .forEach(range -> values.add(
                        new ExplainedValue("BIN range", range.toString(), "", ProductSections.file(product, "bins"))));
        Set<String> places = places();
        application.risk().values().forEach(value -> values.add(risk(value, places)));
        return values;
    }

    /** Tags that stand in a data grouping, as data objects or in positional fields. */
    private Set<String> places() {
        Set<String> places = new HashSet<>();
        application.placed().forEach(key -> places.add(key.tag().toString()));
        for (DgiProfile dgi : application.dgis()) {
            if (dgi instanceof DgiProfile.Positional positional) {
                positional.fields().forEach(field -> places.add(field.name()));
            }
        }
        return places;
    }

    /** Only the bytes that the application has a place for; all when it has a place for none of them. */
    private static ExplainedValue risk(RiskValue value, Set<String> places) {
        List<Tag> all = value.elements().keySet().stream().sorted().toList();
        List<Tag> placed =
                all.stream().filter(tag -> places.contains(tag.toString())).toList();
        String bytes = (placed.isEmpty() ? all : placed)
                .stream()
                        .map(tag -> tag + ":"
                                + Objects.requireNonNull(value.elements().get(tag))
                                        .toHex())
                        .collect(Collectors.joining(" "));
        return new ExplainedValue(
                value.name(),
                value.readable() + (placed.isEmpty() ? ", no data element" : ""),
                bytes,
                value.provenance().toString());
    }

    private List<ExplainedValue> elements() {
        Comparator<ElementKey> order = Comparator.comparing(ElementKey::tag).thenComparing(ElementKey::on);
        List<ExplainedValue> values = new ArrayList<>();
        for (ElementKey key : application.placed().stream().sorted(order).toList()) {
            ElementSource source = application.elements().get(key);
            if (source != null) {
                values.add(element(key, source));
            }
        }
        return values;
    }

    private static ExplainedValue element(ElementKey key, ElementSource source) {
        String standard = ElementMeaning.name(key.tag());
        String name = key.tag()
                + (standard.isEmpty() ? "" : " " + standard)
                + (key.on() == CardInterface.CONTACTLESS ? ", contactless" : "");
        if (source instanceof ElementSource.Fixed fixed) {
            String meaning = ElementMeaning.of(key.tag(), fixed.value());
            return new ExplainedValue(
                    name, meaning, fixed.value().toHex(), fixed.provenance().toString());
        }
        return new ExplainedValue(name, meaning(source), "", source.provenance().toString());
    }

    private static String meaning(ElementSource source) {
        if (source instanceof ElementSource.FromOrder from) {
            return "from the order, " + from.field()
                    + from.otherwise()
                            .map(other -> ", otherwise " + other.toAscii())
                            .orElse("");
        }
        return source instanceof ElementSource.Computed computed ? "computed, " + computed.computation() : "";
    }

    private List<ExplainedValue> records() {
        return application.records().stream().map(ApplicationSections::record).toList();
    }

    private static ExplainedValue record(RecordLayout layout) {
        String read =
                layout.interfaces().stream().map(CardInterface::name).sorted().collect(Collectors.joining(" "));
        return ExplainedValue.of(
                layout.address().toString(),
                TagNode.text(layout.tags()) + (layout.signed() ? ", signed" : "") + ", read on " + read);
    }

    private List<ExplainedValue> dgis() {
        List<ExplainedValue> values = new ArrayList<>();
        for (DgiProfile dgi : application.dgis()) {
            String numbers = dgi.dgis().stream().map(DgiProfile::text).collect(Collectors.joining(" "));
            String secret =
                    dgi.secretClass() == SecretClass.CLEAR ? "" : ", under the transport key " + dgi.secretClass();
            values.add(ExplainedValue.of(numbers, DgiText.of(dgi) + secret));
        }
        return values;
    }
}
