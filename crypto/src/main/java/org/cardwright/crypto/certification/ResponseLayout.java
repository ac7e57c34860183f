package org.cardwright.crypto.certification;

import static org.cardwright.crypto.certification.ResponseField.CA_INDEX;
import static org.cardwright.crypto.certification.ResponseField.CERTIFICATE;
import static org.cardwright.crypto.certification.ResponseField.EXPIRATION;
import static org.cardwright.crypto.certification.ResponseField.EXPONENT;
import static org.cardwright.crypto.certification.ResponseField.EXPONENT_LENGTH;
import static org.cardwright.crypto.certification.ResponseField.HEADER;
import static org.cardwright.crypto.certification.ResponseField.ISSUER_IDENTIFIER;
import static org.cardwright.crypto.certification.ResponseField.KEY_INDEX;
import static org.cardwright.crypto.certification.ResponseField.REMAINDER;
import static org.cardwright.crypto.certification.ResponseField.REMAINDER_LENGTH;
import static org.cardwright.crypto.certification.ResponseField.SERIAL;
import static org.cardwright.crypto.certification.ResponseField.SERVICE;
import static org.cardwright.crypto.certification.ResponseField.SIGNATURE;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;

/**
 * What a response file looks like, slot by slot; reader, test authority, document and tests read it from here.
 *
 * <p>The three are the layouts of the public test specimens of the payment systems: a file of another version may differ.
 *
 * @param name on the command line
 * @param rid of the payment system
 * @param source the specimen that shows it
 * @param slots in order
 * @param signed frame of the detached signature; absent where there is none
 * @param fileName form of the name: digits of the request and of the response stand for the words in braces
 */
public record ResponseLayout(
        String name,
        ByteString rid,
        String source,
        List<Slot> slots,
        Optional<SignatureFrame> signed,
        String fileName) {

    /** Visa. */
    public static final ResponseLayout VISA = new ResponseLayout(
            "visa",
            ByteString.fromHex("A000000003"),
            "960097.I94",
            withLengths(),
            Optional.of(SignatureFrame.SHA1_DIGEST_INFO),
            "{tracking number}.I{CA index}");

    /** UnionPay: the same slots, another frame of the signature. */
    public static final ResponseLayout UNIONPAY = new ResponseLayout(
            "unionpay",
            ByteString.fromHex("A000000333"),
            "009390.I0B",
            withLengths(),
            Optional.of(SignatureFrame.SHA1_MARKED),
            "{tracking number}.I{CA index}");

    /** Mastercard: no lengths and no detached signature. */
    public static final ResponseLayout MASTERCARD = new ResponseLayout(
            "mastercard",
            ByteString.fromHex("A000000004"),
            "522230-000001.cEF",
            List.of(
                    fixed(ISSUER_IDENTIFIER, 4, "3 to 8 digits, padded right with F; as in the certificate"),
                    fixed(KEY_INDEX, 3, "as in the request"),
                    fixed(CA_INDEX, 1, "a key that terminals know"),
                    slot(REMAINDER, Size.CERTIFIED, "tag 92: what the certificate has no place for"),
                    slot(EXPONENT, Size.CERTIFIED, "tag 9F32: 03 or 010001"),
                    slot(CERTIFICATE, Size.AUTHORITY, "tag 90")),
            Optional.empty(),
            "{issuer identifier}-{key index}.c{CA index}");

    /** How long a slot is. */
    public enum Size {
        /** Always the same number of bytes. */
        FIXED,
        /** As many bytes as the byte before it says. */
        COUNTED,
        /** As many bytes as the certificate says. */
        CERTIFIED,
        /** As long as the modulus of the authority. */
        AUTHORITY
    }

    /**
     * One field of the file.
     *
     * @param field which
     * @param size how its length is known
     * @param bytes length of a FIXED one, else 0
     * @param content the only value in hexadecimal, or what stands there in words
     * @param isConstant true when the content is that only value
     */
    public record Slot(ResponseField field, Size size, int bytes, String content, boolean isConstant) {}

    /** Copies the list. */
    public ResponseLayout {
        slots = List.copyOf(slots);
    }

    /** All layouts. */
    public static List<ResponseLayout> all() {
        return List.of(VISA, UNIONPAY, MASTERCARD);
    }

    /** The layout of that name. */
    public static Optional<ResponseLayout> named(String name) {
        return all().stream().filter(layout -> layout.name().equals(name)).findFirst();
    }

    /** True when there is such a field. */
    boolean has(ResponseField field) {
        return slots.stream().anyMatch(slot -> slot.field() == field);
    }

    /** Where a field of fixed place begins: behind nothing but fixed ones. */
    int offset(ResponseField field) {
        int at = 0;
        for (Slot slot : slots) {
            if (slot.field() == field) {
                return at;
            }
            at += slot.bytes();
        }
        throw new IllegalStateException(name + " has no " + field);
    }

    private static List<Slot> withLengths() {
        return List.of(
                new Slot(HEADER, Size.FIXED, 1, "24", true),
                fixed(SERVICE, 4, "as in the request, under the detached signature"),
                fixed(ISSUER_IDENTIFIER, 4, "3 to 8 digits, padded right with F; as in the certificate"),
                fixed(SERIAL, 3, "as in the certificate"),
                fixed(EXPIRATION, 2, "MMYY, as in the certificate"),
                fixed(REMAINDER_LENGTH, 1, "0, or N_I - N_CA + 36"),
                slot(REMAINDER, Size.COUNTED, "tag 92"),
                fixed(EXPONENT_LENGTH, 1, "1 or 3"),
                slot(EXPONENT, Size.COUNTED, "tag 9F32: 03 or 010001"),
                fixed(CA_INDEX, 1, "tag 8F, a key that terminals know"),
                slot(CERTIFICATE, Size.AUTHORITY, "tag 90"),
                slot(SIGNATURE, Size.AUTHORITY, "over all before the certificate and the certificate's plain block"));
    }

    private static Slot fixed(ResponseField field, int bytes, String content) {
        return new Slot(field, Size.FIXED, bytes, content, false);
    }

    private static Slot slot(ResponseField field, Size size, String content) {
        return new Slot(field, size, 0, content, false);
    }
}
