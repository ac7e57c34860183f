package org.cardwright.crypto.module;

import java.util.List;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.module.CardKeys.WrappedCardKeys;
import org.cardwright.formats.bytes.ByteString;

/** Card keys that never leave a device in clear: derived, wrapped and checked inside. */
interface DeviceDerivation {

    /**
     * Derives all keys of a card and wraps them as one value.
     *
     * @param issuerMasterKeys in the order of the data grouping
     * @param input what each of them encrypts, Y and its complement; EMV 4.4 Book 2, A1.4
     * @param under key of KEK2
     * @param mode how the value is encrypted
     */
    WrappedCardKeys derive(
            List<KeyAttributes> issuerMasterKeys, byte[] input, KeyAttributes under, WrapUnder.Mode mode);

    /** Are these the check values of the keys in a wrapped value? Keys of one length each. */
    boolean checkValuesFit(
            ByteString wrappedKeys, KeyAttributes under, WrapUnder.Mode mode, List<KeyCheckValue> values);
}
