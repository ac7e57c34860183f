package org.cardwright.formats.issuer;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.issuer.ControlField.Meaning;
import org.jspecify.annotations.Nullable;

/** Counts and sums the orders of one file and compares with what header and trailer say. */
final class ControlCheck {

    /** Most orders of one file. */
    static final int MAX_RECORDS = 5_000_000;

    /** Most digits of a number in header or trailer. */
    private static final int MAX_NUMBER_DIGITS = 18;

    private final IssuerLayout layout;
    private final FileFaults faults;
    private final int maxRecords;
    private final ValueReader values;
    private final Map<Meaning, String> said = new EnumMap<>(Meaning.class);
    private final List<ControlField> hashTotals;
    private final Map<ControlField, Long> sums = new HashMap<>();
    private int records;

    ControlCheck(IssuerLayout layout, FileFaults faults) {
        this(layout, faults, MAX_RECORDS);
    }

    /** Of a file that may have fewer orders. */
    ControlCheck(IssuerLayout layout, FileFaults faults, int maxRecords) {
        this.layout = layout;
        this.faults = faults;
        this.maxRecords = maxRecords;
        this.values = new ValueReader(layout.form().text().charset());
        this.hashTotals = layout.controls()
                .filter(control -> control.meaning() == Meaning.HASH_TOTAL)
                .toList();
    }

    IssuerLayout layout() {
        return layout;
    }

    FileFaults faults() {
        return faults;
    }

    int maxRecordBytes() {
        return layout.form() instanceof FileForm.Fixed fixed
                ? fixed.recordBytes()
                : layout.form().text().maxRecordBytes();
    }

    /** Orders so far. */
    int records() {
        return records;
    }

    void header(RawRecord header) throws MalformedFileException {
        for (ControlField control : layout.header().controls()) {
            say(control, header, "header", FileRule.HEADER_WRONG);
        }
    }

    void trailer(RawRecord trailer) throws MalformedFileException {
        for (ControlField control : layout.trailer().controls()) {
            say(control, trailer, "trailer", FileRule.TRAILER_WRONG);
        }
    }

    private void say(ControlField control, RawRecord record, String part, FileRule otherwise)
            throws MalformedFileException {
        RawValue value = values.read(record.at(control.place()), control.shape());
        if (!(value instanceof RawValue.Text text)
                || (isNumber(control) && text.text().length() > MAX_NUMBER_DIGITS)) {
            throw faults.control(otherwise, part, control);
        }
        String normal = isNumber(control) ? orders(control, text.text()) : text.text();
        if (control.meaning() == Meaning.ISSUER && !normal.equals(layout.issuerCode())) {
            throw faults.control(FileRule.ISSUER_DIFFERS, part, control);
        }
        String before = said.put(control.meaning(), normal);
        if (before != null && !before.equals(normal)) {
            throw faults.control(FileRule.CONTROLS_CONTRADICT, part, control);
        }
    }

    private static boolean isNumber(ControlField control) {
        return control.shape().type() == ValueShape.Type.DIGITS;
    }

    /** A count without what it counts beside the orders. */
    private static String orders(ControlField control, String digits) {
        return Long.toString(Long.parseLong(digits) - control.countedBeside());
    }

    /** Counts an order, readable or not, and adds what it has to the hash totals. */
    void order(RawRecord record) throws MalformedFileException {
        if (records == maxRecords) {
            throw faults.file(FileRule.TOO_MANY_RECORDS);
        }
        records++;
        for (ControlField total : hashTotals) {
            LayoutField field = layout.record().field(total.summed().orElseThrow());
            long modulus = modulus(total);
            long value = number(values.read(record.at(field.place()), field.shape()), modulus);
            sums.merge(total, value, (sum, next) -> (sum + next) % modulus);
        }
    }

    /** Compares when everything has been seen. */
    ControlTotals finish(ByteString sha256, long bytes) throws MalformedFileException {
        if (records == 0) {
            throw faults.file(FileRule.NO_RECORDS);
        }
        compareCount();
        compareHashTotals();
        Long sequence = number(Meaning.SEQUENCE_NUMBER);
        Optional<LocalDate> created =
                Optional.ofNullable(said.get(Meaning.DATE)).map(LocalDate::parse);
        OptionalLong sequenceNumber = sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
        return new ControlTotals(layout.issuer(), records, sequenceNumber, created, sha256, bytes);
    }

    private void compareCount() throws MalformedFileException {
        Long count = number(Meaning.RECORD_COUNT);
        if (count != null && count != records) {
            ControlField control = layout.controls()
                    .filter(one -> one.meaning() == Meaning.RECORD_COUNT)
                    .findFirst()
                    .orElseThrow();
            throw faults.control(
                    FileRule.COUNT_DIFFERS, part(control), control, "was " + records + ", required " + count);
        }
    }

    /** The sums themselves are not said: over few orders they would be card numbers. */
    private void compareHashTotals() throws MalformedFileException {
        Long hashTotal = number(Meaning.HASH_TOTAL);
        for (ControlField total : hashTotals) {
            if (!sums.getOrDefault(total, 0L).equals(hashTotal)) {
                throw faults.control(
                        FileRule.HASH_TOTAL_DIFFERS,
                        part(total),
                        total,
                        "summed over " + records + " orders, field "
                                + total.summed().orElseThrow());
            }
        }
    }

    private String part(ControlField control) {
        return layout.header().controls().contains(control) ? "header" : "trailer";
    }

    private @Nullable Long number(Meaning meaning) {
        String digits = said.get(meaning);
        return digits == null ? null : Long.valueOf(digits);
    }

    private static long modulus(ControlField total) {
        long modulus = 1;
        for (int i = 0; i < total.shape().digits(); i++) {
            modulus *= 10;
        }
        return modulus;
    }

    /** What an order adds: the number that its field is; nothing when the field cannot be read. */
    private static long number(RawValue value, long modulus) {
        String digits = value instanceof RawValue.Text text ? text.text() : "";
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            number = (number * 10 + (digits.charAt(i) - '0')) % modulus;
        }
        return number;
    }
}
