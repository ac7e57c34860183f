package org.cardwright.perso.cps;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * The personalization record of one card: module header, IC-card data header and one section 3 per application.
 *
 * <p>EMV CPS, personalization record.
 *
 * @param header section 1
 * @param vnl version number of the layout, 4 ASCII characters, normally {@code 02.1}
 * @param crn card reference number, normally empty
 * @param status STATUScoll, 2 ASCII digits, normally {@code 00}
 * @param pids processing or personalizer identifiers, normally none
 * @param applications one section 3 each, at most 255
 */
public record CpsRecord(
        ModuleHeader header,
        String vnl,
        ByteString crn,
        String status,
        List<ByteString> pids,
        List<CpsApplication> applications) {

    /** The usual version of the layout. */
    public static final String VNL = "02.1";

    /** STATUScoll of a record that nobody has touched yet. */
    public static final String STATUS_NONE = "00";

    /** Copies the lists and checks the fixed lengths. */
    public CpsRecord {
        pids = List.copyOf(pids);
        applications = List.copyOf(applications);
        if (vnl.length() != 4 || status.length() != 2) {
            throw new IllegalArgumentException("VNL has 4 and STATUScoll 2 characters");
        }
    }

    /** A record with the usual header values. */
    public static CpsRecord of(ModuleHeader header, List<CpsApplication> applications) {
        return new CpsRecord(header, VNL, ByteString.EMPTY, STATUS_NONE, List.of(), applications);
    }
}
