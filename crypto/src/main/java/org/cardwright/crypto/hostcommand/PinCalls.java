package org.cardwright.crypto.hostcommand;

import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.PinAnswer;
import org.cardwright.crypto.module.Pins.PinOffsetRequest;
import org.cardwright.crypto.module.Pins.PinTranslationRequest;
import org.cardwright.crypto.module.Pins.PinValueRequest;
import org.cardwright.crypto.module.Pins.SecretTranslationRequest;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;

/** Calls about PIN blocks and other secrets between KEK1 and KEK2. ISO 9564-1. */
final class PinCalls {

    static final HostCall<PinTranslationRequest, PinAnswer<ByteString>> TRANSLATE = new HostCall<>(
            HostOperation.TRANSLATE_PIN,
            PinCalls::translation,
            PinCalls::translation,
            answer -> HostFields.of(HostField.OUTCOME, outcome(answer))
                    .with(HostField.PIN_BLOCK, answer.made().orElse(ByteString.EMPTY)),
            fields -> answer(fields, fields.bytes(HostField.PIN_BLOCK)));

    static final HostCall<PinValueRequest, PinAnswer<String>> VERIFICATION_VALUE = new HostCall<>(
            HostOperation.PIN_VERIFICATION_VALUE,
            request -> HostParts.pan(
                    HostParts.pinBlock(
                            HostFields.of(HostField.KEY, request.key())
                                    .with(HostField.KEY_INDEX, request.keyIndex())
                                    .with(HostField.PIN_KEY, request.pinKey()),
                            request.pinBlock()),
                    request.pan()),
            fields -> new PinValueRequest(
                    fields.key(HostField.KEY),
                    fields.number(HostField.KEY_INDEX),
                    fields.key(HostField.PIN_KEY),
                    HostParts.pinBlock(fields),
                    HostParts.pan(fields)),
            PinCalls::value,
            PinCalls::value);

    static final HostCall<PinOffsetRequest, PinAnswer<String>> OFFSET = new HostCall<>(
            HostOperation.PIN_OFFSET, PinCalls::offset, PinCalls::offset, PinCalls::value, PinCalls::value);

    static final HostCall<SecretTranslationRequest, ByteString> TRANSLATE_DATA = new HostCall<>(
            HostOperation.TRANSLATE_DATA,
            request -> HostParts.under(
                    HostFields.of(HostField.FROM, request.from().key())
                            .with(HostField.FROM_MODE, request.from().mode())
                            .with(HostField.CRYPTOGRAM, request.cryptogram()),
                    request.to()),
            fields -> new SecretTranslationRequest(
                    new WrapUnder(fields.key(HostField.FROM), fields.choice(HostField.FROM_MODE, WrapUnder.Mode.class)),
                    fields.bytes(HostField.CRYPTOGRAM),
                    HostParts.under(fields)),
            cryptogram -> HostFields.of(HostField.CRYPTOGRAM, cryptogram),
            fields -> fields.bytes(HostField.CRYPTOGRAM));

    private PinCalls() {}

    static HostFields translation(PinTranslationRequest request) {
        HostFields fields = HostFields.of(HostField.CARD_REFERENCE, request.cardReference())
                .with(HostField.FROM, request.from())
                .with(HostField.TO_FORMAT, request.toFormat());
        return HostParts.under(
                HostParts.pan(HostParts.pinBlock(fields, request.pinBlock()), request.pan()), request.to());
    }

    static PinTranslationRequest translation(HostFields fields) {
        return new PinTranslationRequest(
                fields.text(HostField.CARD_REFERENCE),
                fields.key(HostField.FROM),
                HostParts.pinBlock(fields),
                HostParts.pan(fields),
                HostParts.under(fields),
                fields.choice(HostField.TO_FORMAT, PinBlockFormat.class));
    }

    private static HostFields offset(PinOffsetRequest request) {
        PinOffsetProfile rule = request.rule();
        HostFields fields = HostFields.of(
                        HostField.KEY,
                        new KeyName(rule.key().label(), rule.key().version()))
                .with(HostField.PIN_DIGITS, rule.pinDigits())
                .with(HostField.DECIMALISATION, rule.decimalisation())
                .with(HostField.FIRST_PAN_DIGIT, rule.firstPanDigit())
                .with(HostField.PAN_DIGITS, rule.panDigits())
                .with(HostField.FILL, String.valueOf(rule.fill()))
                .with(HostField.PIN_KEY, request.pinKey());
        return HostParts.pan(HostParts.pinBlock(fields, request.pinBlock()), request.pan());
    }

    private static PinOffsetRequest offset(HostFields fields) {
        PinOffsetProfile rule = new PinOffsetProfile(
                new KeyReference(
                        fields.key(HostField.KEY).label(),
                        fields.key(HostField.KEY).version()),
                fields.number(HostField.PIN_DIGITS),
                fields.text(HostField.DECIMALISATION),
                fields.number(HostField.FIRST_PAN_DIGIT),
                fields.number(HostField.PAN_DIGITS),
                fields.text(HostField.FILL).charAt(0));
        return new PinOffsetRequest(
                rule, fields.key(HostField.PIN_KEY), HostParts.pinBlock(fields), HostParts.pan(fields));
    }

    private static HostFields value(PinAnswer<String> answer) {
        return HostFields.of(HostField.OUTCOME, outcome(answer))
                .with(HostField.VALUE, answer.made().orElse(""));
    }

    private static PinAnswer<String> value(HostFields fields) {
        return answer(fields, fields.text(HostField.VALUE));
    }

    private static HostChoice.Outcome outcome(PinAnswer<?> answer) {
        return answer instanceof PinAnswer.None<?> none
                ? HostChoice.Outcome.valueOf(none.fault().name())
                : HostChoice.Outcome.MADE;
    }

    private static <T> PinAnswer<T> answer(HostFields fields, T made) {
        return switch (fields.choice(HostField.OUTCOME, HostChoice.Outcome.class)) {
            case MADE -> new PinAnswer.Made<>(made);
            case NO_PIN -> new PinAnswer.None<>(PinAnswer.Fault.NO_PIN);
            case FORMAT_NOT_OF_KEY -> new PinAnswer.None<>(PinAnswer.Fault.FORMAT_NOT_OF_KEY);
        };
    }
}
