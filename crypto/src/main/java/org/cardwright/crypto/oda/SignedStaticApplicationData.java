package org.cardwright.crypto.oda;

import static org.cardwright.crypto.oda.CertificateTable.SIGNED_STATIC_APPLICATION_DATA;

import java.util.Map;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * What an issuer signs about the data of a card: tag 93. EMV 4.4 Book 2, 5.1 and 5.4.
 *
 * @param dataAuthenticationCode DAC, 2 bytes, reported by the terminal as tag 9F45
 */
public record SignedStaticApplicationData(ByteString dataAuthenticationCode) {

    /** Checks the length. */
    public SignedStaticApplicationData {
        if (dataAuthenticationCode.size() != 2) {
            throw new IllegalArgumentException(
                    "a data authentication code has 2 bytes, was " + dataAuthenticationCode.size());
        }
    }

    /** The block that an issuer key of this length signs. EMV 4.4 Book 2, 5.1, Table 3. */
    ByteString block(int issuerBytes, ByteString staticData) {
        Map<CertificateField, ByteString> values =
                Map.of(CertificateField.DATA_AUTHENTICATION_CODE, dataAuthenticationCode);
        return SignedBlock.encode(SIGNED_STATIC_APPLICATION_DATA, issuerBytes, values, staticData);
    }

    /**
     * The content of tag 93, if a terminal accepts it. EMV 4.4 Book 2, 5.4.
     *
     * @param issuerKey issuer public key
     * @param signature tag 93
     * @param staticData static data to be authenticated, with the AIP where tag 9F4A asks for it
     */
    public static Recovery<SignedStaticApplicationData> recover(
            RsaPublicKey issuerKey, ByteString signature, ByteString staticData) {
        return SignedBlock.recover(SIGNED_STATIC_APPLICATION_DATA, issuerKey, signature, staticData)
                .then(SignedStaticApplicationData::of);
    }

    /** The same for a block that was recovered already. */
    static Recovery<SignedStaticApplicationData> read(ByteString block, ByteString staticData) {
        return SignedBlock.read(SIGNED_STATIC_APPLICATION_DATA, block, staticData)
                .then(SignedStaticApplicationData::of);
    }

    private static Recovery<SignedStaticApplicationData> of(BlockFields fields) {
        return Recovery.of(new SignedStaticApplicationData(fields.get(CertificateField.DATA_AUTHENTICATION_CODE)));
    }
}
