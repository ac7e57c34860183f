package org.cardwright.jobs.bureau;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.jobs.wiring.PublishedTestKeys;

/** Orders of the first test issuer as its export has them, out of nothing but a seed: a name and a PIN for every card. */
final class BureauOrders {

    /** Who orders. */
    static final String ISSUER = "bank-one";

    private static final String HEADER =
            "order;product;segment;reason;pan;sequence;name;line1;effective;expires;service;pinBlock;pinFormat;language;"
                    + "address1;address2;postalCode;city;country\n";
    private static final String[] SURNAMES = {"SPECIMEN", "EXAMPLE", "MUSTER", "SAMPLE", "PROEFMAN", "MODELO", "ESEMPIO"
    };
    private static final String[] NAMES = {"TEST", "ANNA", "BEN", "CARLA", "DAVID", "EVA", "FRANK", "GRETA", "HUGO"};
    private static final long HASH_MODULUS = 10_000_000_000L;
    private static final int NUMBER_DIGITS = 15;
    private static final int PINS = 10_000;
    private static final long SPREAD = 2_654_435_761L;

    private final EffectiveProduct product;
    private final LocalDate day;
    private final long seed;

    /**
     * Orders of one product.
     *
     * @param day on which they are placed
     */
    BureauOrders(EffectiveProduct product, LocalDate day, long seed) {
        this.product = product;
        this.day = day;
        this.seed = seed;
    }

    /** The export. */
    byte[] export(int cards) {
        StringBuilder text = new StringBuilder("HDR;" + ISSUER + ";1;" + day + "\n" + HEADER);
        long hash = 0;
        try (SecretBytes key = PublishedTestKeys.key(ISSUER + ".kek1-p0");
                KeyCipher cipher = KeyCipher.tdes(key)) {
            for (int number = 1; number <= cards; number++) {
                String pan = pan(number);
                hash = (hash + Long.parseLong(pan)) % HASH_MODULUS;
                text.append(order(number, pan, product.requiresPin() ? pinBlock(cipher, pan, number) + ";0" : ";"));
            }
        }
        text.append(String.format(Locale.ROOT, "TRL;%d;%010d%n", cards, hash));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String order(int number, String pan, String pin) {
        String name = SURNAMES[number % SURNAMES.length] + "/" + NAMES[number / SURNAMES.length % NAMES.length];
        String service = product.ordering().serviceCodes().stream()
                .map(ServiceCode::digits)
                .sorted()
                .findFirst()
                .orElseThrow();
        LocalDate expires =
                day.plusYears(product.ordering().longestYears() - 1L).withDayOfMonth(1);
        return String.join(
                        ";",
                        String.format(Locale.ROOT, "B-%07d", number),
                        product.id(),
                        "",
                        "NEW",
                        pan,
                        "01",
                        name,
                        "",
                        day.withDayOfMonth(1).toString(),
                        expires.toString().substring(0, "yyyy-mm".length()),
                        service,
                        pin,
                        "en",
                        "TEST STREET " + (1 + number % 200),
                        "",
                        String.format(Locale.ROOT, "%05d", number),
                        "TESTVILLE",
                        "DE")
                + "\n";
    }

    /** ISO/IEC 7812-1: 16 digits with check digit, a number that no other order has. */
    private String pan(int number) {
        String bin = product.ordering().bins().get(0);
        String body = bin + String.format(Locale.ROOT, "%0" + (NUMBER_DIGITS - bin.length()) + "d", number);
        int sum = 0;
        for (int i = 0; i < NUMBER_DIGITS; i++) {
            int digit = body.charAt(NUMBER_DIGITS - 1 - i) - '0';
            int weighted = i % 2 == 0 ? 2 * digit : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return body + (10 - sum % 10) % 10;
    }

    /** ISO 9564-1, format 0, as the issuer sends it under the PIN key of KEK1. */
    private String pinBlock(KeyCipher cipher, String pan, int number) {
        long pin = Math.floorMod(((seed + number) * SPREAD) >>> 8, (long) PINS);
        byte[] block = HexFormat.of().parseHex(String.format(Locale.ROOT, "04%04dffffffffff", pin));
        byte[] panField = HexFormat.of().parseHex("0000" + pan.substring(pan.length() - 13, pan.length() - 1));
        for (int i = 0; i < block.length; i++) {
            block[i] ^= panField[i];
        }
        return HexFormat.of().withUpperCase().formatHex(cipher.encryptEcb(block));
    }
}
