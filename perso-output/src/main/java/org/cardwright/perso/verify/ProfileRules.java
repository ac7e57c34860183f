package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.PROFILE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.DeviceInstructions;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.RecordLayout;
import org.cardwright.formats.profile.SecretClass;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;

/** Whether the record is complete and holds what the product says: requirement S2-84. */
final class ProfileRules {

    /** Type of an ENC entry: re-encryption under SKUdek in ECB mode. */
    private static final String SKU_DEK_ECB = "11";

    private static final int INTERCHANGE_PROFILE = 0x82;

    private final EffectiveProduct product;
    private final Findings findings;

    ProfileRules(EffectiveProduct product, Findings findings) {
        this.product = product;
        this.findings = findings;
    }

    void check(ChipRecord record) {
        checkHeader(record);
        List<ChipApplication> applications = record.applications();
        List<ByteString> aids =
                product.applications().stream().map(ApplicationProfile::aid).toList();
        boolean same = applications.stream().map(ChipApplication::aid).toList().equals(aids);
        if (!findings.require(same, PROFILE, "NUMBERaid", "other applications than the product has")) {
            return;
        }
        for (int i = 0; i < applications.size(); i++) {
            check(product.applications().get(i), applications.get(i));
        }
    }

    private void checkHeader(ChipRecord record) {
        CpsProfile cps = product.cps();
        boolean section1 = cps.moduleHeader()
                ? record.section1().startsWith(cps.mic())
                        && record.section1().substring(cps.mic().length()).matches("[0-9]{" + cps.lccaWidth() + "}")
                : record.section1().isEmpty();
        findings.require(section1 && record.vnl().equals(cps.vnl()), PROFILE, "MIC, VNL", "");
    }

    private void checkInstructions(ApplicationProfile profile, ChipApplication application) {
        DeviceInstructions device = profile.device();
        List<Integer> secrets = profile.dgis().stream()
                .filter(dgi -> dgi.secretClass() != SecretClass.CLEAR)
                .flatMap(dgi -> dgi.dgis().stream())
                .toList();
        List<ByteString> lists = List.of(
                list(device.order(), ""),
                list(device.versionControl(), ""),
                device.reencryptSecrets() ? list(secrets, SKU_DEK_ECB) : ByteString.EMPTY,
                list(device.random(), ""),
                list(device.group(), ""));
        List<Integer> codes =
                List.of(0x0F, device.required() ? 1 : 0, 0xEF, device.securityLevel(), device.updateCplc() ? 1 : 0);
        boolean same = application.steps().equals(List.of(new ChipApplication.Step(codes, lists)));
        findings.require(same && application.owner().equals(profile.owner()), PROFILE, "3a.2", "device instructions");
    }

    private static ByteString list(List<Integer> dgis, String type) {
        return ByteString.fromHex(String.join(
                "", dgis.stream().map(dgi -> RecordReading.name(dgi) + type).toList()));
    }

    private void check(ApplicationProfile profile, ChipApplication application) {
        checkInstructions(profile, application);
        List<Integer> expected =
                profile.dgis().stream().flatMap(d -> d.dgis().stream()).toList();
        List<Integer> found = application.groupings().stream()
                .map(ChipApplication.Grouping::dgi)
                .toList();
        findings.require(expected.equals(found), PROFILE, "3c", "data groupings or their order");
        for (DgiProfile dgi : profile.dgis()) {
            if (dgi instanceof DgiProfile.FileRecord file) {
                RecordLayout layout = file.layout();
                content(application, layout.dgi())
                        .ifPresent(tlvs -> new Place(profile, layout.valuesOf(), layout.dgi(), Optional.empty())
                                .check(
                                        layout.tags(),
                                        inside(tlvs, layout.address().isGovernedByEmv())));
            } else if (dgi instanceof DgiProfile.Tlvs list) {
                content(application, list.dgi())
                        .ifPresent(tlvs -> new Place(profile, list.on(), list.dgi(), list.interchangeProfile())
                                .check(list.tags(), unwrapped(tlvs, list.wrap())));
            } else {
                checkLengths(application, dgi);
            }
        }
    }

