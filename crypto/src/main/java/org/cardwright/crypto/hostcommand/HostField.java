package org.cardwright.crypto.hostcommand;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.crypto.derive.DiversificationData;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCryptogram;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.Certificates.ZeroPolicy;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.card.PinBlockFormat;

/** What a field of a host command means; a table says where it stands and how it is written. */
enum HostField {
    /** Requests or answers of a batch, one after the other. */
    ITEMS(Type.LIST),
    /** Names of several keys. */
    MASTERS(Type.LIST),
    /** Key check values. */
    CHECK_VALUES(Type.LIST),
    /** The five parts of a private key. */
    PARTS(Type.LIST),
    /** Descriptions of keys. */
    KEYS(Type.LIST),
    /** Optional blocks of a key block that nothing acts upon. */
    NOT_UNDERSTOOD(Type.LIST),

    /** The key that the command is about. */
    KEY(Type.KEY),
    /** KEK2 key. */
    UNDER(Type.KEY),
    /** KEK1 key. */
    FROM(Type.KEY),
    /** Key of a PIN block. */
    PIN_KEY(Type.KEY),
    /** Issuer RSA key. */
    ISSUER_KEY(Type.KEY),
    /** Key that protects a key in transit. */
    TRANSPORT_KEY(Type.KEY),

    /** Derivation of an ICC master key. */
    OPTION(DerivationOption.class),
    /** Chaining mode under KEK2. */
    MODE(Mode.class),
    /** Chaining mode under KEK1. */
    FROM_MODE(Mode.class),
    /** Format of a PIN block that comes. */
    FORMAT(PinBlockFormat.class),
    /** Format of a PIN block that leaves. */
    TO_FORMAT(PinBlockFormat.class),
    /** Only use of a key. */
    PURPOSE(KeyPurpose.class),
    /** What a key is a key of. */
    ALGORITHM(KeyAlgorithm.class),
    /** Between whom a transport key is shared. */
    DIRECTION(KeyDirection.class),
    /** Where a key stands in its life. */
    STATE(KeyState.class),
    /** State to which a key goes back when its destruction is called off. */
    STATE_BEFORE(KeyState.class),
    /** In what form a key may leave. */
    EXPORTABILITY(Exportability.class),
    /** Rule of a check value. */
    METHOD(KeyCheckValue.Method.class),
    /** Is it a published test key? */
    TEST(HostChoice.YesNo.class),
    /** Does it fit? */
    FITS(HostChoice.YesNo.class),
    /** May a DES key have any parity? */
    ANY_PARITY(HostChoice.YesNo.class),
    /** May a DES key have 56 bits? */
    SINGLE_LENGTH(HostChoice.YesNo.class),
    /** Parity in which a key came. */
    PARITY(HostChoice.Parity.class),
    /** Version of the key block in which a key came. */
    BLOCK_VERSION(HostChoice.BlockVersion.class),
    /** Form of a cryptogram. */
    CRYPTOGRAM_FORM(KeyCryptogram.class),
    /** Form in which a key leaves. */
    EXPORT_FORM(KeyExchange.Form.class),
    /** Leading zeros of the parts of a private key. */
    ZERO_POLICY(ZeroPolicy.class),
    /** What an ICC key is for. */
    KEY_USE(HostChoice.KeyUse.class),
    /** Frame of a signature beside its content. */
    FRAME(SignatureFrame.class),
    /** What became of a PIN block. */
    OUTCOME(HostChoice.Outcome.class),
    /** Method of diversification. */
    DIVERSIFICATION(KeyDiversification.class),
    /** Method by which card keys come from the KMC. */
    CARD_METHOD(KeyDiversification.class),
    /** Shape of diversification data. */
    SHAPE(DiversificationData.Shape.class),

    /** Application PAN, its digits. */
    PAN(Type.TEXT),
    /** Four digits, YYMM or as the value wants them. */
    EXPIRY(Type.TEXT),
    /** Service code. */
    SERVICE_CODE(Type.TEXT),
    /** What the randomness of a test key source depends on. */
    CARD_REFERENCE(Type.TEXT),
    /** Owner of a key; empty when unknown. */
    OWNER(Type.TEXT),
    /** Recipient of a key; empty when there is none. */
    RECIPIENT(Type.TEXT),
    /** Key block, or cryptogram in hexadecimal digits. */
    BLOCK(Type.TEXT),
    /** Leftmost PAN digits. */
    ISSUER_IDENTIFIER(Type.TEXT),
    /** Sixteen digits. */
    DECIMALISATION(Type.TEXT),
    /** One hexadecimal digit. */
    FILL(Type.TEXT),
    /** What separates uses of a MAC key. */
    CONTEXT(Type.TEXT),
    /** Name of a pool of key pairs. */
    POOL(Type.TEXT),
    /** Identity of a batch. */
    BATCH(Type.TEXT),
    /** What sealed data are bound to. */
    PLACE(Type.TEXT),
    /** Name of an optional block, a derived key or a firmware. */
    LABEL(Type.TEXT),
    /** Digits that were computed. */
    VALUE(Type.TEXT),
    /** First day of use of a key, eight digits; empty when there is none; so are the next three. */
    VALID_FROM(Type.TEXT),
    /** Last day on which a key protects. */
    PROTECT_UNTIL(Type.TEXT),
    /** Last day on which a key processes. */
    PROCESS_UNTIL(Type.TEXT),
    /** First day on which a key may be destroyed. */
    DESTROY_FROM(Type.TEXT),
    /** Algorithm with strength, for people. */
    STRENGTH(Type.TEXT),

