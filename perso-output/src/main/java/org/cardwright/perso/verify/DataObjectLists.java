package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.DATA_OBJECT_LIST;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.tlv.MalformedTlvException;

/** Lists of tags and lengths, wherever a terminal reads them: in records and in the answer to SELECT. EMV 4.4 Book 3, 5.4. */
final class DataObjectLists {

    private static final int UNPREDICTABLE_NUMBER = 0x9F37;

    /** What the list asks for is the data of one short command. ISO/IEC 7816-4, 5.1. */
    private static final int MAX_DATA_BYTES = 255;

    private final Findings findings;

    DataObjectLists(Findings findings) {
        this.findings = findings;
    }

    /**
     * One list.
     *
     * @param tag that holds it
     * @param unpredictable whether it must ask for 9F37
     */
    void check(int tag, ByteString value, boolean unpredictable) {
        String name = RecordReading.name(tag);
        Dol list;
        try {
            list = Dol.decode(value);
        } catch (MalformedTlvException malformed) {
            findings.add(DATA_OBJECT_LIST, name, "malformed at byte " + malformed.offset());
            return;
        }
        for (Dol.Entry entry : list.entries()) {
            Optional<DataElement> element = DataElement.find(entry.tag());
            boolean fits = element.isEmpty() || element.get().bytes().contains(entry.length());
            findings.require(fits, DATA_OBJECT_LIST, name, "length of " + entry.tag());
        }
        int bytes = list.entries().stream().mapToInt(Dol.Entry::length).sum();
        findings.require(bytes <= MAX_DATA_BYTES, DATA_OBJECT_LIST, name, "asks for more than a command can carry");
        boolean asked = list.entries().stream().anyMatch(entry -> entry.tag().value() == UNPREDICTABLE_NUMBER);
        findings.require(
                asked || !unpredictable, DATA_OBJECT_LIST, name, "does not ask for the unpredictable number 9F37");
    }
}
