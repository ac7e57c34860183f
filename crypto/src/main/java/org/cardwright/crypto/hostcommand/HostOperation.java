package org.cardwright.crypto.hostcommand;

/** What a payment HSM is asked to do; a table gives each its command. */
public enum HostOperation {
    /** Answers what it was sent: a health check. */
    ECHO(Repeat.SAFE, HostShapes.DATA_ONLY, HostShapes.DATA_ONLY),
    /** Firmware and number of keys. */
    STATUS(Repeat.SAFE, HostShape.NOTHING, HostShapes.STATUS),

    /** Describes keys from a place in their order on. */
    LIST_KEYS(Repeat.SAFE, HostShapes.LISTING, HostShapes.DESCRIPTIONS),
    /** Describes one key, if it is there: purpose, state and check value. */
    DESCRIBE_KEY(Repeat.SAFE, HostShapes.KEY_ONLY, HostShapes.DESCRIPTIONS),
    /** Public half of an RSA key. */
    RSA_PUBLIC_KEY(Repeat.SAFE, HostShapes.KEY_ONLY, HostShapes.RSA_PUBLIC_KEY),
    /** Public half of a signing key. */
    ED25519_PUBLIC_KEY(Repeat.SAFE, HostShapes.KEY_ONLY, HostShapes.PUBLIC_KEY),
    /** Gives a key its next state. */
    CHANGE_KEY_STATE(Repeat.NEVER, HostShapes.KEY_STATE, HostShape.NOTHING),
    /** Gives a key other days of use. */
    LIMIT_KEY(Repeat.NEVER, HostShapes.KEY_PERIOD, HostShape.NOTHING),
    /** First step of the destruction of a key. */
    AWAIT_KEY_DESTRUCTION(Repeat.NEVER, HostShapes.KEY_DESTRUCTION, HostShape.NOTHING),
    /** Second step of the destruction of a key. */
    DESTROY_KEY(Repeat.NEVER, HostShapes.KEY_ONLY, HostShape.NOTHING),
    /** Makes an issuer RSA key set. */
    GENERATE_ISSUER_KEY(Repeat.NEVER, HostShapes.ISSUER_KEY, HostShapes.RSA_PUBLIC_KEY),
    /** Takes a key block in. */
    IMPORT_KEY_BLOCK(Repeat.NEVER, HostShapes.IMPORT_BLOCK, HostShapes.IMPORTED),
    /** Takes a key under a key in. */
    IMPORT_CRYPTOGRAM(Repeat.NEVER, HostShapes.IMPORT_CRYPTOGRAM, HostShapes.IMPORTED),
    /** Lets a key out under a key. */
    EXPORT_KEY(Repeat.SAFE, HostShapes.EXPORT, HostShapes.EXPORTED),
    /** Check values of diversified keys. */
    DERIVE_CHECK_VALUES(Repeat.SAFE, HostShapes.DRY_RUN, HostShapes.DERIVED_CHECK_VALUES),

    /** Card keys from issuer master keys, under KEK2. */
    DERIVE_CARD_KEYS(Repeat.SAFE, HostShapes.CARD_KEYS.batch(), HostShapes.WRAPPED_CARD_KEYS.batch()),
    /** Card RSA key sets with certificate, parts under KEK2. A set stands nowhere but in its answer: a lost one nobody has. */
    GENERATE_CARD_KEY(Repeat.SAFE, HostShapes.ICC_KEY.batch(), HostShapes.ICC_KEY_SET.batch()),
    /** Makes the storage key of a pool of key pairs. */
    CREATE_STORAGE_KEY(Repeat.NEVER, HostShapes.POOL, HostShapes.WRAPPED_KEY),
    /** Card key pairs for a pool. A pair stands nowhere but in its answer: a lost one nobody has. */
    GENERATE_KEY_PAIR(Repeat.SAFE, HostShapes.PAIR_PLACE.batch(), HostShapes.PAIR.batch()),
    /** Are these the pairs of their places? */
    CHECK_KEY_PAIR(Repeat.SAFE, HostShapes.STOCKED_PAIR.batch(), HostShapes.FITS.batch()),
    /** Card RSA key sets with certificate from pairs of a pool. */
    CERTIFY_KEY_PAIR(Repeat.SAFE, HostShapes.CERTIFY_PAIR.batch(), HostShapes.ICC_KEY_SET.batch()),
    /** Static data signatures. */
    SIGN_STATIC_DATA(Repeat.SAFE, HostShapes.STATIC_DATA.batch(), HostShapes.SIGNATURE.batch()),
    /** Issuer certificate for a key of the device by a test authority. */
    CERTIFY_ISSUER_KEY(Repeat.SAFE, HostShapes.CERTIFY_OWN, HostShapes.CERTIFICATE),
    /** Issuer certificate for any public key by a test authority. */
    CERTIFY_PUBLIC_KEY(Repeat.SAFE, HostShapes.CERTIFY_OTHER, HostShapes.CERTIFICATE),
    /** Signs a key request with the key that it is about. */
    SIGN_KEY_REQUEST(Repeat.SAFE, HostShapes.FRAMED, HostShapes.SIGNATURE),
    /** Signs the response of a test authority. */
    SIGN_AUTHORITY_RESPONSE(Repeat.SAFE, HostShapes.FRAMED, HostShapes.SIGNATURE),

