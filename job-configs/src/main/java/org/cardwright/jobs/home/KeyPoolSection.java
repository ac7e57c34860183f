package org.cardwright.jobs.home;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.rsa.RsaKeyRequest;
import org.cardwright.pipeline.ledger.KeyPairShape;
import org.cardwright.pipeline.pool.KeyPoolSettings;
import org.cardwright.pipeline.pool.KeyPoolSettings.Terms;
import org.cardwright.pipeline.pool.KeyPoolSettings.Use;

/** The settings of key pairs that are made ahead of their cards. */
final class KeyPoolSection {

    private static final String USE = "key-pool";
    private static final String PAIRS = "key-pool.pairs";
    private static final int MAX_AGE_DAYS = 30;
    private static final int MAX_DAYS = 365;
    private static final Pattern TERMS = Pattern.compile("(\\d{4})/(3|65537):(\\d{1,8}):(\\d{1,8})");

    private KeyPoolSection() {}

    static KeyPoolSettings load(StrictProperties values) {
        Use use = values.choice(USE, Use.OFF);
        String pairs = values.text(PAIRS, "");
        if (use != Use.OFF && pairs.isEmpty()) {
            throw refused(USE + " needs " + PAIRS);
        }
        List<Terms> terms = new ArrayList<>();
        if (!pairs.isEmpty()) {
            for (String one : pairs.split(",", -1)) {
                terms.add(terms(one.strip()));
            }
        }
        int days = values.number("key-pool.max-age-days", MAX_AGE_DAYS, 1, MAX_DAYS);
        try {
            return new KeyPoolSettings(use, terms, days);
        } catch (IllegalArgumentException twice) {
            throw refused(PAIRS + ": " + twice.getMessage());
        }
    }

    private static Terms terms(String text) {
        Matcher terms = TERMS.matcher(text);
        if (!terms.matches()) {
            throw refused(
                    PAIRS + " are not BITS/EXPONENT:TARGET:LOW-WATER with commas between them, like 1408/3:10000:2000");
        }
        int bits = Integer.parseInt(terms.group(1));
        if (bits < RsaKeyRequest.MIN_BITS || bits > RsaKeyRequest.MAX_BITS || bits % 8 != 0) {
            throw refused(PAIRS + ": a modulus has " + RsaKeyRequest.MIN_BITS + " to " + RsaKeyRequest.MAX_BITS
                    + " bits in whole bytes");
        }
        try {
            return new Terms(
                    new KeyPairShape(bits, Integer.parseInt(terms.group(2))),
                    Integer.parseInt(terms.group(3)),
                    Integer.parseInt(terms.group(4)));
        } catch (IllegalArgumentException outside) {
            throw refused(PAIRS + ": " + outside.getMessage());
        }
    }

    private static ConfigurationException refused(String why) {
        return new ConfigurationException("cardwright.properties: " + why);
    }
}