    private void checkLengths(ChipApplication application, DgiProfile dgi) {
        if (dgi instanceof DgiProfile.Positional positional
                && positional.totalBytes().isPresent()) {
            int bytes =
                    application.value(positional.dgi()).map(ByteString::size).orElse(-1);
            findings.require(
                    bytes == positional.totalBytes().getAsInt(),
                    PROFILE,
                    RecordReading.name(positional.dgi()),
                    "length");
        }
        if (dgi instanceof DgiProfile.CheckValues values) {
            int bytes = application.value(values.dgi()).map(ByteString::size).orElse(-1);
            findings.require(
                    bytes == 3 * values.keys().keys().size(), PROFILE, RecordReading.name(values.dgi()), "length");
        }
    }

    private Optional<List<Tlv>> content(ChipApplication application, int dgi) {
        try {
            return application.value(dgi).map(TlvReader::read);
        } catch (MalformedTlvException malformed) {
            findings.add(PROFILE, RecordReading.name(dgi), "not well-formed at byte " + malformed.offset());
            return Optional.empty();
        }
    }

    private static List<Tlv> inside(List<Tlv> tlvs, boolean template) {
        return template && tlvs.size() == 1 && tlvs.get(0).tag().isConstructed()
                ? tlvs.get(0).children()
                : tlvs;
    }

    private static List<Tlv> unwrapped(List<Tlv> tlvs, DgiProfile.Wrap wrap) {
        return switch (wrap) {
            case NONE -> tlvs;
            case FCI_PROPRIETARY -> inside(tlvs, true);
            case FCI ->
                inside(
                        inside(tlvs, true).stream()
                                .filter(t -> t.tag().value() == 0xA5)
                                .toList(),
                        true);
        };
    }

    /** One place of data elements: their order, the missing ones, the fixed values. */
    private final class Place {

        private final ApplicationProfile profile;
        private final CardInterface on;
        private final int dgi;
        private final Optional<ByteString> ownInterchangeProfile;

        private Place(
                ApplicationProfile profile,
                CardInterface on,
                int dgi,
                Optional<ApplicationInterchangeProfile> ownInterchangeProfile) {
            this.profile = profile;
            this.on = on;
            this.dgi = dgi;
            this.ownInterchangeProfile = ownInterchangeProfile.map(ApplicationInterchangeProfile::value);
        }

        private void check(List<TagNode> expected, List<Tlv> found) {
            List<Tlv> left = new ArrayList<>(found);
            for (TagNode node : expected) {
                if (!left.isEmpty() && left.get(0).tag().equals(node.tag())) {
                    checkValue(node, left.remove(0));
                } else {
                    findings.require(isOptional(node), PROFILE, name(node), "missing or out of order");
                }
            }
            for (Tlv surplus : left) {
                findings.add(PROFILE, RecordReading.name(dgi) + " " + surplus.tag(), "not in the product");
            }
        }

        private void checkValue(TagNode node, Tlv tlv) {
            if (!node.children().isEmpty()) {
                if (node.application().isEmpty()) {
                    check(node.children(), tlv.children());
                }
                return;
            }
            if (node.tag().value() == INTERCHANGE_PROFILE && ownInterchangeProfile.isPresent()) {
                findings.require(ownInterchangeProfile.get().equals(tlv.value()), PROFILE, name(node), "value differs");
                return;
            }
            Optional<ElementSource> source = profile.source(node.tag(), on);
            if (source.isPresent() && source.get() instanceof ElementSource.Fixed fixed) {
                findings.require(fixed.value().equals(tlv.value()), PROFILE, name(node), "value differs");
            }
        }

        /** Left out when computed and empty, or when the order said nothing. */
        private boolean isOptional(TagNode node) {
            Optional<ElementSource> source = profile.source(node.tag(), on);
            return source.isPresent()
                    && ((source.get() instanceof ElementSource.Computed computed
                                    && computed.computation().isOptional())
                            || source.get() instanceof ElementSource.FromOrder);
        }

        private String name(TagNode node) {
            return RecordReading.name(dgi) + " " + node.tag();
        }
    }
}