    /** PAN sequence number. */
    PAN_SEQUENCE_NUMBER(Type.NUMBER),
    /** Length of a modulus. */
    MODULUS_BITS(Type.NUMBER),
    /** 3 or 65537. */
    PUBLIC_EXPONENT(Type.NUMBER),
    /** Byte after the mandatory 80. */
    PADDING_FILLER(Type.NUMBER),
    /** PVKI. */
    KEY_INDEX(Type.NUMBER),
    /** How many digits are wanted. */
    DIGITS(Type.NUMBER),
    /** Digits of a PIN. */
    PIN_DIGITS(Type.NUMBER),
    /** Where validation data begin. */
    FIRST_PAN_DIGIT(Type.NUMBER),
    /** How many digits they have. */
    PAN_DIGITS(Type.NUMBER),
    /** Strength of a key. */
    BITS(Type.NUMBER),
    /** Number of a key pair in its pool. */
    PAIR_NUMBER(Type.NUMBER),
    /** Bytes of a message that were loaded. */
    LOADED(Type.NUMBER),
    /** Place in a listing. */
    START(Type.NUMBER),
    /** Keys that the device holds. */
    TOTAL(Type.NUMBER),

    /** Something encrypted. */
    CRYPTOGRAM(Type.BYTES),
    /** Bytes of a check value. */
    CHECK_VALUE(Type.BYTES),
    /** Data to be worked on, or what came of them. */
    DATA(Type.BYTES),
    /** Static data to be authenticated. */
    STATIC_DATA(Type.BYTES),
    /** Data authentication code. */
    DAC(Type.BYTES),
    /** A signature. */
    SIGNATURE(Type.BYTES),
    /** A certificate. */
    CERTIFICATE(Type.BYTES),
    /** Digits of a modulus that did not fit into its certificate. */
    REMAINDER(Type.BYTES),
    /** Public exponent as it stands on a card. */
    EXPONENT(Type.BYTES),
    /** RSA modulus. */
    MODULUS(Type.BYTES),
    /** Ed25519 public key. */
    PUBLIC_KEY(Type.BYTES),
    /** Serial number of a certificate. */
    SERIAL_NUMBER(Type.BYTES),
    /** PIN block. */
    PIN_BLOCK(Type.BYTES),
    /** Static track data. */
    TRACK_DATA(Type.BYTES),
    /** Unpredictable number. */
    UNPREDICTABLE_NUMBER(Type.BYTES),
    /** Application transaction counter. */
    TRANSACTION_COUNTER(Type.BYTES),
    /** Key pair as the device wrapped it. */
    PAIR(Type.BYTES),
    /** Data key of a batch or storage key of a pool as the device wrapped it. */
    WRAPPED_KEY(Type.BYTES),
    /** Key diversification data, chip number or fixed input. */
    DIVERSIFIER(Type.BYTES),
    /** Sequence counter of a session. */
    SEQUENCE_COUNTER(Type.BYTES),
    /** Challenge of the host. */
    HOST_CHALLENGE(Type.BYTES),
    /** Challenge of the card. */
    CARD_CHALLENGE(Type.BYTES);

    /** What a value of a field is. */
    enum Type {
        BYTES,
        TEXT,
        NUMBER,
        KEY,
        CHOICE,
        LIST
    }

    private final Type type;
    private final List<String> meanings;

    HostField(Type type) {
        this.type = type;
        this.meanings = List.of();
    }

    HostField(Class<? extends Enum<?>> choices) {
        this.type = Type.CHOICE;
        this.meanings =
                Arrays.stream(choices.getEnumConstants()).map(Enum::name).toList();
    }

    /** The field of a name as tables write it: {@code pan-sequence-number}. */
    static Optional<HostField> named(String name) {
        return Arrays.stream(values())
                .filter(field -> field.label().equals(name))
                .findFirst();
    }

    /** The name as tables write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Type type() {
        return type;
    }

    /** Of a choice: what there is to choose from. */
    List<String> meanings() {
        return meanings;
    }
}
