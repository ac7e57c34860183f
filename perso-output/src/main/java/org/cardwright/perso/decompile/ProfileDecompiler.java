package org.cardwright.perso.decompile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.DataClass;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.profile.explain.ElementMeaning;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.ProcessingInstructions;
import org.cardwright.perso.cps.ProcessingStep;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/**
 * Gives back the readable profile from a personalization record: layout, signed records, CVM list, action codes, usage control,
 * limits. EMV 4.4 Book 3, annexes A and C.
 */
public final class ProfileDecompiler {

    private static final Tag RECORD_TEMPLATE = Tag.of("70");
    private static final Tag INTERCHANGE_PROFILE = Tag.of("82");
    private static final Tag FILE_LOCATOR = Tag.of("94");

    /** The answers to GET PROCESSING OPTIONS of M/Chip, contact and contactless. */
    private static final Set<DgiId> POSITIONAL_ANSWERS = Set.of(DgiId.of("A005"), DgiId.of("B005"));

    /** From here on values are positional on most applets and look like data objects by chance only. */
    private static final int FIRST_POSITIONAL = 0xA000;

    /** Of the first and the second key set: others on every card. */
    private static final Set<DgiId> CHECK_VALUES = Set.of(DgiId.of("9000"), DgiId.of("9001"));

    private static final int CHECK_VALUE_BYTES = 3;

    /** Shorter values stand anywhere by chance. */
    private static final int TELLING_BYTES = 5;

    /** Certificates, signatures, remainders: public, but another one on every card or issuer. */
    private static final Set<Tag> PER_CARD = tags("90", "92", "93", "9F48", "9F2F", "5F25", "5F34", "5F2D");

    private final CpsApplication application;
    private final Set<RecordAddress> signed = new HashSet<>();
    private final Set<String> confidential = new HashSet<>();

    private ProfileDecompiler(CpsApplication application) {
        this.application = application;
        for (Dgi dgi : application.dgis()) {
            for (Tlv tlv : objects(dgi)) {
                addConfidential(tlv);
                if (tlv.tag().equals(FILE_LOCATOR)) {
                    addSigned(tlv.value());
                }
            }
        }
    }

    /** Every application of a record. */
    public static List<DecompiledApplication> decompile(CpsRecord record) {
        return record.applications().stream()
                .map(application -> new ProfileDecompiler(application).decompile())
                .toList();
    }

    private DecompiledApplication decompile() {
        List<String> settings = new ArrayList<>();
        settings.add("owner " + application.owner().toHex());
        application.transportKeys().forEach(key -> settings.add(transportKey(key)));
        application.steps().forEach(step -> settings.add(step(step)));
        List<DecompiledApplication.Grouping> groupings =
                application.dgis().stream().map(this::grouping).toList();
        return new DecompiledApplication(application.aid(), settings, groupings);
    }

    private static String transportKey(TransportKeyEntry key) {
        String mode = key.cmode() == TransportKeyEntry.CBC ? "CBC" : "ECB";
        return "transport key " + key.tkid().toHex() + " " + mode + ": "
                + key.dgis().stream().map(DgiId::toString).collect(Collectors.joining(" "));
    }

    private static String step(ProcessingStep step) {
        ProcessingInstructions pdi = step.pdi();
        List<String> parts = new ArrayList<>();
        add(parts, "order", pdi.order());
        add(parts, "version control", pdi.versionControl());
        add(parts, "reencrypt", pdi.encrypt());
        add(parts, "random", pdi.random());
        add(parts, "group", pdi.group());
        parts.add("security level " + ByteString.ofByte(pdi.securityLevel()).toHex());
        return "device: " + String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, ByteString list) {
        if (!list.isEmpty()) {
            parts.add(name + " " + list.toHex());
        }
    }

    private DecompiledApplication.Grouping grouping(Dgi dgi) {
        Optional<TransportKeyEntry> key = application.transportKeys().stream()
                .filter(entry -> entry.dgis().contains(dgi.id()))
                .findFirst();
        if (key.isPresent()) {
            String content = "secret, " + dgi.value().size() + " bytes under "
                    + key.get().tkid().toHex();
            return new DecompiledApplication.Grouping(dgi.id(), content, List.of());
        }
        List<Tlv> objects = objects(dgi);
        if (objects.isEmpty()) {
            return new DecompiledApplication.Grouping(dgi.id(), positional(dgi), List.of());
        }
        List<Tlv> content = isRecord(dgi, objects) ? objects.get(0).children() : objects;
        String place = isRecord(dgi, objects) ? record(dgi.id()) + ": " : "";
        place += POSITIONAL_ANSWERS.contains(dgi.id()) ? "positional " : "";
        List<String> values = new ArrayList<>();
        content.forEach(tlv -> addValues(values, tlv));
        return new DecompiledApplication.Grouping(dgi.id(), place + list(content), values);
    }

