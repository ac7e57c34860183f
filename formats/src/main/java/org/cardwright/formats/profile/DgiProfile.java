package org.cardwright.formats.profile;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;

/**
 * One data grouping of an application, or several that always stand together. EMV CPS, section 3 of the record.
 *
 * <p>The number means nothing without the profile: 9103 is an FCI on one applet and check values on another.
 */
public sealed interface DgiProfile {

    /** A number as it is written: four upper-case hexadecimal digits. */
    static String text(int dgi) {
        return HexFormat.of().withUpperCase().toHexDigits(dgi, 4);
    }

    /** The numbers in the order of the record. */
    List<Integer> dgis();

    /** Under which role of KEK2 they stand. */
    default SecretClass secretClass() {
        return SecretClass.CLEAR;
    }

    /**
     * Data elements one after the other as TLVs, perhaps inside a template.
     *
     * @param dgi number
     * @param on interface whose values are taken
     * @param wrap what is around them
     * @param tags content in order
     * @param interchangeProfile AIP of this answer when it is another than that of the interface
     */
    record Tlvs(
            int dgi,
            CardInterface on,
            Wrap wrap,
            List<TagNode> tags,
            Optional<ApplicationInterchangeProfile> interchangeProfile)
            implements DgiProfile {

        /** Copies the list. */
        public Tlvs {
            tags = List.copyOf(tags);
        }

        @Override
        public List<Integer> dgis() {
            return List.of(dgi);
        }
    }

    /** What is around data elements. */
    enum Wrap {
        /** Nothing. */
        NONE,
        /** FCI proprietary template A5. EMV 4.4 Book 1, 11.3.4. */
        FCI_PROPRIETARY,
        /** FCI template 6F with the AID (84) and the proprietary template A5. */
        FCI
    }

    /**
     * A record of the layout.
     *
     * @param layout the record
     */
    record FileRecord(RecordLayout layout) implements DgiProfile {
        @Override
        public List<Integer> dgis() {
            return List.of(layout.dgi());
        }
    }

    /**
     * Fields without tags, one after the other.
     *
     * @param dgi number
     * @param title what it is, for people
     * @param on interface whose values are taken
     * @param fields in order
     * @param totalBytes length of the whole when it is fixed
     */
    record Positional(int dgi, String title, CardInterface on, List<PositionalField> fields, OptionalInt totalBytes)
            implements DgiProfile {

        /** Copies the list. */
        public Positional {
            fields = List.copyOf(fields);
        }

        @Override
        public List<Integer> dgis() {
            return List.of(dgi);
        }
    }

    /**
     * A field of a positional data grouping.
     *
     * @param name for people; the tag when it is that of a data element
     * @param bytes length when it is fixed
     * @param source where the value comes from
     */
    record PositionalField(String name, OptionalInt bytes, ElementSource source) {}

    /**
     * Card keys.
     *
     * @param dgi number
     * @param keys which
     * @param secretClass never CLEAR
     */
    record Keys(int dgi, CardKeyProfile keys, SecretClass secretClass) implements DgiProfile {
        @Override
        public List<Integer> dgis() {
            return List.of(dgi);
        }
    }

    /**
     * Check values of card keys, 3 bytes each in their order.
     *
     * @param dgi number
     * @param keys of which keys
     */
    record CheckValues(int dgi, CardKeyProfile keys) implements DgiProfile {
        @Override
        public List<Integer> dgis() {
            return List.of(dgi);
        }
    }

    /**
     * The reference PIN block.
     *
     * @param dgi number
     * @param format ISO_2 or ISO_1
     * @param secretClass never CLEAR
     */
    record Pin(int dgi, PinBlockFormat format, SecretClass secretClass) implements DgiProfile {
        @Override
        public List<Integer> dgis() {
            return List.of(dgi);
        }
    }

    /**
     * PIN try counter and limit.
     *
     * @param dgi number
     * @param coding how they are written
     * @param tries number of tries
     */
    record PinCounter(int dgi, PinCounterCoding coding, int tries) implements DgiProfile {
        @Override
        public List<Integer> dgis() {
            return List.of(dgi);
        }
    }

    /** How counter and limit are written. */
    enum PinCounterCoding {
        /** Counter, limit. */
        TWO_BYTES,
        /** The limit only. */
        ONE_BYTE,
        /** Counter as 9F17, then the limit. */
        TLV
    }

    /**
     * The five parts of an RSA private key: q^-1 mod p, d mod (q-1), d mod (p-1), q, p.
     *
     * @param dgis five numbers in this order
     * @param key which key
     * @param secretClass never CLEAR
     */
    record RsaParts(List<Integer> dgis, CardRsaKey key, SecretClass secretClass) implements DgiProfile {

        /** Copies the list. */
        public RsaParts {
            dgis = List.copyOf(dgis);
        }
    }

    /** RSA keys of a card. */
    enum CardRsaKey {
        /** For DDA and CDA. */
        ICC,
        /** For enciphered PINs. */
        PIN_ENCIPHERMENT
    }

    /**
     * A secret that the issuer sent, re-encrypted.
     *
     * @param dgi number
     * @param field which one
     * @param secretClass never CLEAR
     */
    record IssuerSecret(int dgi, String field, SecretClass secretClass) implements DgiProfile {
        @Override
        public List<Integer> dgis() {
            return List.of(dgi);
        }
    }
}
