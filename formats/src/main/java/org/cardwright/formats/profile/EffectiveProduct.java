package org.cardwright.formats.profile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.ScreeningPolicy;
import org.cardwright.formats.card.ServiceCode;

/**
 * A product as it holds for one issuer and segment on a day: every value decided, every source known. Immutable; one instance
 * serves all cards and threads.
 */
public final class EffectiveProduct implements ScreeningPolicy {

    private final Identity identity;
    private final Ordering ordering;
    private final CardValueProfile cardValues;
    private final TracksProfile stripe;
    private final CpsProfile cps;
    private final ChipProfile chip;
    private final List<ApplicationProfile> applications;

    /**
     * Which product it is, and what it is made of.
     *
     * @param id name of the product
     * @param version version of the product file
     * @param title for people
     * @param issuer for whom
     * @param segment for which customers, empty for the product's defaults
     * @param plastic card body
     * @param surface layout of embossing, laser and stripe; empty for a card without any
     * @param bins the BIN ranges above it
     * @param sources every file that decided something
     */
    public record Identity(
            String id,
            int version,
            String title,
            String issuer,
            String segment,
            String plastic,
            Optional<String> surface,
            BinLevel bins,
            List<SourceFile> sources) {

        /** Copies the list. */
        public Identity {
            sources = List.copyOf(sources);
        }
    }

    /**
     * What an order must satisfy.
     *
     * @param bins leading digits of the PANs
     * @param serviceCodes allowed service codes
     * @param longestYears longest validity
     * @param nameRequired true when there must be a name
     * @param pinRequired true when there must be a PIN block of the issuer, false when there must be none
     * @param languages allowed languages, empty for any
     * @param font machine font, empty when no text is on the card
     * @param lineMicrometres width of a line
     * @param secrets length of each further secret by field
     * @param pinKey key under which the PIN block of an accepted order is: PIN key of KEK1, or the storage key of PINs made here
     * @param newPin how PINs are made here
     * @param dataKey data key of KEK1
     * @param kek key-encryption key of KEK1
     * @param dataCbc true when further secrets come in CBC with initial value 0, false for ECB
     */
    public record Ordering(
            List<String> bins,
            Set<ServiceCode> serviceCodes,
            int longestYears,
            boolean nameRequired,
            boolean pinRequired,
            Set<String> languages,
            String font,
            int lineMicrometres,
            Map<String, Integer> secrets,
            Optional<KeyReference> pinKey,
            Optional<NewPinProfile> newPin,
            Optional<KeyReference> dataKey,
            Optional<KeyReference> kek,
            boolean dataCbc) {

        /** Copies the collections. */
        public Ordering {
            bins = List.copyOf(bins);
            serviceCodes = Set.copyOf(serviceCodes);
            languages = Set.copyOf(languages);
            secrets = Map.copyOf(secrets);
        }

        /** The key of KEK1 under which a further secret comes: keys under its K0, data under its D0. */
        public Optional<KeyReference> secretKey(SecretClass secretClass) {
            return secretClass == SecretClass.KEY ? kek : dataKey;
        }
    }

    /** Card body, stripe and values outside the chip. */
    record Outside(CardValueProfile cardValues, TracksProfile stripe) {}

    /** The chip and what is in it. */
    record Inside(ChipProfile chip, CpsProfile cps, List<ApplicationProfile> applications) {}

    EffectiveProduct(Identity identity, Ordering ordering, Outside outside, Inside inside) {
        this.identity = identity;
        this.ordering = ordering;
        this.cardValues = outside.cardValues;
        this.stripe = outside.stripe;
        this.cps = inside.cps;
        this.chip = inside.chip;
        this.applications = List.copyOf(inside.applications);
    }

    /** Name of the product. */
    public String id() {
        return identity.id();
    }

    /** Version of the product file. */
    public int version() {
        return identity.version();
    }

    /** Which product it is, and what it is made of. */
    public Identity identity() {
        return identity;
    }

    /** What an order must satisfy. */
    public Ordering ordering() {
        return ordering;
    }

