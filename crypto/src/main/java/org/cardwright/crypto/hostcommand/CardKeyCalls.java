package org.cardwright.crypto.hostcommand;

import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardKeys.WrappedCardKeys;

/** The call that derives card keys. */
final class CardKeyCalls {

    static final HostCall<CardKeyRequest, WrappedCardKeys> DERIVE = new HostCall<>(
            HostOperation.DERIVE_CARD_KEYS,
            CardKeyCalls::request,
            CardKeyCalls::request,
            keys -> HostFields.of(HostField.CRYPTOGRAM, keys.cryptogram())
                    .with(HostField.CHECK_VALUES, HostParts.checkValues(keys.checkValues())),
            fields -> new WrappedCardKeys(fields.bytes(HostField.CRYPTOGRAM), HostParts.checkValues(fields)));

    private CardKeyCalls() {}

    static HostFields request(CardKeyRequest request) {
        HostFields fields = HostFields.of(HostField.MASTERS, HostParts.keys(request.issuerMasterKeys()))
                .with(HostField.OPTION, request.option());
        return HostParts.under(HostParts.card(fields, request.pan(), request.panSequenceNumber()), request.under());
    }

    static CardKeyRequest request(HostFields fields) {
        return new CardKeyRequest(
                HostParts.keys(fields),
                fields.choice(HostField.OPTION, DerivationOption.class),
                HostParts.pan(fields),
                HostParts.sequenceNumber(fields),
                HostParts.under(fields));
    }
}
