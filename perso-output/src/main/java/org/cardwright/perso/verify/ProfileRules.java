package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.PROFILE;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.RecordLayout;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;

/** Whether the record is complete and holds what the product says. */
final class ProfileRules {

    private final EffectiveProduct product;
    private final Optional<CardApplication> order;
    private final Findings findings;

    ProfileRules(EffectiveProduct product, Optional<CardApplication> order, Findings findings) {
        this.product = product;
        this.order = order;
        this.findings = findings;
    }

    void check(ChipRecord record) {
        HeaderRules header = new HeaderRules(product.cps(), findings);
        header.check(record);
        List<ChipApplication> applications = record.applications();
        List<ByteString> aids =
                product.applications().stream().map(ApplicationProfile::aid).toList();
        boolean same = applications.stream().map(ChipApplication::aid).toList().equals(aids);
        if (!findings.require(same, PROFILE, "NUMBERaid", "other applications than the product has")) {
            return;
        }
        for (int i = 0; i < applications.size(); i++) {
            header.check(product.applications().get(i), applications.get(i));
            check(product.applications().get(i), applications.get(i));
        }
    }

    private void check(ApplicationProfile profile, ChipApplication application) {
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
                        .ifPresent(tlvs -> place(profile, layout.valuesOf(), layout.dgi())
                                .check(layout.tags(), record(tlvs, layout)));
            } else if (dgi instanceof DgiProfile.Tlvs list) {
                content(application, list.dgi())
                        .ifPresent(tlvs -> place(profile, list.on(), list.dgi())
                                .announcing(list.interchangeProfile())
                                .check(list.tags(), unwrapped(tlvs, list, profile)));
            } else {
                checkLengths(profile, application, dgi);
            }
        }
    }

    private ProfilePlace place(ApplicationProfile profile, CardInterface on, int dgi) {
        return new ProfilePlace(new ProfilePlace.Expected(product, profile, on, order), dgi, findings);
    }

    private void checkLengths(ApplicationProfile profile, ChipApplication application, DgiProfile dgi) {
        if (dgi instanceof DgiProfile.Positional positional) {
            ByteString value = application.value(positional.dgi()).orElse(ByteString.EMPTY);
            place(profile, positional.on(), positional.dgi()).checkPositional(positional, value);
        }
        if (dgi instanceof DgiProfile.PinCounter counter) {
            boolean right = application
                    .value(counter.dgi())
                    .map(pinCounter(counter)::equals)
                    .orElse(false);
            findings.require(right, PROFILE, RecordReading.name(counter.dgi()), "PIN tries");
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

    /** The content of a record: inside its one template 70, or as it is (EMV 4.4 Book 3, 7.1). */
    private List<Tlv> record(List<Tlv> tlvs, RecordLayout layout) {
        return layout.address().isGovernedByEmv() ? inside(tlvs, 0x70, layout.dgi()) : tlvs;
    }

    private List<Tlv> inside(List<Tlv> tlvs, int template, int dgi) {
        boolean one = tlvs.size() == 1 && tlvs.get(0).tag().value() == template;
        String name = RecordReading.name(dgi);
        return findings.require(one, PROFILE, name, "not one template " + Integer.toHexString(template))
                ? tlvs.get(0).children()
                : List.of();
    }

    /** What the profile lists: everything, the content of A5, or that of A5 behind the AID in 6F. */
    private List<Tlv> unwrapped(List<Tlv> tlvs, DgiProfile.Tlvs list, ApplicationProfile profile) {
        if (list.wrap() == DgiProfile.Wrap.NONE) {
            return tlvs;
        }
        if (list.wrap() == DgiProfile.Wrap.FCI_PROPRIETARY) {
            return inside(tlvs, 0xA5, list.dgi());
        }
        List<Tlv> outer = inside(tlvs, 0x6F, list.dgi());
        boolean named = outer.size() == 2
                && outer.get(0).equals(Tlv.of("84", profile.aid()))
                && outer.get(1).tag().value() == 0xA5;
        findings.require(named, PROFILE, RecordReading.name(list.dgi()), "AID and proprietary template");
        return named ? outer.get(1).children() : List.of();
    }

    /** Fresh tries in the coding of the applet: DGI 9010. */
    private static ByteString pinCounter(DgiProfile.PinCounter counter) {
        ByteString tries = ByteString.ofByte(counter.tries());
        return switch (counter.coding()) {
            case TWO_BYTES -> ByteString.concat(tries, tries);
            case ONE_BYTE -> tries;
            case TLV -> ByteString.concat(ByteString.fromHex("9F1701"), tries, tries);
        };
    }
}
