package org.cardwright.crypto.module;

import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;

/** Card verification values: CVV, iCVV, CVC3. No public standard; the rules of Visa and Mastercard. */
public interface CardValues {

    /**
     * One value.
     *
     * @param key card verification key
     * @param pan application primary account number
     * @param expiry four digits in the order the value wants (YYMM, or MMYY for some CVV2)
     * @param serviceCode three digits: that of the stripe, 999 (iCVV) or 000 (CVV2)
     */
    record CardValueRequest(KeyName key, Pan pan, String expiry, String serviceCode) {
        /** Key and masked PAN only. */
        @Override
        public String toString() {
            return "CardValueRequest(" + key + ", " + pan + ")";
        }
    }

    /** Three digits each, in order. */
    List<String> cardVerificationValues(List<CardValueRequest> requests);

    /**
     * A data authentication code.
     *
     * @param key IMK_DAC key
     * @param pan application primary account number
     * @param panSequenceNumber PAN sequence number
     */
    record DataAuthenticationCodeRequest(KeyName key, Pan pan, PanSequenceNumber panSequenceNumber) {}

    /**
     * DAC: the two leftmost bytes of 3DES over the rightmost 16 digits of PAN and PAN sequence number; in order. How issuers
     * make it is theirs (EMV 4.4 Book 2, 5.4, Table 3); this way is the usual one, recalled and not from a published vector.
     */
    List<ByteString> dataAuthenticationCodes(List<DataAuthenticationCodeRequest> requests);

    /**
     * An initial vector for dynamic CVC3.
     *
     * @param key IMK_CVC3 key
     * @param option derivation option of KD_CVC3
     * @param pan application primary account number
     * @param panSequenceNumber PAN sequence number
     * @param staticTrackData packed track 2 with D separator and trailing F, or ASCII track 1 starting with B
     */
    record Cvc3VectorRequest(
            KeyName key,
            CardKeys.DerivationOption option,
            Pan pan,
            PanSequenceNumber panSequenceNumber,
            ByteString staticTrackData) {}

    /** IVCVC3, two bytes each, in order. */
    List<ByteString> cvc3InitialVectors(List<Cvc3VectorRequest> requests);

    /**
     * A static CVC3.
     *
     * @param vector what IVCVC3 is computed from
     * @param unpredictableNumber 4 bytes
     * @param applicationTransactionCounter 2 bytes
     * @param digits 1 to 5
     */
    record StaticCvc3Request(
            Cvc3VectorRequest vector,
            ByteString unpredictableNumber,
            ByteString applicationTransactionCounter,
            int digits) {}

    /** CVC3 values for fixed inputs, decimal digits each, in order. */
    List<String> staticCvc3(List<StaticCvc3Request> requests);
}
