package org.cardwright.crypto.module;

import java.util.List;
import java.util.function.Supplier;
import org.cardwright.crypto.cvv.CardVerificationValue;
import org.cardwright.crypto.cvv.Cvc3;
import org.cardwright.crypto.derive.DigitBlock;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/** Card verification values in software. */
final class SoftCardValues implements CardValues {

    private static final int DAC_BLOCK_BYTES = 8;
    private static final int DAC_BYTES = 2;

    private final KeyRing ring;

    SoftCardValues(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public List<String> cardVerificationValues(List<CardValueRequest> requests) {
        return ring.inSession(session -> requests.stream()
                .map(request -> cardVerificationValue(session, request))
                .toList());
    }

    private static String cardVerificationValue(KeySession session, CardValueRequest request) {
        CardVerificationValue engine = session.cardVerificationValue(request.key(), KeyNeed.internal(KeyPurpose.CVK));
        return malformedIsBadInput(
                () -> engine.compute(request.pan().digits(), request.expiry(), request.serviceCode()));
    }

    @Override
    public List<ByteString> dataAuthenticationCodes(List<DataAuthenticationCodeRequest> requests) {
        return ring.inSession(session -> requests.stream()
                .map(request -> {
                    String digits =
                            request.pan().digits() + request.panSequenceNumber().digits();
                    byte[] encrypted = session.cipher(request.key(), KeyNeed.internal(KeyPurpose.IMK_DAC))
                            .encryptEcb(DigitBlock.alignedRight(digits, DAC_BLOCK_BYTES));
                    return ByteString.copyOf(encrypted, 0, DAC_BYTES);
                })
                .toList());
    }

    @Override
    public List<ByteString> cvc3InitialVectors(List<Cvc3VectorRequest> requests) {
        return ring.inSession(session -> requests.stream()
                .map(request -> {
                    try (Cvc3 cvc3 = cvc3(session, request)) {
                        return cvc3.initialVector(request.staticTrackData());
                    }
                })
                .toList());
    }

    @Override
    public List<String> staticCvc3(List<StaticCvc3Request> requests) {
        return ring.inSession(session -> requests.stream()
                .map(request -> malformedIsBadInput(() -> staticCvc3(session, request)))
                .toList());
    }

    private static String staticCvc3(KeySession session, StaticCvc3Request request) {
        try (Cvc3 cvc3 = cvc3(session, request.vector())) {
            return cvc3.compute(
                    cvc3.initialVector(request.vector().staticTrackData()),
                    request.unpredictableNumber(),
                    request.applicationTransactionCounter(),
                    request.digits());
        }
    }

    private static Cvc3 cvc3(KeySession session, Cvc3VectorRequest request) {
        session.requireTransit("a card key");
        try (SecretBytes cardKey = SoftCardKeys.cardKey(
                session.cipher(request.key(), KeyNeed.internal(KeyPurpose.IMK_CVC3)),
                request.option(),
                request.pan().digits(),
                request.panSequenceNumber().digits())) {
            return new Cvc3(cardKey);
        }
    }

    private static String malformedIsBadInput(Supplier<String> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException malformed) {
            throw Refusal.badInput(String.valueOf(malformed.getMessage()));
        }
    }
}
