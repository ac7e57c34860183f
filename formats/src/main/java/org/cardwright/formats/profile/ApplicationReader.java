package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.profile.xml.ApplicationType;
import org.cardwright.formats.profile.xml.DeviceType;
import org.cardwright.formats.profile.xml.RsaKeyType;
import org.cardwright.formats.tlv.Tag;
import org.jspecify.annotations.Nullable;

/** Reads one application of a product for one issuer and segment. */
final class ApplicationReader {

    private static final Tag CVM_LIST = Tag.of("8E");
    private static final Tag PROFILE = Tag.of("82");
    private static final Tag LOCATOR = Tag.of("94");

    private final ProfileDocument document;
    private final ReadingContext context;
    private final ApplicationType application;

    ApplicationReader(ProfileDocument document, ReadingContext context, ApplicationType application) {
        this.document = document;
        this.context = context;
        this.application = application;
    }

    ApplicationProfile read() {
        RiskParameters risk = context.risk(document, application.getRisk());
        List<RecordLayout> records = records();
        Map<CardInterface, InterfaceProfile> interfaces = interfaces(records);
        Map<ElementKey, ElementSource> elements = new ElementReader(document).read(application, risk);
        interfaces.forEach((on, profile) -> computeAnswer(elements, records, on, profile));
        List<CardKeyProfile> cardKeys = cardKeys();
        List<DgiProfile> dgis = new DgiReader(
                        document, new DgiReader.Parts(interfaces, elements, records, cardKeys, risk.pinTries()))
                .read(application.getDgis());
        ApplicationProfile profile = new ApplicationProfile(
                application.getId(),
                ByteString.fromHex(application.getAid()),
                Family.valueOf(application.getFamily()),
                ByteString.fromHex(application.getOwner() == null ? "" : application.getOwner()),
                interfaces,
                Optional.ofNullable(application.getAuthentication()).map(this::authentication),
                cardKeys,
                risk,
                new TrackReader(document).readWithoutCvc3(application.getTrackData()),
                new TrackReader(document).read(application.getContactlessTrackData()),
                elements,
                records,
                device(application.getDevice()),
                dgis);
        new ApplicationRules(document, application, profile).check();
        return profile;
    }

    /** AIP and AFL are computed from what is asked, never typed. */
    private void computeAnswer(
            Map<ElementKey, ElementSource> elements,
            List<RecordLayout> records,
            CardInterface on,
            InterfaceProfile profile) {
        Provenance computed = Provenance.of("computed");
        var aip = profile.applicationInterchangeProfile();
        elements.put(
                new ElementKey(PROFILE, on),
                new ElementSource.Fixed(aip.value(), String.join(" ", aip.names()), computed));
        List<RecordLayout> read = records.stream()
                .filter(record -> record.interfaces().contains(on))
                .toList();
        locator(read)
                .ifPresent(afl -> elements.put(
                        new ElementKey(LOCATOR, on),
                        new ElementSource.Fixed(afl.encode(), afl.records().size() + " records", computed)));
    }

    private Optional<ApplicationFileLocator> locator(List<RecordLayout> read) {
        try {
            return ApplicationProfile.fileLocator(read);
        } catch (IllegalArgumentException tooMany) {
            throw document.error(application, String.valueOf(tooMany.getMessage()));
        }
    }

    private List<RecordLayout> records() {
        List<RecordLayout> records = new ArrayList<>();
        Set<RecordAddress> seen = new HashSet<>();
        for (ApplicationType.Record record : application.getRecord()) {
            Set<CardInterface> interfaces = EnumSet.noneOf(CardInterface.class);
            record.getInterfaces().forEach(name -> interfaces.add(CardInterface.valueOf(name)));
            if (interfaces.isEmpty()) {
                interfaces.add(CardInterface.CONTACT);
            }
            RecordAddress address = address(record);
            if (!seen.add(address)) {
                throw document.error(record, address + " stands twice");
            }
            records.add(new RecordLayout(address, record.isSigned(), interfaces, tags(record)));
        }
        return records;
    }

    private RecordAddress address(ApplicationType.Record record) {
        try {
            return new RecordAddress(record.getSfi(), record.getNumber());
        } catch (IllegalArgumentException wrong) {
            throw document.error(record, String.valueOf(wrong.getMessage()));
        }
    }

