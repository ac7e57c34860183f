package org.cardwright.crypto.hostcommand;

import java.util.List;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.formats.bytes.ByteString;

/** Card verification values made in the device. */
final class HostCardValues implements CardValues {

    private static final int CVV_DIGITS = 3;

    private final HostClient client;

    HostCardValues(HostClient client) {
        this.client = client;
    }

    @Override
    public List<String> cardVerificationValues(List<CardValueRequest> requests) {
        List<String> values = client.all(CardValueCalls.VERIFICATION_VALUE, requests);
        values.forEach(value -> requireDigits(value, CVV_DIGITS, HostOperation.CARD_VERIFICATION_VALUE));
        return values;
    }

    @Override
    public List<ByteString> dataAuthenticationCodes(List<DataAuthenticationCodeRequest> requests) {
        return twoBytes(client.all(CardValueCalls.AUTHENTICATION_CODE, requests));
    }

    @Override
    public List<ByteString> cvc3InitialVectors(List<Cvc3VectorRequest> requests) {
        return twoBytes(client.all(CardValueCalls.CVC3_VECTOR, requests));
    }

    @Override
    public List<String> staticCvc3(List<StaticCvc3Request> requests) {
        List<String> values = client.all(CardValueCalls.STATIC_CVC3, requests);
        for (int i = 0; i < values.size(); i++) {
            requireDigits(values.get(i), requests.get(i).digits(), HostOperation.STATIC_CVC3);
        }
        return values;
    }

    private static List<ByteString> twoBytes(List<ByteString> values) {
        HostResult.require(
                values.stream().allMatch(value -> value.size() == 2),
                HostOperation.DATA_AUTHENTICATION_CODE,
                "a value has not 2 bytes");
        return values;
    }

    private static void requireDigits(String value, int digits, HostOperation operation) {
        HostResult.require(
                HostResult.isDigits(value, digits, digits), operation, "a value has not " + digits + " digits");
    }
}
