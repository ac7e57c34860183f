package org.cardwright.perso.show;

import java.util.Map;
import org.cardwright.perso.dgi.DgiId;

/**
 * What a data grouping usually holds. The number means nothing without the applet; the catalogue is that of EMV CPS and of
 * the applets in use.
 */
final class DgiCatalogue {

    private static final Map<Integer, String> MEANINGS = Map.ofEntries(
            Map.entry(0x0062, "file creation parameters"),
            Map.entry(0x00CF, "key diversification data"),
            Map.entry(0x3000, "application internal data common to all cards"),
            Map.entry(0x3001, "application internal data: limits and risk parameters"),
            Map.entry(0x7FFF, "completion"),
            Map.entry(0x8000, "card keys: application cryptogram, script MAC, script encipherment"),
            Map.entry(0x8001, "second set of card keys"),
            Map.entry(0x8010, "reference PIN block"),
            Map.entry(0x8101, "ICC private key, exponent"),
            Map.entry(0x8102, "ICC PIN-encipherment private key, exponent"),
            Map.entry(0x8103, "ICC private key, modulus"),
            Map.entry(0x8104, "ICC PIN-encipherment private key, modulus"),
            Map.entry(0x8201, "ICC private key, q^-1 mod p"),
            Map.entry(0x8202, "ICC private key, d mod (q-1)"),
            Map.entry(0x8203, "ICC private key, d mod (p-1)"),
            Map.entry(0x8204, "ICC private key, prime q"),
            Map.entry(0x8205, "ICC private key, prime p"),
            Map.entry(0x8301, "ICC PIN-encipherment private key, q^-1 mod p"),
            Map.entry(0x8302, "ICC PIN-encipherment private key, d mod (q-1)"),
            Map.entry(0x8303, "ICC PIN-encipherment private key, d mod (p-1)"),
            Map.entry(0x8304, "ICC PIN-encipherment private key, prime q"),
            Map.entry(0x8305, "ICC PIN-encipherment private key, prime p"),
            Map.entry(0x8400, "key for dynamic card verification codes"),
            Map.entry(0x8401, "key for dynamic card verification codes, or second set"),
            Map.entry(0x9000, "check values of the card keys"),
            Map.entry(0x9001, "check values of the second set of card keys"),
            Map.entry(0x9010, "PIN try counter and limit"),
            Map.entry(0x9102, "answer to SELECT, contact"),
            Map.entry(0x9103, "answer to SELECT, contactless, or check values of a second key set"),
            Map.entry(0x9104, "answer to GET PROCESSING OPTIONS, contact"),
            Map.entry(0x9115, "answer to GET PROCESSING OPTIONS, contactless online"),
            Map.entry(0x9117, "answer to GET PROCESSING OPTIONS, contactless with offline data authentication"),
            Map.entry(0x9200, "data for GENERATE AC"),
            Map.entry(0x9206, "answer to GET PROCESSING OPTIONS, contactless magnetic stripe"),
            Map.entry(0x9207, "answer to GET PROCESSING OPTIONS, contactless"),
            Map.entry(0x9208, "answer to GET PROCESSING OPTIONS, contactless"),
            Map.entry(0xA001, "answer to SELECT (M/Chip)"),
            Map.entry(0xA002, "risk management data (M/Chip, positional)"),
            Map.entry(0xA005, "answer to GET PROCESSING OPTIONS, contact (M/Chip, positional)"),
            Map.entry(0xA006, "ICC dynamic number key (M/Chip)"),
            Map.entry(0xA007, "counters and limits (M/Chip)"),
            Map.entry(0xA008, "key derivation settings (M/Chip)"),
            Map.entry(0xA009, "life-cycle data (M/Chip)"),
            Map.entry(0xA012, "contact risk data (M/Chip)"),
            Map.entry(0xA016, "second ICC dynamic number key (M/Chip)"),
            Map.entry(0xA022, "contactless risk data (M/Chip)"),
            Map.entry(0xB002, "transaction log (M/Chip)"),
            Map.entry(0xB005, "answer to GET PROCESSING OPTIONS, contactless (M/Chip, positional)"),
            Map.entry(0xB010, "initial vectors of dynamic card verification codes (M/Chip)"),
            Map.entry(0xB023, "initial vectors of dynamic card verification codes (M/Chip)"),
            Map.entry(0xB104, "answer to GET PROCESSING OPTIONS, contactless"));

    private DgiCatalogue() {}

    static String meaning(DgiId id) {
        if (id.isRecord()) {
            return "record " + id.recordNumber() + " of file " + id.sfi();
        }
        return MEANINGS.getOrDefault(id.value(), "vendor data");
    }

    /** True for the groups 80 to 8F and named vendor keys: never shown, even when a broken file has them in clear. */
    static boolean isSecret(DgiId id) {
        return id.value() >> 12 == 0x8 || id.value() == 0xA006 || id.value() == 0xA016;
    }
}