    /** SHA-256 over everything that decided something: all source files, issuer and segment. */
    public ByteString hash() {
        List<ByteString> parts = new ArrayList<>();
        parts.add(ByteString.ascii(identity.issuer()));
        parts.add(ByteString.ascii(identity.segment()));
        identity.sources().forEach(source -> parts.add(source.hash()));
        return Sha256.of(parts);
    }

    /** One hash over a product in all its segments, whatever their order. */
    public static ByteString hash(Collection<EffectiveProduct> segments) {
        return Sha256.of(segments.stream().map(EffectiveProduct::hash).sorted().toList());
    }

    /** Card body. */
    public String plastic() {
        return identity.plastic();
    }

    /** Product and plastic: machines run one of these at a time. Safe as the name of a directory. */
    public String group() {
        return identity.id() + "." + identity.plastic();
    }

    /** Layout of embossing, laser and stripe. */
    public Optional<String> surface() {
        return identity.surface();
    }

    /** The chip. */
    public ChipProfile chip() {
        return chip;
    }

    /** Settings of the personalization record. */
    public CpsProfile cps() {
        return cps;
    }

    /** Which verification values are computed. */
    public CardValueProfile cardValues() {
        return cardValues;
    }

    /** Discretionary data of the stripe. */
    public TracksProfile stripe() {
        return stripe;
    }

    /** The applications in the order of the record. */
    public List<ApplicationProfile> applications() {
        return applications;
    }

    /** The application of that name. */
    public Optional<ApplicationProfile> application(String id) {
        return applications.stream()
                .filter(application -> application.id().equals(id))
                .findFirst();
    }

    /** The issuer keys that certify each card, one entry per certificate, in the order in which serials are used. */
    public List<KeyReference> certifyingKeys() {
        return applications.stream()
                .flatMap(application -> application.authentication().stream())
                .flatMap(a -> Collections.nCopies(
                        a.certificatesPerCard(), a.certificate().issuerKey())
                        .stream())
                .toList();
    }

    @Override
    public boolean ownsBin(Pan pan) {
        return ordering.bins().stream().anyMatch(pan.digits()::startsWith);
    }

    @Override
    public LocalDate latestExpiration() {
        return applications.stream()
                .flatMap(application -> application.authentication().stream())
                .map(a -> a.certificate().expiration().lastDay())
                .min(LocalDate::compareTo)
                .orElse(LocalDate.of(2099, 12, 31));
    }

    @Override
    public boolean allowsServiceCode(ServiceCode serviceCode) {
        return ordering.serviceCodes().contains(serviceCode);
    }

    @Override
    public boolean requiresPin() {
        return ordering.pinRequired();
    }

    @Override
    public boolean requiresName() {
        return ordering.nameRequired();
    }

    @Override
    public String embossFont() {
        return ordering.font();
    }

    @Override
    public int embossLineMicrometres() {
        return ordering.lineMicrometres();
    }

    @Override
    public int longestValidityYears() {
        return ordering.longestYears();
    }

    @Override
    public boolean requiresSuppliedTrack(int track) {
        return stripe.needsIssuer(track)
                || applications.stream()
                        .anyMatch(application -> application.trackData().needsIssuer(track)
                                || application.contactlessTrackData().needsIssuer(track));
    }

    @Override
    public boolean takesTrack(int track) {
        return requiresSuppliedTrack(track);
    }

    @Override
    public boolean takesSecret(String field) {
        return ordering.secrets().containsKey(field);
    }

    @Override
    public boolean encodes(String field) {
        return applications.stream().anyMatch(application -> application.encodes(OrderField.valueOf(field)));
    }

    @Override
    public Map<String, Integer> requiredSecrets() {
        return ordering.secrets();
    }

    @Override
    public boolean allowsLanguage(String language) {
        return language.isEmpty()
                || ordering.languages().isEmpty()
                || ordering.languages().contains(language);
    }

    /** Product, version, issuer and segment. */
    @Override
    public String toString() {
        String segment = identity.segment().isEmpty() ? "" : " segment " + identity.segment();
        return identity.id() + " v" + identity.version() + " for " + identity.issuer() + segment;
    }
}
