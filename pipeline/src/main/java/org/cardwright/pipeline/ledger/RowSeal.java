package org.cardwright.pipeline.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeptCodes;
import org.cardwright.crypto.module.Seals;
import org.cardwright.formats.bytes.ByteString;

/**
 * Authentication codes over rows of the ledger, so that who can only write the database can change none of them unseen.
 *
 * <p>HMAC-SHA-256 (RFC 2104) over every field, each with its length in front, under a RECORD_MAC key that never leaves the
 * security module. PCI Card Production, Logical, 6.4: logs are protected against change.
 */
@FunctionalInterface
public interface RowSeal {

    /**
     * One code per row, 64 upper-case hexadecimal digits.
     *
     * @param context what kind of row it is: no row of one kind passes for one of another
     * @param rows the fields of each row
     */
    List<String> all(String context, List<List<String>> rows);

    /**
     * The code of one row that is kept, or compared with one that was.
     *
     * @throws org.cardwright.crypto.module.SecurityModuleException WRONG_RESULT when the module gives two codes for it
     */
    default String of(String context, List<String> fields) {
        return KeptCodes.agreed(() -> all(context, List.of(fields)).get(0));
    }

    /** Under a key of a module. */
    static RowSeal under(Seals seals, KeyName key) {
        return (context, rows) -> rows.isEmpty()
                ? List.of()
                : seals.mac(key, context, rows.stream().map(RowSeal::message).toList()).stream()
                        .map(ByteString::toHex)
                        .toList();
    }

    /** Every field with its length in front: no two rows give the same bytes. */
    static ByteString message(List<String> fields) {
        ByteString message = ByteString.EMPTY;
        for (String field : fields) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            message = message.plus(ByteString.ascii(bytes.length + ":")).plus(ByteString.of(bytes));
        }
        return message;
    }
}
