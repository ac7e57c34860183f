package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.ELEMENT_SHAPE;
import static org.cardwright.perso.verify.VerificationRule.ELEMENT_TWICE;
import static org.cardwright.perso.verify.VerificationRule.PROCESSING_OPTIONS;
import static org.cardwright.perso.verify.VerificationRule.RECORD_MISSING;
import static org.cardwright.perso.verify.VerificationRule.STATIC_TAG_LIST;
import static org.cardwright.perso.verify.VerificationRule.TLV_SHAPE;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;

/**
 * Reads an application as a terminal does: GET PROCESSING OPTIONS, then the records of the file locator in its order.
 *
 * <p>EMV 4.4 Book 3, 10.1 to 10.3.
 */
final class RecordReading {

    /** Answers to GET PROCESSING OPTIONS as TLVs, contact first. */
    private static final List<Integer> TLV_ANSWERS = List.of(0x9104, 0xB104, 0x9115, 0x9117, 0x9206, 0x9207, 0x9208);

    /** M/Chip: AIP and file locator one after the other, contact first. */
    private static final List<Integer> POSITIONAL_ANSWERS = List.of(0xA005, 0xB005);

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int LAST_TEMPLATE_SFI = 10;
    private static final int ENTRY_BYTES = 4;

    private final ChipApplication application;
    private final Findings findings;
    private final Set<Integer> reached = new HashSet<>();

    RecordReading(ChipApplication application, Findings findings) {
        this.application = application;
        this.findings = findings;
    }

    /** One set of data per answer that the application gives. */
    List<CardData> read() {
        List<CardData> views = new ArrayList<>();
        for (int dgi : TLV_ANSWERS) {
            application.value(dgi).flatMap(value -> tlvAnswer(dgi, value)).ifPresent(views::add);
        }
        for (int dgi : POSITIONAL_ANSWERS) {
            application
                    .value(dgi)
                    .flatMap(value -> positionalAnswer(dgi, value))
                    .ifPresent(views::add);
        }
        return views;
    }

    /** True when some record holds a PAN, so that terminals must be able to read it. */
    boolean holdsPan() {
        return application.groupings().stream()
                .filter(g -> g.dgi() >> 8 >= 1 && g.dgi() >> 8 <= LAST_TEMPLATE_SFI)
                .anyMatch(g -> holdsPan(tlvs(g.dgi(), g.value())));
    }

    private static boolean holdsPan(List<Tlv> tlvs) {
        return tlvs.stream()
                .anyMatch(tlv -> tlv.tag().isConstructed()
                        ? holdsPan(tlv.children())
                        : tlv.tag().value() == 0x5A || tlv.tag().value() == 0x57);
    }

    /** Records that some file locator names. */
    Set<Integer> reached() {
        return reached;
    }

    private Optional<CardData> tlvAnswer(int dgi, ByteString value) {
        CardData data = new CardData(application.aid(), dgi != 0x9104);
        for (Tlv tlv : tlvs(dgi, value)) {
            add(data, tlv);
        }
        if (!findings.require(
                data.get(0x82).size() == 2, PROCESSING_OPTIONS, name(dgi), "no interchange profile of 2 bytes")) {
            return Optional.empty();
        }
        data.find(0x94).ifPresent(locator -> readRecords(dgi, data, locator));
        return Optional.of(data);
    }

    private Optional<CardData> positionalAnswer(int dgi, ByteString value) {
        if (value.equals(ByteString.repeat(0, value.size()))) {
            // a contact-only card leaves the contactless answer at zeros
            return Optional.empty();
        }
        if (!findings.require(value.size() >= 2 + ENTRY_BYTES, PROCESSING_OPTIONS, name(dgi), "no file locator")) {
            return Optional.empty();
        }
        CardData data = new CardData(application.aid(), dgi == 0xB005);
        data.put(0x82, value.slice(0, 2));
        data.put(0x94, value.slice(2));
        readRecords(dgi, data, value.slice(2));
        return Optional.of(data);
    }

