package org.cardwright.formats.emv;

/**
 * Where a record of the application lies: short file identifier and record number.
 *
 * <p>EMV 4.4 Book 3, 5.3.2; the data grouping of the record has the same two numbers as its two bytes.
 *
 * @param sfi short file identifier, 1 to 30
 * @param record record number, 1 to 255
 */
public record RecordAddress(int sfi, int record) implements Comparable<RecordAddress> {

    /** Highest short file identifier. */
    public static final int MAX_SFI = 30;

    /** Highest record number. */
    public static final int MAX_RECORD = 255;

    private static final int LAST_EMV_SFI = 10;

    /** Checks the ranges. */
    public RecordAddress {
        if (sfi < 1 || sfi > MAX_SFI || record < 1 || record > MAX_RECORD) {
            throw new IllegalArgumentException("an SFI is 1 to " + MAX_SFI + " and a record 1 to " + MAX_RECORD);
        }
    }

    /** True for SFI 1 to 10, whose records are a template 70. EMV 4.4 Book 3, 5.3.2.2. */
    public boolean isGovernedByEmv() {
        return sfi <= LAST_EMV_SFI;
    }

    @Override
    public int compareTo(RecordAddress other) {
        return Integer.compare((sfi << 8) | record, (other.sfi << 8) | other.record);
    }

    @Override
    public String toString() {
        return "SFI " + sfi + " record " + record;
    }
}
