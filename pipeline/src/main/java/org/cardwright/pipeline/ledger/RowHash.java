package org.cardwright.pipeline.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A SHA-256 over rows, one after the other, that keeps none of them. */
final class RowHash {

    private final MessageDigest digest;
    private int rows;

    RowHash() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Every row with its number of fields, and every field with its length in front: no two lists of rows give the same bytes. */
    void add(List<String> fields) {
        rows++;
        digest.update((fields.size() + ";").getBytes(StandardCharsets.UTF_8));
        for (String field : fields) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
    }

    int rows() {
        return rows;
    }

    /** 64 upper-case hexadecimal digits; nothing is added afterwards. */
    String end() {
        return HexFormat.of().withUpperCase().formatHex(digest.digest());
    }
}
