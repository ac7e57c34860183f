package org.cardwright.crypto.oda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;

/** How long the moduli of a chain may be. EMV 4.4 Book 2, annex D, Table 43; emv-crypto 6. */
public final class KeyLengthLimits {

    /** A record holds 254 bytes; 70 81 L 90 81 L takes 6 of them. */
    private static final int MAX_BYTES = 248;

    /** 70 81 L 9F46 81 L takes 7: a certificate for a card is as long as the issuer modulus. */
    private static final int MAX_CERTIFYING_BYTES = 247;

    /** Of 256 response bytes, 77 81 L, 9F27 01 x, 9F36 02 xx and 9F4B 81 L take 16. */
    private static final int MAX_CDA_BYTES = 240;

    /** Tag and length of 9F10 in a CDA response. */
    private static final int ISSUER_APPLICATION_DATA_HEADER_BYTES = 3;

    private KeyLengthLimits() {}

    /** What can be wrong with the lengths. */
    public enum Rule {
        /** A modulus is a whole number of bytes with the top bit set. */
        TOP_BIT_SET("the top bit of a modulus is set"),
        /** A public exponent is 3 or 65537. */
        EXPONENT_3_OR_65537("a public exponent is 3 or 65537"),
        /** No CA modulus is above 248 bytes. */
        CA_AT_MOST_248("a CA modulus has at most 248 bytes"),
        /** No issuer modulus is above that of its CA. */
        ISSUER_NOT_ABOVE_CA("an issuer modulus is not longer than that of its CA"),
        /** No issuer modulus is above 248 bytes. */
        ISSUER_AT_MOST_248("an issuer modulus has at most 248 bytes"),
        /** No issuer modulus that certifies cards is above 247 bytes. */
        CERTIFYING_ISSUER_AT_MOST_247("an issuer modulus that certifies card keys has at most 247 bytes"),
        /** No ICC modulus is above that of its issuer. */
        ICC_NOT_ABOVE_ISSUER("an ICC modulus is not longer than that of its issuer"),
        /** No ICC modulus is above 247 bytes. */
        ICC_AT_MOST_247("an ICC modulus has at most 247 bytes"),
        /** The response to GENERATE AC with CDA fits into 256 bytes. */
        CDA_RESPONSE_AT_MOST_256("an ICC modulus for CDA has at most 240 bytes, less 3 and the length of tag 9F10");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        /** One plain sentence. */
        public String text() {
            return text;
        }
    }

    /** Rules that a CA key certifying an issuer key breaks. */
    public static List<Rule> forIssuerCertificate(RsaPublicKey caKey, RsaPublicKey issuerKey) {
        List<Rule> broken = new ArrayList<>();
        addShape(broken, caKey);
        addShape(broken, issuerKey);
        int ca = caKey.modulus().size();
        int issuer = issuerKey.modulus().size();
        add(broken, ca > MAX_BYTES, Rule.CA_AT_MOST_248);
        add(broken, issuer > MAX_BYTES, Rule.ISSUER_AT_MOST_248);
        add(broken, issuer > ca, Rule.ISSUER_NOT_ABOVE_CA);
        return broken;
    }

    /** Rules that an issuer key certifying a card key (for authentication or PIN encipherment) breaks. */
    public static List<Rule> forIccCertificate(RsaPublicKey issuerKey, int iccBytes) {
        List<Rule> broken = new ArrayList<>();
        addShape(broken, issuerKey);
        int issuer = issuerKey.modulus().size();
        add(broken, issuer > MAX_CERTIFYING_BYTES, Rule.CERTIFYING_ISSUER_AT_MOST_247);
        add(broken, iccBytes > MAX_CERTIFYING_BYTES, Rule.ICC_AT_MOST_247);
        add(broken, iccBytes > issuer, Rule.ICC_NOT_ABOVE_ISSUER);
        return broken;
    }

    /**
     * The rule that a card key for CDA breaks, if any.
     *
     * @param issuerApplicationDataBytes length of the value of tag 9F10, 0 when the response has none
     */
    public static Optional<Rule> forCda(int iccBytes, int issuerApplicationDataBytes) {
        int overhead =
                issuerApplicationDataBytes == 0 ? 0 : ISSUER_APPLICATION_DATA_HEADER_BYTES + issuerApplicationDataBytes;
        return iccBytes > MAX_CDA_BYTES - overhead ? Optional.of(Rule.CDA_RESPONSE_AT_MOST_256) : Optional.empty();
    }

    private static void addShape(List<Rule> broken, RsaPublicKey key) {
        add(broken, key.modulus().isEmpty() || key.modulus().unsignedAt(0) < 0x80, Rule.TOP_BIT_SET);
        String exponent = key.exponent().toHex();
        add(broken, !exponent.equals("03") && !exponent.equals("010001"), Rule.EXPONENT_3_OR_65537);
    }

    private static void add(List<Rule> broken, boolean isBroken, Rule rule) {
        if (isBroken && !broken.contains(rule)) {
            broken.add(rule);
        }
    }
}