    private List<TagNode> tags(ApplicationType.Record record) {
        try {
            return TagListParser.parse(record.getValue());
        } catch (IllegalArgumentException wrong) {
            throw document.error(record, String.valueOf(wrong.getMessage()));
        }
    }

    private Map<CardInterface, InterfaceProfile> interfaces(List<RecordLayout> records) {
        Map<CardInterface, InterfaceProfile> interfaces = new EnumMap<>(CardInterface.class);
        for (ApplicationType.Interface said : application.getInterface()) {
            CardInterface on = CardInterface.valueOf(said.getName());
            Set<AuthenticationMethod> methods = announced(said);
            boolean cvmList = records.stream()
                    .filter(record -> record.interfaces().contains(on))
                    .anyMatch(record -> TagNode.elements(record.tags()).contains(CVM_LIST));
            InterfaceProfile profile = new InterfaceProfile(
                    methods,
                    cvmList,
                    said.isTerminalRiskManagement(),
                    said.isIssuerAuthentication(),
                    said.isContactlessBit());
            if (interfaces.put(on, profile) != null) {
                throw document.error(said, "interface " + on + " stands twice");
            }
        }
        return interfaces;
    }

    /** Nothing said is everything the application asks for. */
    private Set<AuthenticationMethod> announced(ApplicationType.Interface said) {
        List<String> names = said.getMethods();
        if (names.isEmpty() && application.getAuthentication() != null) {
            return AuthenticationMethod.announced(
                    application.getAuthentication().getMethods());
        }
        return AuthenticationMethod.announced(names);
    }

    private AuthenticationProfile authentication(ApplicationType.Authentication said) {
        if (said.getDac() != null && said.getDacKey() != null) {
            throw document.error(said, "the data authentication code is given or computed, not both");
        }
        return new AuthenticationProfile(
                AuthenticationMethod.announced(said.getMethods()),
                context.certificate(document, said, said.getCertificate()),
                ByteString.fromHex(said.getDac() == null ? "" : said.getDac()),
                Optional.ofNullable(said.getDacKey()).map(context::key),
                Optional.ofNullable(said.getIccKey()).map(this::rsaKey),
                Optional.ofNullable(said.getPinKey()).map(this::rsaKey));
    }

    private RsaKeyProfile rsaKey(RsaKeyType key) {
        if (key.getBits() < 1024 || key.getBits() > 1984 || key.getBits() % 8 != 0) {
            throw document.error(key, "an RSA modulus has 1024 to 1984 bits, a multiple of 8");
        }
        if (key.getExponent() != 3 && key.getExponent() != 65537) {
            throw document.error(key, "an RSA exponent is 3 or 65537");
        }
        return new RsaKeyProfile(
                key.getBits(),
                key.getExponent(),
                key.getLeadingZero().equals("REJECT_LEADING_ZERO"),
                ByteString.fromHex(key.getFiller()).unsignedAt(0));
    }

    private List<CardKeyProfile> cardKeys() {
        List<CardKeyProfile> all = new ArrayList<>();
        for (ApplicationType.CardKeys said : application.getCardKeys()) {
            List<CardKeyProfile.Key> keys = said.getKey().stream()
                    .map(key -> new CardKeyProfile.Key(
                            CardKeyProfile.Use.valueOf(key.getIs()), context.key(key.getLabel())))
                    .toList();
            if (all.stream().anyMatch(other -> other.id().equals(said.getId()))) {
                throw document.error(said, "card-keys " + said.getId() + " stands twice");
            }
            all.add(new CardKeyProfile(said.getId(), CardKeyProfile.Option.valueOf(said.getOption()), keys));
        }
        return all;
    }

    private static DeviceInstructions device(@Nullable DeviceType said) {
        if (said == null) {
            return DeviceInstructions.NONE;
        }
        return new DeviceInstructions(
                numbers(said.getOrder()),
                numbers(said.getVersionControl()),
                said.getReencrypt().equals("secret"),
                numbers(said.getRandom()),
                numbers(said.getGroup()),
                ByteString.fromHex(said.getSecurityLevel()).unsignedAt(0),
                said.isUpdateCplc(),
                said.isRequired());
    }

    private static List<Integer> numbers(List<String> dgis) {
        return dgis.stream().map(DgiReader::number).toList();
    }
}
