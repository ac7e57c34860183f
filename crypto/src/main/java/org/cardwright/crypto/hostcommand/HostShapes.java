package org.cardwright.crypto.hostcommand;

/** The fields of all operations, by the records of {@code crypto.module}. */
final class HostShapes {

    static final HostShape KEY_ONLY = HostShape.of(HostField.KEY);
    static final HostShape DATA_ONLY = HostShape.of(HostField.DATA);
    static final HostShape SIGNATURE = HostShape.of(HostField.SIGNATURE);
    static final HostShape CRYPTOGRAM = HostShape.of(HostField.CRYPTOGRAM);
    static final HostShape FITS = HostShape.of(HostField.FITS);
    static final HostShape PUBLIC_KEY = HostShape.of(HostField.PUBLIC_KEY);
    static final HostShape RSA_PUBLIC_KEY = HostShape.of(HostField.MODULUS, HostField.EXPONENT);
    static final HostShape STATUS = HostShape.of(HostField.LABEL, HostField.TOTAL);

    private static final HostShape CHECK_VALUE = HostShape.of(HostField.METHOD, HostField.CHECK_VALUE);
    private static final HostShape CUSTODY =
            HostShape.of(HostField.OWNER, HostField.RECIPIENT, HostField.EXPORTABILITY);
    private static final HostShape PERIOD =
            HostShape.of(HostField.VALID_FROM, HostField.PROTECT_UNTIL, HostField.PROCESS_UNTIL);
    private static final HostShape ATTRIBUTES = HostShape.of(
                    HostField.KEY, HostField.PURPOSE, HostField.ALGORITHM, HostField.DIRECTION, HostField.STATE)
            .and(HostShape.of(HostField.TEST))
            .and(CHECK_VALUE)
            .and(CUSTODY)
            .and(PERIOD)
            .and(HostShape.of(HostField.DESTROY_FROM, HostField.STATE_BEFORE));

    static final HostShape LISTING = HostShape.of(HostField.START);
    static final HostShape DESCRIPTIONS =
            HostShape.of(HostField.TOTAL).with(HostField.KEYS, ATTRIBUTES.and(HostShape.of(HostField.STRENGTH)));
    static final HostShape KEY_STATE = HostShape.of(HostField.KEY, HostField.STATE);
    static final HostShape KEY_PERIOD = KEY_ONLY.and(PERIOD);
    static final HostShape KEY_DESTRUCTION = HostShape.of(HostField.KEY, HostField.DESTROY_FROM);
    static final HostShape ISSUER_KEY = HostShape.of(HostField.KEY, HostField.MODULUS_BITS, HostField.PUBLIC_EXPONENT);

    private static final HostShape ANNOUNCED = HostShape.of(
                    HostField.TRANSPORT_KEY, HostField.KEY, HostField.PURPOSE, HostField.DIRECTION, HostField.STATE)
            .and(CHECK_VALUE)
            .and(CUSTODY)
            .and(PERIOD);
    static final HostShape IMPORT_BLOCK = ANNOUNCED.and(HostShape.of(HostField.BLOCK));
    static final HostShape IMPORT_CRYPTOGRAM = ANNOUNCED.and(HostShape.of(
            HostField.CRYPTOGRAM_FORM,
            HostField.CRYPTOGRAM,
            HostField.ALGORITHM,
            HostField.ANY_PARITY,
            HostField.SINGLE_LENGTH));
    static final HostShape IMPORTED = ATTRIBUTES
            .and(HostShape.of(HostField.BITS, HostField.PARITY, HostField.BLOCK_VERSION))
            .with(HostField.NOT_UNDERSTOOD, HostShape.of(HostField.LABEL));
    static final HostShape EXPORT =
            HostShape.of(HostField.KEY, HostField.UNDER, HostField.RECIPIENT, HostField.EXPORT_FORM);
    static final HostShape EXPORTED = ATTRIBUTES.and(HostShape.of(HostField.BITS, HostField.BLOCK));

    static final HostShape DRY_RUN = HostShape.of(
            HostField.KEY,
            HostField.DIVERSIFICATION,
            HostField.SHAPE,
            HostField.PAN,
            HostField.PAN_SEQUENCE_NUMBER,
            HostField.CARD_METHOD,
            HostField.DIVERSIFIER,
            HostField.SEQUENCE_COUNTER,
            HostField.HOST_CHALLENGE,
            HostField.CARD_CHALLENGE,
            HostField.BITS);
    static final HostShape DERIVED_CHECK_VALUES =
            HostShape.of().with(HostField.CHECK_VALUES, CHECK_VALUE.and(HostShape.of(HostField.LABEL)));

    private static final HostShape CARD = HostShape.of(HostField.PAN, HostField.PAN_SEQUENCE_NUMBER);
    private static final HostShape KEK2 = HostShape.of(HostField.UNDER, HostField.MODE);
    static final HostShape CARD_KEYS =
            HostShape.of(HostField.OPTION).and(CARD).and(KEK2).with(HostField.MASTERS, KEY_ONLY);
    static final HostShape WRAPPED_CARD_KEYS = CRYPTOGRAM.with(HostField.CHECK_VALUES, CHECK_VALUE);

