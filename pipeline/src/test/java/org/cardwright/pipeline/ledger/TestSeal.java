package org.cardwright.pipeline.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.formats.bytes.ByteString;

/** Codes of rows under a key of these tests. */
final class TestSeal {

    private TestSeal() {}

    static RowSeal under(String key) {
        return (context, rows) ->
                rows.stream().map(row -> code(key, context, row)).toList();
    }

    private static String code(String key, String context, List<String> row) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((context + "|").getBytes(StandardCharsets.UTF_8));
            return ByteString.of(mac.doFinal(RowSeal.message(row).toByteArray()))
                    .toHex();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
