package org.cardwright.formats.emv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.MalformedTlvException;

/**
 * Which records the terminal reads and which of them are signed, tag 94.
 *
 * <p>EMV 4.4 Book 3, 10.2: four bytes per entry. No record stands in two entries.
 *
 * @param entries 1 to {@value #MAX_ENTRIES} entries in reading order
 */
public record ApplicationFileLocator(List<Entry> entries) {

    /** 252 bytes at four bytes per entry. */
    public static final int MAX_ENTRIES = 63;

    private static final int ENTRY_BYTES = 4;
    private static final int SFI_SHIFT = 3;

    /**
     * Consecutive records of one file; the signed ones are the first.
     *
     * @param sfi short file identifier, 1 to 30
     * @param first first record, 1 to 255
     * @param last last record, first to 255
     * @param signed how many records from the first on take part in offline data authentication, 0 to all
     */
    public record Entry(int sfi, int first, int last, int signed) {

        /** Checks the rules of EMV 4.4 Book 3, 10.2. */
        public Entry {
            if (sfi < 1 || sfi > RecordAddress.MAX_SFI) {
                throw new IllegalArgumentException("an SFI is 1 to " + RecordAddress.MAX_SFI);
            }
            if (first < 1 || last < first || last > RecordAddress.MAX_RECORD) {
                throw new IllegalArgumentException("the first record is 1 or above, the last not below the first");
            }
            if (signed < 0 || signed > last - first + 1) {
                throw new IllegalArgumentException("not more records signed than there are in the entry");
            }
        }

        List<RecordAddress> records() {
            List<RecordAddress> records = new ArrayList<>();
            for (int record = first; record <= last; record++) {
                records.add(new RecordAddress(sfi, record));
            }
            return records;
        }

        ByteString encode() {
            return ByteString.of((byte) (sfi << SFI_SHIFT), (byte) first, (byte) last, (byte) signed);
        }
    }

    /**
     * A record that the application will have.
     *
     * @param address where it lies
     * @param signed whether it takes part in offline data authentication
     */
    public record PlannedRecord(RecordAddress address, boolean signed) {}

    /** Checks the count and that no record stands twice. */
    public ApplicationFileLocator {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("a file locator has 1 to " + MAX_ENTRIES + " entries");
        }
        Set<RecordAddress> seen = new HashSet<>();
        for (Entry entry : entries) {
            for (RecordAddress record : entry.records()) {
                if (!seen.add(record)) {
                    throw new IllegalArgumentException(record + " stands twice in the file locator");
                }
            }
        }
    }

    /**
     * As few entries as the plan allows, in its order. A new one begins with another file, with a gap in the record
     * numbers and with a signed record behind an unsigned one, because the signed records of an entry are the first.
     *
     * @throws IllegalArgumentException when the plan is empty, too long or has a record twice
     */
    public static ApplicationFileLocator of(List<PlannedRecord> plan) {
        List<Entry> entries = new ArrayList<>();
        for (PlannedRecord next : plan) {
            int last = entries.size() - 1;
            if (last >= 0 && continues(entries.get(last), next)) {
                entries.set(last, extended(entries.get(last), next));
            } else {
                RecordAddress at = next.address;
                entries.add(new Entry(at.sfi(), at.record(), at.record(), next.signed ? 1 : 0));
            }
        }
        return new ApplicationFileLocator(entries);
    }

    private static boolean continues(Entry entry, PlannedRecord next) {
        boolean allSigned = entry.signed == entry.last - entry.first + 1;
        return next.address.sfi() == entry.sfi
                && next.address.record() == entry.last + 1
                && (allSigned || !next.signed);
    }

    private static Entry extended(Entry entry, PlannedRecord next) {
        return new Entry(entry.sfi, entry.first, entry.last + 1, entry.signed + (next.signed ? 1 : 0));
    }

    /**
     * Reads the value of tag 94.
     *
     * @throws MalformedTlvException when the length is no multiple of four up to 252, an entry breaks a rule of Book 3,
     *     10.2, or a record stands twice
     */
    public static ApplicationFileLocator decode(ByteString value) {
        if (value.isEmpty() || value.size() % ENTRY_BYTES != 0 || value.size() > ENTRY_BYTES * MAX_ENTRIES) {
            throw new MalformedTlvException(0, "1 to " + MAX_ENTRIES + " entries of four bytes");
        }
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at < value.size(); at += ENTRY_BYTES) {
            entries.add(entry(value, at));
        }
        try {
            return new ApplicationFileLocator(entries);
        } catch (IllegalArgumentException twice) {
            throw new MalformedTlvException(0, "every record once");
        }
    }

    private static Entry entry(ByteString value, int at) {
        int sfi = value.unsignedAt(at);
        try {
            if ((sfi & 0x07) != 0) {
                throw new IllegalArgumentException("bits 3 to 1 are reserved");
            }
            return new Entry(
                    sfi >> SFI_SHIFT, value.unsignedAt(at + 1), value.unsignedAt(at + 2), value.unsignedAt(at + 3));
        } catch (IllegalArgumentException broken) {
            throw new MalformedTlvException(at, "SFI 1 to 30, first and last record, signed records among them");
        }
    }

    /** The value of tag 94. */
    public ByteString encode() {
        return ByteString.concat(entries.stream().map(Entry::encode).toList());
    }

    /** All records in reading order. */
    public List<RecordAddress> records() {
        return entries.stream().flatMap(entry -> entry.records().stream()).toList();
    }

    /** The signed records in the order in which they are signed. */
    public List<RecordAddress> signedRecords() {
        return entries.stream()
                .flatMap(entry -> entry.records().subList(0, entry.signed).stream())
                .toList();
    }

    /** The entries as hexadecimal; they are the same for every card of a product. */
    @Override
    public String toString() {
        return encode().toHex();
    }
}
