package org.cardwright.crypto.hostcommand;

import java.util.List;
import java.util.function.Function;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.Pins.PinTranslationRequest;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PinBlockFormat;

/** Questions that are answered yes or no. */
final class CheckCalls {

    /** Wrapped parts and the public key they shall belong to. */
    record PrivateKey(List<ByteString> parts, WrapUnder under, RsaPublicKey publicKey, int paddingFiller) {}

    /** Wrapped keys and the check values they shall have. */
    record CheckValues(ByteString cryptogram, WrapUnder under, List<KeyCheckValue> checkValues) {}

    /** Wrapped keys and what they shall be derived from. */
    record CardKeysOf(ByteString cryptogram, CardKeyRequest request) {}

    /** A wrapped PIN block. */
    record PinBlockOf(ByteString cryptogram, WrapUnder under, PinBlockFormat format) {}

    /** A wrapped PIN block and the digits that its PIN shall have. */
    record PinLengthOf(PinBlockOf block, int digits) {}

    /** A wrapped PIN block and the one that the issuer sent. */
    record SamePin(ByteString cryptogram, PinTranslationRequest sent) {}

    static final HostCall<PrivateKey, Boolean> PRIVATE_KEY = question(
            HostOperation.CHECK_PRIVATE_KEY,
            asked -> HostParts.publicKey(
                    HostParts.under(
                            HostFields.of(HostField.PARTS, HostParts.cryptograms(asked.parts()))
                                    .with(HostField.PADDING_FILLER, asked.paddingFiller()),
                            asked.under()),
                    asked.publicKey()),
            fields -> new PrivateKey(
                    HostParts.cryptograms(fields),
                    HostParts.under(fields),
                    HostParts.publicKey(fields),
                    fields.number(HostField.PADDING_FILLER)));

    static final HostCall<CheckValues, Boolean> CHECK_VALUES = question(
            HostOperation.CHECK_CHECK_VALUES,
            asked -> HostParts.under(cryptogram(asked.cryptogram()), asked.under())
                    .with(HostField.CHECK_VALUES, HostParts.checkValues(asked.checkValues())),
            fields -> new CheckValues(
                    fields.bytes(HostField.CRYPTOGRAM), HostParts.under(fields), HostParts.checkValues(fields)));

    static final HostCall<CardKeysOf, Boolean> CARD_KEYS = question(
            HostOperation.CHECK_CARD_KEYS,
            asked -> CardKeyCalls.request(asked.request()).with(HostField.CRYPTOGRAM, asked.cryptogram()),
            fields -> new CardKeysOf(fields.bytes(HostField.CRYPTOGRAM), CardKeyCalls.request(fields)));

    static final HostCall<PinBlockOf, Boolean> PIN_BLOCK =
            question(HostOperation.CHECK_PIN_BLOCK, CheckCalls::pinBlock, CheckCalls::pinBlock);

    static final HostCall<PinLengthOf, Boolean> PIN_LENGTH = question(
            HostOperation.CHECK_PIN_LENGTH,
            asked -> pinBlock(asked.block()).with(HostField.PIN_DIGITS, asked.digits()),
            fields -> new PinLengthOf(pinBlock(fields), fields.number(HostField.PIN_DIGITS)));

    static final HostCall<SamePin, Boolean> SAME_PIN = question(
            HostOperation.CHECK_SAME_PIN,
            asked -> PinCalls.translation(asked.sent()).with(HostField.CRYPTOGRAM, asked.cryptogram()),
            fields -> new SamePin(fields.bytes(HostField.CRYPTOGRAM), PinCalls.translation(fields)));

    private CheckCalls() {}

    private static HostFields pinBlock(PinBlockOf asked) {
        return HostParts.under(cryptogram(asked.cryptogram()), asked.under()).with(HostField.FORMAT, asked.format());
    }

    private static PinBlockOf pinBlock(HostFields fields) {
        return new PinBlockOf(
                fields.bytes(HostField.CRYPTOGRAM),
                HostParts.under(fields),
                fields.choice(HostField.FORMAT, PinBlockFormat.class));
    }

    private static <Q> HostCall<Q, Boolean> question(
            HostOperation operation, Function<Q, HostFields> ask, Function<HostFields, Q> asked) {
        return new HostCall<>(
                operation,
                ask,
                asked,
                fits -> HostFields.of(HostField.FITS, HostChoice.YesNo.of(fits)),
                fields -> fields.isYes(HostField.FITS));
    }

    private static HostFields cryptogram(ByteString cryptogram) {
        return HostFields.of(HostField.CRYPTOGRAM, cryptogram);
    }
}
