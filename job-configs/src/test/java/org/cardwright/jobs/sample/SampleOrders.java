package org.cardwright.jobs.sample;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;

/** Makes orders that every field rule accepts, out of a seed. */
public final class SampleOrders {

    private static final List<String> SURNAMES = List.of(
            "CARDHOLDER",
            "SPECIMEN",
            "EXAMPLE",
            "MUSTER",
            "SAMPLE",
            "PROEFMAN",
            "MODELO",
            "ESEMPIO",
            "EKSEMPEL",
            "PROVE");
    private static final List<String> FIRST_NAMES =
            List.of("TEST", "ANNA", "BEN", "CARLA", "DAVID", "EVA", "FRANK", "GRETA", "HUGO", "IDA", "JON", "KIM");
    private static final List<String> CITIES = List.of("TESTVILLE", "MUSTERSTADT", "EXAMPLETON", "SAMPLEBURY");

    private final String issuer;
    private final ProductCatalog catalog;
    private final byte[] pinKey;
    private final Random random;
    private int made;

    /** Orders of one test issuer; the same arguments give the same orders. */
    public SampleOrders(String issuer, ProductCatalog catalog, long seed) {
        this.issuer = issuer;
        this.catalog = catalog.forIssuer(issuer);
        this.pinKey = TestKeys.hex(issuer + ".kek1-p0");
        this.random = new Random(seed);
    }

    /** Orders of one product. */
    List<SampleOrder> orders(String product, int count) {
        EffectiveProduct profile = catalog.find(product, "", LocalDate.now(ZoneOffset.UTC))
                .orElseThrow(() -> new IllegalArgumentException("no product " + product + " for " + issuer));
        List<String> segments = catalog.segments(product, LocalDate.now(ZoneOffset.UTC));
        List<SampleOrder> orders = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            orders.add(order(profile, segments.get(i % segments.size())));
        }
        return orders;
    }

    private SampleOrder order(EffectiveProduct product, String segment) {
        int number = ++made;
        Map<IssuerField, String> texts = new EnumMap<>(IssuerField.class);
        String pan = pan(product.ordering().bins().get(0), number);
        String pin = String.format(Locale.ROOT, "%04d", random.nextInt(10_000));
        texts.put(IssuerField.ORDER_REFERENCE, String.format(Locale.ROOT, "%s-%06d", initials(), number));
        texts.put(IssuerField.PRODUCT, product.id());
        texts.put(IssuerField.SEGMENT, segment);
        texts.put(IssuerField.REASON, number % 10 == 0 ? "RENEWAL" : number % 25 == 0 ? "REPLACEMENT" : "NEW");
        texts.put(IssuerField.PAN, pan);
        texts.put(IssuerField.PAN_SEQUENCE_NUMBER, number % 10 == 0 ? "02" : "01");
        texts.put(IssuerField.CARDHOLDER_NAME, any(SURNAMES) + "/" + any(FIRST_NAMES));
        texts.put(IssuerField.EMBOSS_LINE_1, number % 4 == 0 ? "TEST COMPANY " + number : "");
        texts.put(IssuerField.EFFECTIVE_DATE, "2026-11-01");
        texts.put(IssuerField.EXPIRATION_DATE, String.format(Locale.ROOT, "2031-%02d", 1 + number % 10));
        texts.put(
                IssuerField.SERVICE_CODE,
                product.ordering().serviceCodes().stream()
                        .map(code -> code.digits())
                        .sorted()
                        .findFirst()
                        .orElseThrow());
        putPin(texts, product, pan, pin);
        texts.put(IssuerField.LANGUAGE, number % 3 == 0 ? "de" : "en");
        texts.put(IssuerField.ADDRESS_LINE_1, "TEST STREET " + (1 + random.nextInt(200)));
        texts.put(IssuerField.POSTAL_CODE, String.format(Locale.ROOT, "%05d", random.nextInt(100_000)));
        texts.put(IssuerField.CITY, any(CITIES));
        texts.put(IssuerField.COUNTRY, "DE");
        return new SampleOrder(texts, pin);
    }

    private void putPin(Map<IssuerField, String> texts, EffectiveProduct product, String pan, String pin) {
        if (!product.requiresPin()) {
            return;
        }
        boolean aes = TestKeys.isAes(issuer + ".kek1-p0");
        texts.put(IssuerField.PIN_BLOCK_FORMAT, aes ? "4" : "0");
        texts.put(
                IssuerField.PIN_BLOCK,
                aes ? TestPinBlocks.format4(pinKey, pan, pin, random) : TestPinBlocks.format0(pinKey, pan, pin));
    }

    /** A number that no other order of this issuer has, 16 digits with check digit. */
    private static String pan(String bin, int number) {
        int free = 15 - bin.length();
        String body = bin + String.format(Locale.ROOT, "%0" + free + "d", number);
        return Luhn.complete(body);
    }

    private String initials() {
        return Objects.requireNonNull(
                Map.of("bank-one", "A", "bank-two", "B", "bank-three", "C").get(issuer));
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
