package org.cardwright.crypto.hostcommand;

import org.cardwright.crypto.module.Pins.NewPinRequest;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.PinSource;

/** Calls that make PINs. What is weak the device knows: no request says it. */
final class NewPinCalls {

    static final HostCall<NewPinRequest, EncryptedPinBlock> RANDOM = new HostCall<>(
            HostOperation.GENERATE_PIN,
            request -> HostParts.pan(
                            HostFields.of(HostField.CARD_REFERENCE, request.cardReference())
                                    .with(HostField.PIN_KEY, request.storageKey()),
                            request.pan())
                    .with(HostField.PIN_DIGITS, request.source().digits()),
            fields -> new NewPinRequest(
                    fields.text(HostField.CARD_REFERENCE),
                    new PinSource.Random(fields.number(HostField.PIN_DIGITS)),
                    HostParts.pan(fields),
                    fields.key(HostField.PIN_KEY)),
            block -> HostFields.of(HostField.PIN_BLOCK, block.cryptogram()),
            fields -> stored(fields.bytes(HostField.PIN_BLOCK)));

    private NewPinCalls() {}

    private static EncryptedPinBlock stored(ByteString block) {
        return HostFields.checked(() -> new EncryptedPinBlock(PinBlockFormat.ISO_4, block));
    }
}
