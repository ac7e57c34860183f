package org.cardwright.crypto.module;

import java.util.List;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;

/** ICC master keys. EMV 4.4 Book 2, A1.4. */
public interface CardKeys {

    /** How the master key of a card comes from that of the issuer. EMV 4.4 Book 2, A1.4.1 to A1.4.3. */
    enum DerivationOption {
        /** 3DES over the rightmost 16 digits of PAN and PAN sequence number. */
        A,
        /** As A for PANs of up to 16 digits, else over decimalised SHA-1. */
        B,
        /** AES. */
        C
    }

    /**
     * Keys of one card that travel in one data grouping.
     *
     * @param issuerMasterKeys in the order of the data grouping, for DGI 8000: AC, SMI, SMC
     * @param option derivation option, the same for all
     * @param pan application primary account number
     * @param panSequenceNumber PAN sequence number
     * @param under KEK2 key of purpose KEK
     */
    record CardKeyRequest(
            List<KeyName> issuerMasterKeys,
            DerivationOption option,
            Pan pan,
            PanSequenceNumber panSequenceNumber,
            WrapUnder under) {}

    /**
     * The answer to one request.
     *
     * @param cryptogram the keys concatenated, unpadded, encrypted as one value
     * @param checkValues one per key, in the same order (3DES: zeros; AES: ones)
     */
    record WrappedCardKeys(ByteString cryptogram, List<KeyCheckValue> checkValues) {}

    /** Derives and wraps; one answer per request, in order. */
    List<WrappedCardKeys> derive(List<CardKeyRequest> requests);
}
