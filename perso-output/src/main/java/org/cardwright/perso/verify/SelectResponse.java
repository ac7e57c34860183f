package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.ELEMENT_SHAPE;
import static org.cardwright.perso.verify.VerificationRule.TLV_SHAPE;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;

/** The answers to SELECT, contact and contactless. EMV 4.4 Book 1, 11.3.4. */
final class SelectResponse {

    private static final int CONTACT = 0x9102;
    private static final int CONTACTLESS = 0x9103;
    private static final int PROCESSING_OPTIONS_LIST = 0x9F38;
    private static final int BYTES_OF_THREE_CHECK_VALUES = 9;

    private final ChipApplication application;
    private final Findings findings;

    SelectResponse(ChipApplication application, Findings findings) {
        this.application = application;
        this.findings = findings;
    }

    void check() {
        application.value(CONTACT).ifPresent(value -> check(CONTACT, value));
        // on some applets 9103 holds check values of a second key set
        application
                .value(CONTACTLESS)
                .filter(value -> value.size() > BYTES_OF_THREE_CHECK_VALUES)
                .ifPresent(value -> check(CONTACTLESS, value));
    }

    private void check(int dgi, ByteString value) {
        List<Tlv> outer;
        try {
            outer = TlvReader.read(value);
        } catch (MalformedTlvException malformed) {
            findings.add(TLV_SHAPE, RecordReading.name(dgi), malformed.expected() + " at byte " + malformed.offset());
            return;
        }
        boolean one = outer.size() == 1
                && (outer.get(0).tag().value() == 0xA5 || outer.get(0).tag().value() == 0x6F);
        if (findings.require(one, TLV_SHAPE, RecordReading.name(dgi), "one template A5 or 6F")) {
            walk(outer.get(0));
        }
    }

    private void walk(Tlv tlv) {
        if (tlv.tag().isConstructed()) {
            tlv.children().forEach(this::walk);
            return;
        }
        if (tlv.tag().value() == 0x84) {
            findings.require(tlv.value().equals(application.aid()), ELEMENT_SHAPE, "84", "differs from the AID");
        }
        if (tlv.tag().value() == PROCESSING_OPTIONS_LIST) {
            new DataObjectLists(findings).check(PROCESSING_OPTIONS_LIST, tlv.value(), false);
        }
        DataElement.find(tlv.tag())
                .flatMap(element -> element.violation(tlv.value()))
                .ifPresent(violation -> findings.add(ELEMENT_SHAPE, tlv.tag().toString(), violation));
    }
}
