package org.cardwright.crypto.module;

import java.util.List;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PinBlockFormat;

/** What a verifier may ask about values under KEK2. Every answer is yes or no. */
public interface WrappedSecretChecks {

    /**
     * Do these five parts (order of DGIs 8201 to 8205) make the private key of this modulus and exponent, and is their padding
     * right?
     *
     * @param paddingFiller byte after the mandatory 80, normally 00
     */
    boolean privateKeyFits(
            List<ByteString> wrappedParts, WrapUnder under, KeyInventory.RsaPublicKey publicKey, int paddingFiller);

    /** Do the keys inside the cryptogram, in order, have these check values? */
    boolean checkValuesFit(ByteString wrappedKeys, WrapUnder under, List<KeyCheckValue> checkValues);

    /**
     * Are the keys inside the cryptogram those that the request derives?
     *
     * @param request what should have been derived; its {@code under} is the key of the cryptogram
     */
    boolean cardKeysFit(ByteString wrappedKeys, CardKeys.CardKeyRequest request);

    /** Does the cryptogram hold a well-formed block (ISO_1 or ISO_2) with a PIN of 4 to 12 digits? */
    boolean pinBlockWellFormed(ByteString wrappedBlock, WrapUnder under, PinBlockFormat format);

    /**
     * The same, with a PIN of so many digits? What the digits are nobody may ask: a question about a list of PINs, or about a shape, would tell the
     * PIN after a few.
     *
     * @param digits 4 to 12
     */
    boolean pinHasDigits(ByteString wrappedBlock, WrapUnder under, PinBlockFormat format, int digits);

    /**
     * Does the cryptogram hold the PIN that the issuer sent, whatever fills the two blocks?
     *
     * @param sent how that PIN goes from KEK1 to KEK2; its {@code to} is the key of the cryptogram, its format that of the block
     *     inside
     */
    boolean samePin(ByteString wrappedBlock, Pins.PinTranslationRequest sent);
}