    /** As it is, unless the data of the card or its holder stand in it. */
    private String positional(Dgi dgi) {
        int size = dgi.value().size();
        if (CHECK_VALUES.contains(dgi.id()) && size % CHECK_VALUE_BYTES == 0) {
            return "check values of " + size / CHECK_VALUE_BYTES + (size == CHECK_VALUE_BYTES ? " key" : " keys");
        }
        String hex = dgi.value().toHex();
        boolean open = confidential.stream().noneMatch(hex::contains);
        return "positional " + (open ? hex : size + " bytes");
    }

    private void addConfidential(Tlv tlv) {
        if (tlv.tag().isConstructed()) {
            tlv.children().forEach(this::addConfidential);
        } else if (!isOfTheProduct(tlv.tag()) && tlv.value().size() >= TELLING_BYTES) {
            confidential.add(tlv.value().toHex());
        }
    }

    private static boolean isRecord(Dgi dgi, List<Tlv> objects) {
        return dgi.id().isRecord()
                && objects.size() == 1
                && objects.get(0).tag().equals(RECORD_TEMPLATE);
    }

    private String record(DgiId id) {
        boolean isSigned = signed.contains(new RecordAddress(id.sfi(), id.recordNumber()));
        return "record " + id.sfi() + "/" + id.recordNumber() + (isSigned ? " signed" : "");
    }

    private void addSigned(ByteString locator) {
        try {
            signed.addAll(ApplicationFileLocator.decode(locator).signedRecords());
        } catch (MalformedTlvException notALocator) {
            // Tag 94 with another content says nothing about records.
        }
    }

    private static String list(List<Tlv> objects) {
        return objects.stream()
                .map(tlv -> tlv.tag().isConstructed()
                        ? tlv.tag() + "{" + list(tlv.children()) + "}"
                        : tlv.tag().toString())
                .collect(Collectors.joining(" "));
    }

    private static void addValues(List<String> values, Tlv tlv) {
        if (tlv.tag().isConstructed()) {
            tlv.children().forEach(child -> addValues(values, child));
        } else if (isOfTheProduct(tlv.tag())) {
            String meaning = ElementMeaning.of(tlv.tag(), tlv.value());
            String name = ElementMeaning.name(tlv.tag());
            values.add(tlv.tag() + (name.isEmpty() ? "" : " " + name) + " = "
                    + tlv.value().toHex() + (meaning.isEmpty() ? "" : "  " + meaning));
        }
    }

    /** False for what is confidential, unknown, or another on every card: its value is not told. */
    private static boolean isOfTheProduct(Tag tag) {
        boolean open = DataElement.find(tag)
                .filter(element -> element.dataClass() == DataClass.PUBLIC)
                .isPresent();
        return open && !PER_CARD.contains(tag);
    }

    /** The data objects of a data grouping; AIP and AFL also where M/Chip has them without tags. */
    private static List<Tlv> objects(Dgi dgi) {
        ByteString value = dgi.value();
        boolean answer = POSITIONAL_ANSWERS.contains(dgi.id()) && value.size() >= 6 && value.size() % 4 == 2;
        if (answer) {
            return List.of(new Tlv(INTERCHANGE_PROFILE, value.slice(0, 2)), new Tlv(FILE_LOCATOR, value.slice(2)));
        }
        List<Tlv> objects = tlvs(value);
        boolean known =
                objects.stream().allMatch(tlv -> DataElement.find(tlv.tag()).isPresent());
        return known || dgi.id().value() < FIRST_POSITIONAL ? objects : List.of();
    }

    /** The data objects, none when the value is anything else. */
    static List<Tlv> tlvs(ByteString value) {
        try {
            return TlvReader.read(value);
        } catch (MalformedTlvException positional) {
            return List.of();
        }
    }

    private static Set<Tag> tags(String... tags) {
        Set<Tag> set = new HashSet<>();
        for (String tag : tags) {
            set.add(Tag.of(tag));
        }
        return set;
    }
}
