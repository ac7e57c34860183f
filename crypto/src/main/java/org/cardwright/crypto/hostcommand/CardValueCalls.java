package org.cardwright.crypto.hostcommand;

import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardValues.CardValueRequest;
import org.cardwright.crypto.module.CardValues.Cvc3VectorRequest;
import org.cardwright.crypto.module.CardValues.DataAuthenticationCodeRequest;
import org.cardwright.crypto.module.CardValues.StaticCvc3Request;
import org.cardwright.formats.bytes.ByteString;

/** Calls that compute card verification values. */
final class CardValueCalls {

    static final HostCall<CardValueRequest, String> VERIFICATION_VALUE = new HostCall<>(
            HostOperation.CARD_VERIFICATION_VALUE,
            request -> HostParts.pan(HostFields.of(HostField.KEY, request.key()), request.pan())
                    .with(HostField.EXPIRY, request.expiry())
                    .with(HostField.SERVICE_CODE, request.serviceCode()),
            fields -> new CardValueRequest(
                    fields.key(HostField.KEY),
                    HostParts.pan(fields),
                    fields.text(HostField.EXPIRY),
                    fields.text(HostField.SERVICE_CODE)),
            CardValueCalls::digits,
            CardValueCalls::digits);

    static final HostCall<DataAuthenticationCodeRequest, ByteString> AUTHENTICATION_CODE = new HostCall<>(
            HostOperation.DATA_AUTHENTICATION_CODE,
            request -> HostParts.card(
                    HostFields.of(HostField.KEY, request.key()), request.pan(), request.panSequenceNumber()),
            fields -> new DataAuthenticationCodeRequest(
                    fields.key(HostField.KEY), HostParts.pan(fields), HostParts.sequenceNumber(fields)),
            CardValueCalls::data,
            CardValueCalls::data);

    static final HostCall<Cvc3VectorRequest, ByteString> CVC3_VECTOR = new HostCall<>(
            HostOperation.CVC3_VECTOR,
            CardValueCalls::vector,
            CardValueCalls::vector,
            CardValueCalls::data,
            CardValueCalls::data);

    static final HostCall<StaticCvc3Request, String> STATIC_CVC3 = new HostCall<>(
            HostOperation.STATIC_CVC3,
            request -> vector(request.vector())
                    .with(HostField.UNPREDICTABLE_NUMBER, request.unpredictableNumber())
                    .with(HostField.TRANSACTION_COUNTER, request.applicationTransactionCounter())
                    .with(HostField.DIGITS, request.digits()),
            fields -> new StaticCvc3Request(
                    vector(fields),
                    fields.bytes(HostField.UNPREDICTABLE_NUMBER),
                    fields.bytes(HostField.TRANSACTION_COUNTER),
                    fields.number(HostField.DIGITS)),
            CardValueCalls::digits,
            CardValueCalls::digits);

    private CardValueCalls() {}

    private static HostFields vector(Cvc3VectorRequest request) {
        HostFields fields = HostFields.of(HostField.KEY, request.key())
                .with(HostField.OPTION, request.option())
                .with(HostField.TRACK_DATA, request.staticTrackData());
        return HostParts.card(fields, request.pan(), request.panSequenceNumber());
    }

    private static Cvc3VectorRequest vector(HostFields fields) {
        return new Cvc3VectorRequest(
                fields.key(HostField.KEY),
                fields.choice(HostField.OPTION, DerivationOption.class),
                HostParts.pan(fields),
                HostParts.sequenceNumber(fields),
                fields.bytes(HostField.TRACK_DATA));
    }

    private static HostFields digits(String value) {
        return HostFields.of(HostField.VALUE, value);
    }

    private static String digits(HostFields fields) {
        return fields.text(HostField.VALUE);
    }

    private static HostFields data(ByteString value) {
        return HostFields.of(HostField.DATA, value);
    }

    private static ByteString data(HostFields fields) {
        return fields.bytes(HostField.DATA);
    }
}
