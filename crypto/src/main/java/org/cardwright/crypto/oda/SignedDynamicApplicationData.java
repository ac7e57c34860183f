package org.cardwright.crypto.oda;

import static org.cardwright.crypto.oda.CertificateTable.SIGNED_DYNAMIC_APPLICATION_DATA;

import java.util.Map;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * What a card signs for one transaction: tag 9F4B. EMV 4.4 Book 2, 6.5 (DDA) and 6.6 (CDA).
 *
 * @param iccDynamicData length and ICC dynamic number, for CDA followed by CID, cryptogram and transaction data hash code
 */
public record SignedDynamicApplicationData(ByteString iccDynamicData) {

    /**
     * The block that the card signs. EMV 4.4 Book 2, 6.5.1, Table 15; 6.6.1, Table 18.
     *
     * @param iccBytes length of the ICC modulus
     * @param terminalData values of the DDOL (DDA) or the unpredictable number 9F37 (CDA)
     */
    public ByteString block(int iccBytes, ByteString terminalData) {
        Map<CertificateField, ByteString> values = Map.of(
                CertificateField.DYNAMIC_DATA_LENGTH,
                ByteString.ofUnsigned(iccDynamicData.size(), 1),
                CertificateField.DYNAMIC_DATA,
                iccDynamicData);
        return SignedBlock.encode(SIGNED_DYNAMIC_APPLICATION_DATA, iccBytes, values, terminalData);
    }

    /** The content of tag 9F4B, if a terminal accepts it. EMV 4.4 Book 2, 6.5.2 and 6.6.2, steps 1 to 8. */
    public static Recovery<SignedDynamicApplicationData> recover(
            RsaPublicKey iccKey, ByteString signature, ByteString terminalData) {
        return SignedBlock.recover(SIGNED_DYNAMIC_APPLICATION_DATA, iccKey, signature, terminalData)
                .then(SignedDynamicApplicationData::of);
    }

    /**
     * Transaction data hash code. EMV 4.4 Book 2, 6.6.2, step 11.
     *
     * @param dolValues values of PDOL, CDOL1 and, for the second GENERATE AC, CDOL2
     * @param responseWithoutSignature data objects of the response in order, without tag 9F4B
     */
    public static ByteString transactionDataHashCode(ByteString dolValues, ByteString responseWithoutSignature) {
        return Sha1.hash(dolValues.plus(responseWithoutSignature));
    }

    private static Recovery<SignedDynamicApplicationData> of(BlockFields fields) {
        int length = fields.get(CertificateField.DYNAMIC_DATA_LENGTH).unsignedAt(0);
        ByteString padded = fields.get(CertificateField.DYNAMIC_DATA);
        return length > padded.size()
                ? Recovery.refused(CertificateFault.KEY_LENGTH)
                : Recovery.of(new SignedDynamicApplicationData(padded.slice(0, length)));
    }
}
