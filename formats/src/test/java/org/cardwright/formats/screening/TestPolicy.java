package org.cardwright.formats.screening;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.ProductAndSegment;
import org.cardwright.formats.card.ScreeningPolicy;
import org.cardwright.formats.card.ServiceCode;

/**
 * A product as screening tests need it; every shipped product and the segment {@code gold} are this one.
 *
 * @param font machine font
 * @param pinRequired true when there must be a PIN block
 * @param nameRequired true when there must be a name
 * @param track the track that the issuer must supply, 0 for none
 * @param secrets required secrets
 * @param computed true when it takes no more of the issuer than it requires
 */
public record TestPolicy(
        String font,
        boolean pinRequired,
        boolean nameRequired,
        int track,
        Map<String, Integer> secrets,
        boolean computed)
        implements ScreeningPolicy {

    TestPolicy(String font, boolean pinRequired, boolean nameRequired, int track, Map<String, Integer> secrets) {
        this(font, pinRequired, nameRequired, track, secrets, false);
    }

    static final TestPolicy USUAL = new TestPolicy("gothic-10", true, true, 0, Map.of());

    private static final Set<String> PRODUCTS =
            Set.of("visa-sda", "visa-dda", "mc-cda", "dual-interface", "payment-loyalty");

    /** Finds this policy for the shipped products. */
    public static Optional<TestPolicy> find(ProductAndSegment asked) {
        boolean known = PRODUCTS.contains(asked.product()) && Set.of("", "gold").contains(asked.segment());
        return known ? Optional.of(USUAL) : Optional.empty();
    }

    /**
     * The PIN key of the segment {@code gold} is an AES key for mc-cda and a TDES key for visa-sda; no other is known. The
     * surface of visa-dda shows line 1 only.
     */
    static final Facilities FACILITIES = new Facilities() {
        @Override
        public boolean takesPinFormat(ProductAndSegment asked, PinBlockFormat format) {
            boolean aes = format == PinBlockFormat.ISO_4;
            return !asked.segment().equals("gold")
                    || (aes
                            ? !asked.product().equals("visa-sda")
                            : !asked.product().equals("mc-cda"));
        }

        @Override
        public boolean showsLine(ProductAndSegment asked, int line) {
            return line == 1 || !asked.product().equals("visa-dda");
        }
    };

    @Override
    public boolean ownsBin(Pan pan) {
        return pan.digits().startsWith("999999");
    }

    @Override
    public LocalDate latestExpiration() {
        return LocalDate.of(2029, 12, 31);
    }

    @Override
    public boolean allowsServiceCode(ServiceCode serviceCode) {
        return Set.of("101", "201", "221").contains(serviceCode.digits());
    }

    @Override
    public boolean requiresPin() {
        return pinRequired;
    }

    @Override
    public boolean requiresName() {
        return nameRequired;
    }

    @Override
    public String embossFont() {
        return font;
    }

    @Override
    public int longestValidityYears() {
        return 3;
    }

    @Override
    public boolean requiresSuppliedTrack(int wanted) {
        return wanted == track;
    }

    @Override
    public boolean takesTrack(int wanted) {
        return !computed || wanted == track;
    }

    @Override
    public boolean takesSecret(String field) {
        return !computed || secrets.containsKey(field);
    }

    @Override
    public boolean encodes(String field) {
        return computed && field.equals("EMBOSS_LINE_4");
    }

    @Override
    public Map<String, Integer> requiredSecrets() {
        return secrets;
    }

    @Override
    public boolean allowsLanguage(String language) {
        return !language.equals("la");
    }
}