    /** PIN blocks from KEK1 to KEK2. */
    TRANSLATE_PIN(Repeat.SAFE, HostShapes.TRANSLATE_PIN.batch(), HostShapes.PIN_BLOCK.batch()),
    /** Random PINs, kept under a storage key. A PIN stands nowhere but in its answer: a lost one nobody has. */
    GENERATE_PIN(Repeat.SAFE, HostShapes.RANDOM_PIN.batch(), HostShapes.STORED_PIN.batch()),
    /** PIN verification values. */
    PIN_VERIFICATION_VALUE(Repeat.SAFE, HostShapes.PVV.batch(), HostShapes.PIN_VALUE.batch()),
    /** IBM 3624 offsets. */
    PIN_OFFSET(Repeat.SAFE, HostShapes.OFFSET.batch(), HostShapes.PIN_VALUE.batch()),
    /** Data from KEK1 to KEK2. */
    TRANSLATE_DATA(Repeat.SAFE, HostShapes.TRANSLATE_DATA.batch(), HostShapes.CRYPTOGRAM.batch()),

    /** Card verification values. */
    CARD_VERIFICATION_VALUE(Repeat.SAFE, HostShapes.CVV.batch(), HostShapes.DIGITS.batch()),
    /** Data authentication codes. */
    DATA_AUTHENTICATION_CODE(Repeat.SAFE, HostShapes.DAC.batch(), HostShapes.DATA_ONLY.batch()),
    /** Initial vectors of CVC3. */
    CVC3_VECTOR(Repeat.SAFE, HostShapes.CVC3.batch(), HostShapes.DATA_ONLY.batch()),
    /** Static CVC3. */
    STATIC_CVC3(Repeat.SAFE, HostShapes.STATIC_CVC3.batch(), HostShapes.DIGITS.batch()),

    /** Keeps a part of a long message on this connection for the next command but one that uses it. */
    LOAD_MESSAGE(Repeat.SAFE, HostShapes.MESSAGE_PART, HostShapes.LOADED),
    /** MACs. */
    MAC(Repeat.SAFE, HostShapes.MAC.batch(), HostShapes.DATA_ONLY.batch()),
    /** MAC of the message that was loaded. */
    MAC_LOADED(Repeat.SAFE, HostShapes.MAC_LOADED, HostShapes.DATA_ONLY),
    /** Signature over the message that was loaded. */
    SIGN_LOADED(Repeat.SAFE, HostShapes.SIGN_LOADED, HostShapes.SIGNATURE),

    /** Makes the data key of a batch. */
    CREATE_BATCH_KEY(Repeat.NEVER, HostShapes.BATCH, HostShapes.WRAPPED_KEY),
    /** Is it the data key of that batch? */
    CHECK_BATCH_KEY(Repeat.SAFE, HostShapes.BATCH_KEY, HostShape.NOTHING),
    /** Encrypts data at rest. */
    SEAL_DATA(Repeat.SAFE, HostShapes.BATCH_DATA, HostShapes.DATA_ONLY),
    /** Decrypts data at rest. */
    OPEN_DATA(Repeat.SAFE, HostShapes.BATCH_DATA, HostShapes.DATA_ONLY),

    /** Do wrapped parts make the private key of a public key? */
    CHECK_PRIVATE_KEY(Repeat.SAFE, HostShapes.CHECK_PRIVATE_KEY, HostShapes.FITS),
    /** Have wrapped keys these check values? */
    CHECK_CHECK_VALUES(Repeat.SAFE, HostShapes.CHECK_CHECK_VALUES, HostShapes.FITS),
    /** Are wrapped keys those that are derived? */
    CHECK_CARD_KEYS(Repeat.SAFE, HostShapes.CHECK_CARD_KEYS, HostShapes.FITS),
    /** Is a wrapped PIN block well formed? */
    CHECK_PIN_BLOCK(Repeat.SAFE, HostShapes.CHECK_PIN_BLOCK, HostShapes.FITS),
    /** Does a cryptogram hold a PIN of so many digits? */
    CHECK_PIN_LENGTH(Repeat.SAFE, HostShapes.CHECK_PIN_LENGTH, HostShapes.FITS),
    /** Do two blocks hold the same PIN? */
    CHECK_SAME_PIN(Repeat.SAFE, HostShapes.CHECK_SAME_PIN, HostShapes.FITS);

    /** May a command be sent again whose answer was lost? */
    private enum Repeat {
        /** Whatever happens twice gives the same, or something as good, and leaves nothing behind. */
        SAFE,
        /** It makes or changes something that stays. */
        NEVER
    }

    private final Repeat repeat;
    private final HostShape request;
    private final HostShape answer;

    HostOperation(Repeat repeat, HostShape request, HostShape answer) {
        this.repeat = repeat;
        this.request = request;
        this.answer = answer;
    }

    /** May it be sent again when its answer was lost? No table can change this. */
    public boolean isRepeatable() {
        return repeat == Repeat.SAFE;
    }

    HostShape request() {
        return request;
    }

    HostShape answer() {
        return answer;
    }
}
