package org.cardwright.pipeline.launch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/** What makes two batches the same: issuer, content, layout, profiles and keys; never a file name, never a date. */
final class BatchIdentity {

    private static final String DOMAIN = "cardwright batch 1";

    private BatchIdentity() {}

    /** SHA-256 over issuer, source hash and sorted parts, each field with its length in front; 64 lower-case digits. */
    static String of(String issuer, ByteString sourceSha256, List<IdentityPart> parts) {
        MessageDigest digest = sha256();
        add(digest, DOMAIN);
        add(digest, issuer);
        add(digest, sourceSha256.toHex());
        for (IdentityPart part : parts.stream().sorted().toList()) {
            add(digest, part.kind());
            add(digest, part.name());
            add(digest, part.value());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
