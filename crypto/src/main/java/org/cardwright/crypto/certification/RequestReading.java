package org.cardwright.crypto.certification;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.CertificateDates;
import org.cardwright.crypto.oda.KeyLengthLimits;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.card.ExpirationDate;

/** One request of our own format on its way from bytes to values, every byte of it checked. RFC 8017, 8.2.2. */
final class RequestReading {

    /** 1024 bits, the shortest issuer key that is made or taken. */
    private static final int LEAST_MODULUS_BYTES = 128;

    private final String file;
    private final ByteString content;
    private final Map<RequestField, Integer> offsets = new EnumMap<>(RequestField.class);
    private final Map<RequestField, ByteString> values = new EnumMap<>(RequestField.class);

    RequestReading(String file, ByteString content) {
        this.file = file;
        this.content = content;
    }

    IssuerKeyRequest verified() throws MalformedFileException {
        cut();
        RsaPublicKey key = new RsaPublicKey(get(RequestField.MODULUS), get(RequestField.EXPONENT));
        if (key.modulus().size() < LEAST_MODULUS_BYTES
                || !KeyLengthLimits.forIssuerCertificate(key, key).isEmpty()) {
            throw refused(RequestField.MODULUS, RequestRule.KEY, "no issuer key of EMV 4.4 Book 2, 5.1");
        }
        SignatureFrame frame = SignatureFrame.SHA256_DIGEST_INFO;
        if (!frame.hash(before(RequestField.HASH)).equals(get(RequestField.HASH))) {
            throw refused(RequestField.HASH, RequestRule.HASH, "not that of the bytes before it");
        }
        if (frame.check(key, get(RequestField.SIGNATURE), before(RequestField.SIGNATURE))
                != SignatureFrame.Finding.SOUND) {
            throw refused(RequestField.SIGNATURE, RequestRule.SIGNATURE, "not made with the key of the request");
        }
        return request(key);
    }

    private void cut() throws MalformedFileException {
        int at = 0;
        for (RequestField field : RequestField.values()) {
            int end = at + length(field, at);
            offsets.put(field, at);
            if (end > content.size()) {
                throw refused(field, RequestRule.SHAPE, "the file ends before it does");
            }
            values.put(field, content.slice(at, end));
            if (field == RequestField.HEADER) {
                constant(field, GenericKeyRequest.HEADER);
            } else if (field == RequestField.VERSION) {
                constant(field, GenericKeyRequest.VERSION);
            }
            at = end;
        }
        if (at != content.size()) {
            throw refused(RequestField.SIGNATURE, RequestRule.SHAPE, "the file goes on behind it");
        }
    }

    private int length(RequestField field, int at) {
        if (field.bytes() == RequestField.COUNTED) {
            return content.unsignedAt(at - 1);
        }
        return field.bytes() == RequestField.MODULUS_BYTES
                ? get(RequestField.MODULUS).size()
                : field.bytes();
    }

    private IssuerKeyRequest request(RsaPublicKey key) throws MalformedFileException {
        Optional<ExpirationDate> expiration = CertificateDates.decode(get(RequestField.EXPIRATION));
        if (expiration.isEmpty()) {
            throw refused(RequestField.EXPIRATION, RequestRule.CONTENT, "required MMYY");
        }
        if (!get(RequestField.TRACKING_NUMBER).toHex().matches("[0-9]{6}")) {
            throw refused(RequestField.TRACKING_NUMBER, RequestRule.CONTENT, "required 6 digits");
        }
        return new IssuerKeyRequest(
                get(RequestField.RID),
                identifier(),
                new IssuerKeyRequest.References(
                        get(RequestField.KEY_INDEX), get(RequestField.TRACKING_NUMBER), get(RequestField.SERVICE)),
                expiration.get(),
                key);
    }

    private String identifier() throws MalformedFileException {
        try {
            String digits = CompressedNumeric.decode(get(RequestField.ISSUER_IDENTIFIER));
            if (digits.length() >= 3) {
                return digits;
            }
        } catch (IllegalArgumentException notDigits) {
            // refused below, in words of this file
        }
        throw refused(
                RequestField.ISSUER_IDENTIFIER, RequestRule.CONTENT, "required 3 to 8 digits padded right with F");
    }

    private void constant(RequestField field, ByteString required) throws MalformedFileException {
        if (!get(field).equals(required)) {
            throw refused(field, RequestRule.CONTENT, "required " + required.toHex());
        }
    }

    private ByteString get(RequestField field) {
        return Objects.requireNonNull(values.get(field));
    }

    private ByteString before(RequestField field) {
        return content.slice(0, Objects.requireNonNull(offsets.get(field)));
    }

    private MalformedFileException refused(RequestField field, RequestRule rule, String reason) {
        return new MalformedFileException(
                file, "offset " + offsets.get(field) + ", " + field.words(), rule.id(), reason);
    }
}
