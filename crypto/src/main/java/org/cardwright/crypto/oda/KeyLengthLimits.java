package org.cardwright.crypto.oda;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.emv.ModulusLengths;

/** Rules on the keys of a chain. EMV 4.4 Book 2, 5.1, 6.1 and annex D, Table 43; the response with CDA is the profile linter's. */
public final class KeyLengthLimits {

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
        ICC_AT_MOST_247("an ICC modulus has at most 247 bytes");

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
        add(broken, ca > ModulusLengths.MAX_BYTES, Rule.CA_AT_MOST_248);
        add(broken, issuer > ModulusLengths.MAX_BYTES, Rule.ISSUER_AT_MOST_248);
        add(broken, issuer > ca, Rule.ISSUER_NOT_ABOVE_CA);
        return broken;
    }

    /** Rules that an issuer key certifying a card key (for authentication or PIN encipherment) breaks. */
    public static List<Rule> forIccCertificate(RsaPublicKey issuerKey, int iccBytes) {
        List<Rule> broken = new ArrayList<>();
        addShape(broken, issuerKey);
        int issuer = issuerKey.modulus().size();
        add(broken, issuer > ModulusLengths.MAX_CERTIFYING_BYTES, Rule.CERTIFYING_ISSUER_AT_MOST_247);
        add(broken, iccBytes > ModulusLengths.MAX_CERTIFYING_BYTES, Rule.ICC_AT_MOST_247);
        add(broken, iccBytes > issuer, Rule.ICC_NOT_ABOVE_ISSUER);
        return broken;
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