    static final HostShape ICC_KEY = HostShape.of(
                    HostField.CARD_REFERENCE,
                    HostField.MODULUS_BITS,
                    HostField.PUBLIC_EXPONENT,
                    HostField.ISSUER_KEY,
                    HostField.PAN,
                    HostField.EXPIRY,
                    HostField.SERIAL_NUMBER,
                    HostField.KEY_USE,
                    HostField.STATIC_DATA,
                    HostField.ZERO_POLICY,
                    HostField.PADDING_FILLER)
            .and(KEK2);
    static final HostShape ICC_KEY_SET = HostShape.of(
                    HostField.MODULUS, HostField.EXPONENT, HostField.CERTIFICATE, HostField.REMAINDER)
            .with(HostField.PARTS, CRYPTOGRAM);
    static final HostShape POOL = HostShape.of(HostField.POOL);
    static final HostShape PAIR_PLACE = POOL.and(HostShape.of(
            HostField.WRAPPED_KEY, HostField.MODULUS_BITS, HostField.PUBLIC_EXPONENT, HostField.PAIR_NUMBER));
    static final HostShape PAIR = HostShape.of(HostField.MODULUS, HostField.PAIR);
    static final HostShape STOCKED_PAIR = PAIR_PLACE.and(PAIR);
    static final HostShape CERTIFY_PAIR = ICC_KEY.and(STOCKED_PAIR);
    static final HostShape STATIC_DATA = HostShape.of(HostField.ISSUER_KEY, HostField.DAC, HostField.STATIC_DATA);

    private static final HostShape CERTIFY =
            HostShape.of(HostField.KEY, HostField.ISSUER_IDENTIFIER, HostField.EXPIRY, HostField.SERIAL_NUMBER);
    static final HostShape CERTIFY_OWN = CERTIFY.and(HostShape.of(HostField.ISSUER_KEY));
    static final HostShape CERTIFY_OTHER = CERTIFY.and(RSA_PUBLIC_KEY);
    static final HostShape CERTIFICATE = HostShape.of(HostField.CERTIFICATE, HostField.REMAINDER, HostField.EXPONENT);
    static final HostShape FRAMED = HostShape.of(HostField.KEY, HostField.FRAME, HostField.DATA);

    private static final HostShape INCOMING_PIN = HostShape.of(HostField.FORMAT, HostField.PIN_BLOCK, HostField.PAN);
    static final HostShape TRANSLATE_PIN = HostShape.of(HostField.CARD_REFERENCE, HostField.FROM, HostField.TO_FORMAT)
            .and(INCOMING_PIN)
            .and(KEK2);
    static final HostShape PIN_BLOCK = HostShape.of(HostField.OUTCOME, HostField.PIN_BLOCK);
    static final HostShape PVV =
            HostShape.of(HostField.KEY, HostField.KEY_INDEX, HostField.PIN_KEY).and(INCOMING_PIN);
    static final HostShape OFFSET = HostShape.of(
                    HostField.KEY,
                    HostField.PIN_DIGITS,
                    HostField.DECIMALISATION,
                    HostField.FIRST_PAN_DIGIT,
                    HostField.PAN_DIGITS,
                    HostField.FILL,
                    HostField.PIN_KEY)
            .and(INCOMING_PIN);
    static final HostShape RANDOM_PIN =
            HostShape.of(HostField.CARD_REFERENCE, HostField.PIN_KEY, HostField.PAN, HostField.PIN_DIGITS);
    static final HostShape STORED_PIN = HostShape.of(HostField.PIN_BLOCK);
    static final HostShape PIN_VALUE = HostShape.of(HostField.OUTCOME, HostField.VALUE);
    static final HostShape TRANSLATE_DATA = HostShape.of(HostField.FROM, HostField.FROM_MODE, HostField.CRYPTOGRAM)
            .and(KEK2);

    static final HostShape CVV = HostShape.of(HostField.KEY, HostField.PAN, HostField.EXPIRY, HostField.SERVICE_CODE);
    static final HostShape DIGITS = HostShape.of(HostField.VALUE);
    static final HostShape DAC = CARD.and(KEY_ONLY);
    static final HostShape CVC3 = DAC.and(HostShape.of(HostField.OPTION, HostField.TRACK_DATA));
    static final HostShape STATIC_CVC3 =
            CVC3.and(HostShape.of(HostField.UNPREDICTABLE_NUMBER, HostField.TRANSACTION_COUNTER, HostField.DIGITS));

    static final HostShape MESSAGE_PART = HostShape.of(HostField.LOADED, HostField.DATA);
    static final HostShape LOADED = HostShape.of(HostField.LOADED);
    static final HostShape MAC = HostShape.of(HostField.KEY, HostField.CONTEXT, HostField.DATA);
    static final HostShape MAC_LOADED = HostShape.of(HostField.KEY, HostField.CONTEXT, HostField.LOADED);
    static final HostShape SIGN_LOADED = HostShape.of(HostField.KEY, HostField.LOADED);

    static final HostShape BATCH = HostShape.of(HostField.BATCH);
    static final HostShape WRAPPED_KEY = HostShape.of(HostField.WRAPPED_KEY);
    static final HostShape BATCH_KEY = BATCH.and(WRAPPED_KEY);
    static final HostShape BATCH_DATA = BATCH_KEY.and(HostShape.of(HostField.PLACE, HostField.DATA));

    static final HostShape CHECK_PRIVATE_KEY =
            KEK2.and(RSA_PUBLIC_KEY).and(HostShape.of(HostField.PADDING_FILLER)).with(HostField.PARTS, CRYPTOGRAM);
    static final HostShape CHECK_CHECK_VALUES = KEK2.and(CRYPTOGRAM).with(HostField.CHECK_VALUES, CHECK_VALUE);
    static final HostShape CHECK_CARD_KEYS = CARD_KEYS.and(CRYPTOGRAM);
    static final HostShape CHECK_PIN_BLOCK = KEK2.and(CRYPTOGRAM).and(HostShape.of(HostField.FORMAT));
    static final HostShape CHECK_PIN_LENGTH = CHECK_PIN_BLOCK.and(HostShape.of(HostField.PIN_DIGITS));
    static final HostShape CHECK_SAME_PIN = TRANSLATE_PIN.and(CRYPTOGRAM);

    private HostShapes() {}
}
