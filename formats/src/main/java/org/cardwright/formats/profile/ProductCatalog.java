package org.cardwright.formats.profile;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.formats.profile.xml.Product;

/**
 * All products of a configuration, as they hold for one issuer.
 *
 * <p>The directory has {@code products}, {@code risk}, {@code bins}, {@code chips} and {@code certificates} with one XML file each;
 * a new product is a new file. Safe for several threads.
 */
public final class ProductCatalog {

    /** Where issuer certificates stand below the directory of a configuration. */
    public static final String CERTIFICATES = "certificates";

    private final ProfileLibrary library;
    private final For whom;
    private final Map<Request, EffectiveProduct> found = new ConcurrentHashMap<>();

    private record Request(String product, String segment, LocalDate on) {}

    private ProductCatalog(ProfileLibrary library, For whom) {
        this.library = library;
        this.whom = whom;
    }

    /**
     * For whom products are read.
     *
     * @param issuer empty for nobody yet
     * @param versions of keys that products name by label
     */
    record For(String issuer, KeyVersions versions) {}

    /**
     * Reads all files.
     *
     * @throws MalformedProfileException when one is wrong; the message names file, line and rule
     * @throws java.io.UncheckedIOException when one cannot be read
     */
    public static ProductCatalog load(Path directory) {
        return new ProductCatalog(ProfileLibrary.load(directory), new For("", KeyVersions.FIRST));
    }

    /** The same files for one issuer: his BINs, keys and certificates. */
    public ProductCatalog forIssuer(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an issuer has a name");
        }
        return new ProductCatalog(library, new For(name, whom.versions()));
    }

    /** The same files with these versions of keys that products name by label; {@code label/version} in a product stays. */
    public ProductCatalog withKeyVersions(KeyVersions versions) {
        return new ProductCatalog(library, new For(whom.issuer(), versions));
    }

    /**
     * The product for a segment on a day: the highest version that holds.
     *
     * @param segment empty for the product's defaults
     * @return empty when there is no such product or segment for this issuer on this day
     * @throws MalformedProfileException when the product contradicts itself or other files
     */
    public Optional<EffectiveProduct> find(String product, String segment, LocalDate on) {
        requireIssuer();
        Request request = new Request(product, segment, on);
        EffectiveProduct known = found.get(request);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<EffectiveProduct> read = file(product, on).flatMap(file -> read(file, segment, on));
        read.ifPresent(effective -> found.putIfAbsent(request, effective));
        return Optional.ofNullable(found.get(request)).or(() -> read);
    }

    /**
     * One version of a product in all its segments, the default first, as on the first day on which it can be ordered; for
     * comparison. Empty when there is no such version for this issuer.
     *
     * @throws MalformedProfileException when the product contradicts itself or other files
     */
    public List<EffectiveProduct> version(String product, int version) {
        requireIssuer();
        List<EffectiveProduct> segments = new ArrayList<>();
        for (ProfileLibrary.ProductFile file : library.products()) {
            if (file.version().id().equals(product) && file.version().number() == version) {
                LocalDate first = library.firstDay(file);
                segments(file, first)
                        .forEach(segment -> read(file, segment, first).ifPresent(segments::add));
            }
        }
        return segments;
    }

    /** Names of the products that this issuer may order on the day, without an issuer of all products. */
    public List<String> products(LocalDate on) {
        return library.products().stream()
                .filter(file -> file.version().holdsOn(on))
                .filter(file -> whom.issuer().isEmpty() || isForIssuer(file.product()))
                .map(file -> file.version().id())
                .distinct()
                .sorted()
                .toList();
    }

    /** Segments of a product on the day, the empty one for its defaults included. */
    public List<String> segments(String product, LocalDate on) {
        return file(product, on).map(file -> segments(file, on)).orElse(List.of(""));
    }

    private List<String> segments(ProfileLibrary.ProductFile file, LocalDate on) {
        Set<String> segments = new TreeSet<>();
        segments.add("");
        file.riskProfiles().forEach(risk -> segments.addAll(library.segments(risk, on)));
        return List.copyOf(segments);
    }

    /** Issuers that products name. */
    public List<String> issuers() {
        Set<String> issuers = new TreeSet<>();
        library.products().stream()
                .flatMap(file -> file.product().getBin().stream())
                .map(Product.Bin::getIssuer)
                .filter(Objects::nonNull)
                .forEach(issuers::add);
        return List.copyOf(issuers);
    }

    /** Everything this issuer may order on the day, every product in every segment. */
    public List<EffectiveProduct> all(LocalDate on) {
        List<EffectiveProduct> all = new ArrayList<>();
        for (String product : products(on)) {
            for (String segment : segments(product, on)) {
                find(product, segment, on).ifPresent(all::add);
            }
        }
        return all;
    }

    /** The BIN ranges that say something on the day, whoever their cards belong to. */
    public List<BinRange> binRanges(LocalDate on) {
        return library.binRanges(on).stream().map(BinRangeFile::range).toList();
    }

    /** Every issuer certificate, in the order of the files. */
    public List<IssuerCertificateFile> certificates() {
        return library.certificates();
    }

    /** The chip catalogue. */
    public List<ChipProfile> chips() {
        return library.chips();
    }

    private Optional<ProfileLibrary.ProductFile> file(String product, LocalDate on) {
        return library.products().stream()
                .filter(file ->
                        file.version().id().equals(product) && file.version().holdsOn(on))
                .max(Comparator.comparingInt(file -> file.version().number()));
    }

    private Optional<EffectiveProduct> read(ProfileLibrary.ProductFile file, String segment, LocalDate on) {
        if (!isForIssuer(file.product())) {
            return Optional.empty();
        }
        List<String> bins = ProductReader.bins(file.product(), whom.issuer());
        ReadingContext context = new ReadingContext(library, whom, new ReadingContext.Asked(segment, on, bins));
        EffectiveProduct product = new ProductReader(file, context).read();
        return context.isSegmentFound() ? Optional.of(product) : Optional.empty();
    }

    private boolean isForIssuer(Product product) {
        return !ProductReader.bins(product, whom.issuer()).isEmpty();
    }

    private void requireIssuer() {
        if (whom.issuer().isEmpty()) {
            throw new IllegalStateException("a product holds for an issuer: call forIssuer first");
        }
    }
}
