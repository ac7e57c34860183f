package org.cardwright.crypto.module;

import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.Party;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.PinSource;

/** PIN blocks and PIN verification values. ISO 9564-1; Visa PVV; IBM 3624. */
public interface Pins {

    /**
     * A PIN to be made for a card whose issuer sends none.
     *
     * @param cardReference order and use, {@code A-000017/PIN}: what the randomness of a test key source depends on
     * @param source how the module comes to the PIN
     * @param pan PAN that the block is bound to
     * @param storageKey PIN_STORAGE key, AES of 256 bits
     */
    record NewPinRequest(String cardReference, PinSource source, Pan pan, KeyName storageKey) {}

    /**
     * New PINs, drawn and not weak, each in a block of format 4 under the storage key; one per request, in order. The block goes into
     * translations, and into PIN verification values under a key of the same owner. No offset is made of it: a caller who had offsets under rules
     * of his choice would have the PIN. A PIN that was lost with its answer nobody has; who keeps an answer asks for that card no more.
     *
     * @throws SecurityModuleException BAD_INPUT when a PIN has not 4 to 12 digits
     */
    List<EncryptedPinBlock> newPins(List<NewPinRequest> requests);

    /**
     * Makes a storage key for PINs inside the module.
     *
     * @param owner issuer of the cards
     * @throws SecurityModuleException KEY_REFUSED when the name is taken, or the device makes such keys at its own console
     */
    void createStorageKey(KeyName name, Party owner);

    /**
     * A PIN block on its way from KEK1 to KEK2.
     *
     * @param cardReference what the randomness of a test key source depends on (fill of formats 1 and 4)
     * @param from PIN key of KEK1, or the storage key of a PIN that was made here
     * @param pinBlock block under that key
     * @param pan PAN that formats 0, 3 and 4 are bound to
     * @param to PIN key of KEK2 with its mode
     * @param toFormat ISO_2 for a chip, or ISO_1
     */
    record PinTranslationRequest(
            String cardReference,
            KeyName from,
            EncryptedPinBlock pinBlock,
            Pan pan,
            WrapUnder to,
            PinBlockFormat toFormat) {}

    /**
     * Translated blocks; one answer per request, in order.
     *
     * @throws SecurityModuleException KEY_REFUSED when a PIN that was made here would go under a key that its issuer has not, or a block of
     *     somebody else under such a key
     */
    List<PinAnswer<ByteString>> translate(List<PinTranslationRequest> requests);

    /**
     * A value computed from the PIN in a block.
     *
     * @param key PVK_PVV key
     * @param keyIndex PVKI, one digit
     * @param pinKey key of the block
     * @param pinBlock block that holds the PIN
     * @param pan application primary account number
     */
    record PinValueRequest(KeyName key, int keyIndex, KeyName pinKey, EncryptedPinBlock pinBlock, Pan pan) {}

    /**
     * PIN verification values, 4 digits each; one answer per request, in order.
     *
     * @throws SecurityModuleException KEY_REFUSED when the two keys belong to two issuers, or in production to nobody
     */
    List<PinAnswer<String>> pinVerificationValues(List<PinValueRequest> requests);

    /**
     * An IBM 3624 offset of the PIN in a block.
     *
     * @param rule key, table and validation data; a table with few digits is refused, because offsets of chosen tables would
     *     give the PIN away
     * @param pinKey key of the block
     * @param pinBlock block that holds the PIN
     * @param pan application primary account number
     */
    record PinOffsetRequest(PinOffsetProfile rule, KeyName pinKey, EncryptedPinBlock pinBlock, Pan pan) {}

    /**
     * IBM 3624 offsets, as many digits as the PIN has; one answer per request, in order.
     *
     * @throws SecurityModuleException KEY_REFUSED when a PIN was made here, or the two keys belong to two issuers, or in production to nobody
     */
    List<PinAnswer<String>> ibmOffsets(List<PinOffsetRequest> requests);

    /**
     * Data encrypted under KEK1 to be encrypted under KEK2.
     *
     * @param from data or key-encryption key of KEK1 with its mode
     * @param cryptogram a whole number of cipher blocks
     * @param to key of KEK2 of the same role with its mode
     */
    record SecretTranslationRequest(WrapUnder from, ByteString cryptogram, WrapUnder to) {}

    /** Re-encrypts further secrets; one answer per request, in order. */
    List<ByteString> translateSecrets(List<SecretTranslationRequest> requests);
}