    private void readRecords(int dgi, CardData data, ByteString locator) {
        if (locator.isEmpty() || locator.size() % ENTRY_BYTES != 0) {
            findings.add(PROCESSING_OPTIONS, name(dgi), "a file locator has entries of 4 bytes");
            return;
        }
        for (int at = 0; at < locator.size(); at += ENTRY_BYTES) {
            readEntry(data, locator.slice(at, at + ENTRY_BYTES));
        }
        closeStaticData(data);
    }

    private void readEntry(CardData data, ByteString entry) {
        int sfi = entry.unsignedAt(0) >> 3;
        int first = entry.unsignedAt(1);
        int last = entry.unsignedAt(2);
        int signed = entry.unsignedAt(3);
        boolean sound = (entry.unsignedAt(0) & 0x07) == 0 && sfi >= 1 && sfi <= 30 && first >= 1 && last >= first;
        if (!sound || signed > last - first + 1) {
            findings.add(PROCESSING_OPTIONS, "94", "an entry breaks EMV 4.4 Book 3, 10.2");
            return;
        }
        for (int record = first; record <= last; record++) {
            readRecord(data, sfi << 8 | record, record - first < signed);
        }
    }

    private void readRecord(CardData data, int dgi, boolean signed) {
        if (!reached.add(dgi) && !data.isContactless()) {
            findings.add(PROCESSING_OPTIONS, "94", "record " + name(dgi) + " twice");
        }
        Optional<ByteString> value = application.value(dgi);
        if (value.isEmpty()) {
            findings.add(RECORD_MISSING, name(dgi), "not in the application");
            return;
        }
        boolean template = dgi >> 8 <= LAST_TEMPLATE_SFI;
        List<Tlv> outer = tlvs(dgi, value.get());
        boolean one = outer.size() == 1 && outer.get(0).tag().value() == 0x70;
        if (template && !findings.require(one, RECORD_MISSING, name(dgi), "not one template 70")) {
            return;
        }
        ByteString content = template ? outer.get(0).value() : value.get();
        if (signed) {
            data.appendStatic(content);
        }
        for (Tlv tlv : one ? tlvs(dgi, outer.get(0).value()) : outer) {
            add(data, tlv);
        }
    }

    /** Templates inside a record are looked into; primitive objects are entered by tag. */
    private void add(CardData data, Tlv tlv) {
        if (tlv.tag().isConstructed()) {
            for (Tlv inner : tlvs(tlv.tag().value(), tlv.value())) {
                add(data, inner);
            }
            return;
        }
        boolean first = data.put(tlv.tag().value(), tlv.value());
        // a contactless answer may repeat what stands in a record, as long as it says the same
        boolean repeated = data.isContactless() && data.get(tlv.tag().value()).equals(tlv.value());
        findings.require(first || repeated, ELEMENT_TWICE, tlv.tag().toString(), "");
        DataElement.find(tlv.tag())
                .flatMap(element -> element.violation(tlv.value()))
                .ifPresent(violation -> findings.add(ELEMENT_SHAPE, tlv.tag().toString(), violation));
    }

    /** Tag 9F4A may name the AIP only; then its value is signed along. EMV 4.4 Book 3, 10.3. */
    private void closeStaticData(CardData data) {
        Optional<ByteString> tagList = data.find(0x9F4A);
        if (tagList.isPresent()
                && findings.require(tagList.get().equals(ByteString.ofByte(0x82)), STATIC_TAG_LIST, "9F4A", "")) {
            data.appendStatic(data.get(0x82));
        }
    }

    private List<Tlv> tlvs(int dgi, ByteString value) {
        try {
            return TlvReader.read(value);
        } catch (MalformedTlvException malformed) {
            findings.add(TLV_SHAPE, name(dgi), malformed.expected() + " at byte " + malformed.offset());
            return List.of();
        }
    }

    static String name(int dgi) {
        return dgi > 0xFFFF ? HEX.toHexDigits(dgi, 6) : HEX.toHexDigits((short) dgi);
    }
}
