package org.cardwright.crypto.hostcommand;

import java.util.List;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.Pins.PinTranslationRequest;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.crypto.module.WrappedSecretChecks;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PinBlockFormat;

/** Questions to the device; what is too long to be right is answered with no at once. */
final class HostChecks implements WrappedSecretChecks {

    private static final int PARTS = 5;

    private final HostClient client;

    HostChecks(HostClient client) {
        this.client = client;
    }

    @Override
    public boolean privateKeyFits(
            List<ByteString> wrappedParts, WrapUnder under, RsaPublicKey publicKey, int paddingFiller) {
        int most = client.most(HostOperation.CHECK_PRIVATE_KEY, HostField.CRYPTOGRAM);
        int mostModulus = client.most(HostOperation.CHECK_PRIVATE_KEY, HostField.MODULUS);
        return wrappedParts.size() == PARTS
                && wrappedParts.stream().allMatch(part -> part.size() <= most)
                && publicKey.modulus().size() <= mostModulus
                && client.one(
                        CheckCalls.PRIVATE_KEY,
                        new CheckCalls.PrivateKey(wrappedParts, under, publicKey, paddingFiller));
    }

    @Override
    public boolean checkValuesFit(ByteString wrappedKeys, WrapUnder under, List<KeyCheckValue> checkValues) {
        return hasRoom(HostOperation.CHECK_CHECK_VALUES, wrappedKeys)
                && client.one(CheckCalls.CHECK_VALUES, new CheckCalls.CheckValues(wrappedKeys, under, checkValues));
    }

    @Override
    public boolean cardKeysFit(ByteString wrappedKeys, CardKeyRequest request) {
        return hasRoom(HostOperation.CHECK_CARD_KEYS, wrappedKeys)
                && client.one(CheckCalls.CARD_KEYS, new CheckCalls.CardKeysOf(wrappedKeys, request));
    }

    @Override
    public boolean pinBlockWellFormed(ByteString wrappedBlock, WrapUnder under, PinBlockFormat format) {
        return hasRoom(HostOperation.CHECK_PIN_BLOCK, wrappedBlock)
                && client.one(CheckCalls.PIN_BLOCK, new CheckCalls.PinBlockOf(wrappedBlock, under, format));
    }

    @Override
    public boolean pinHasDigits(ByteString wrappedBlock, WrapUnder under, PinBlockFormat format, int digits) {
        return hasRoom(HostOperation.CHECK_PIN_LENGTH, wrappedBlock)
                && client.one(
                        CheckCalls.PIN_LENGTH,
                        new CheckCalls.PinLengthOf(new CheckCalls.PinBlockOf(wrappedBlock, under, format), digits));
    }

    @Override
    public boolean samePin(ByteString wrappedBlock, PinTranslationRequest sent) {
        return hasRoom(HostOperation.CHECK_SAME_PIN, wrappedBlock)
                && client.one(CheckCalls.SAME_PIN, new CheckCalls.SamePin(wrappedBlock, sent));
    }

    private boolean hasRoom(HostOperation operation, ByteString cryptogram) {
        return cryptogram.size() <= client.most(operation, HostField.CRYPTOGRAM);
    }
}
