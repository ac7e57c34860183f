package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.DGI_LENGTH;
import static org.cardwright.perso.verify.VerificationRule.KEY_LENGTH;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.perso.verify.ChipApplication.Grouping;

/** Whether what the card has to answer fits into 256 bytes. EMV 4.4 Book 2, annex D, Table 43; ISO/IEC 7816-4, 5.1. */
final class ResponseLimits {

    /** 256 bytes less template, CID, ATC and the head of 9F4B. */
    private static final int CDA_BYTES = 240;

    private static final int DDA_BYTES = 249;
    private static final int TAG_AND_LENGTH_OF_IAD = 3;
    private static final Tag ISSUER_APPLICATION_DATA = Tag.of("9F10");

    /** As long as it can be. EMV 4.4 Book 3, annex A. */
    private static final int MAX_IAD_BYTES = 32;

    /** A short answer without the two bytes of its status. */
    private static final int MAX_RECORD_BYTES = 254;

    private final ChipApplication application;
    private final Findings findings;

    ResponseLimits(ChipApplication application, Findings findings) {
        this.application = application;
        this.findings = findings;
    }

    /** Records as READ RECORD returns them. */
    void checkRecords() {
        for (Grouping grouping : application.groupings()) {
            int sfi = grouping.dgi() >> 8;
            boolean record = sfi >= 1 && sfi <= 30 && (grouping.dgi() & 0xFF) != 0;
            findings.require(
                    !record || grouping.value().size() <= MAX_RECORD_BYTES,
                    DGI_LENGTH,
                    RecordReading.name(grouping.dgi()),
                    "a record of at most " + MAX_RECORD_BYTES + " bytes");
        }
    }

    /** The key against what it has to sign. */
    void checkKey(CardData card, RsaPublic key) {
        if (card.announcesCda()) {
            int most = CDA_BYTES - TAG_AND_LENGTH_OF_IAD - issuerApplicationDataBytes();
            findings.require(key.bytes() <= most, KEY_LENGTH, "9F46", "too long for CDA");
        } else {
            findings.require(key.bytes() <= DDA_BYTES, KEY_LENGTH, "9F46", "too long for DDA");
        }
    }

    /** The card fills it in place, so what it is personalized with is as long as what it answers; else the most there can be. */
    private int issuerApplicationDataBytes() {
        return application.groupings().stream()
                .filter(grouping -> !application.listed().contains(grouping.dgi()))
                .flatMap(grouping -> issuerApplicationData(grouping.value()).stream())
                .mapToInt(ByteString::size)
                .max()
                .orElse(MAX_IAD_BYTES);
    }

    private static Optional<ByteString> issuerApplicationData(ByteString grouping) {
        try {
            List<Tlv> objects = TlvReader.readTopLevel(grouping);
            Stream<Tlv> found = objects.stream().filter(tlv -> tlv.tag().equals(ISSUER_APPLICATION_DATA));
            return found.map(Tlv::value).findFirst();
        } catch (MalformedTlvException noTlvs) {
            // fields without tags are not looked into
            return Optional.empty();
        }
    }
}
