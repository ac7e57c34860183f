package org.cardwright.crypto.certification;

import java.util.Optional;
import org.cardwright.crypto.certification.ResponseLayout.Size;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.CertifiedLengths;
import org.cardwright.crypto.prepare.ImportedCertificates.Authorities;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ModulusLengths;

/**
 * How long the fields of a response are that are not always the same. EMV 4.4 Book 2, 5.1.
 *
 * @param caBytes length of the modulus of the authority, N_CA
 * @param remainderBytes length of tag 92
 * @param exponentBytes length of tag 9F32
 */
record ResponseLengths(int caBytes, int remainderBytes, int exponentBytes) {

    /** Digits of the issuer's modulus that a certificate has no place for: N_I - N_CA + 36. */
    private static final int FIXED_BYTES = 36;

    /** Bytes of a file with these lengths. */
    int fileBytes(ResponseLayout layout) {
        int bytes = 0;
        for (ResponseLayout.Slot slot : layout.slots()) {
            bytes += of(slot);
        }
        return bytes;
    }

    /** Length of a slot. */
    int of(ResponseLayout.Slot slot) {
        if (slot.size() == Size.FIXED) {
            return slot.bytes();
        }
        if (slot.size() == Size.AUTHORITY) {
            return caBytes;
        }
        return slot.field() == ResponseField.REMAINDER ? remainderBytes : exponentBytes;
    }

    /** The only lengths that a file of this size can have for that key, where a certificate and a signature stand in it. */
    static ResponseLengths ofFile(ResponseLayout layout, int fileBytes, RsaPublicKey key) {
        int exponent = key.exponent().size();
        int variable = fileBytes - new ResponseLengths(0, 0, exponent).fileBytes(layout);
        int modulus = key.modulus().size();
        int whole = variable / 2;
        if (modulus <= whole - FIXED_BYTES) {
            return new ResponseLengths(whole, 0, exponent);
        }
        // 2 N_CA + (N_I - N_CA + 36) = variable
        int ca = variable - modulus - FIXED_BYTES;
        return new ResponseLengths(ca, Math.max(0, modulus - ca + FIXED_BYTES), exponent);
    }

    /**
     * The lengths that the certificate at the end of a file says, read with the first key of the authority that it was made with.
     *
     * @param caIndex tag 8F
     * @return empty when it was made with none of them
     */
    static Optional<ResponseLengths> ofCertificate(
            ResponseLayout layout, ByteString content, int caIndex, Authorities authorities) {
        int most = Math.min(ModulusLengths.MAX_BYTES, content.size());
        for (int bytes = FIXED_BYTES + 1; bytes <= most; bytes++) {
            ByteString certificate = content.slice(content.size() - bytes);
            Optional<ResponseLengths> found = authorities
                    .find(layout.rid(), caIndex, bytes)
                    .flatMap(key -> CertifiedLengths.of(key, certificate))
                    .map(said -> new ResponseLengths(certificate.size(), said.remainderBytes(), said.exponentBytes()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
