package org.cardwright.formats.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.formats.profile.xml.BinRangeType;
import org.cardwright.formats.profile.xml.Chips;
import org.cardwright.formats.profile.xml.IssuerCertificate;
import org.cardwright.formats.profile.xml.Product;
import org.cardwright.formats.profile.xml.RiskProfile;
import org.jspecify.annotations.Nullable;

/** All profile files of a configuration, read and checked one by one but not yet put together. */
final class ProfileLibrary {

    private static final int MAX_FILES = 10_000;

    private final List<ProductFile> products = new ArrayList<>();
    private final List<RiskFile> risks = new ArrayList<>();
    private final List<BinRangeFile> binRanges = new ArrayList<>();
    private final Map<String, ChipEntry> chips = new LinkedHashMap<>();
    private final Map<String, ProfileDocument> certificates = new LinkedHashMap<>();

    /** A product file with its identity. */
    record ProductFile(ProfileVersion version, ProfileDocument document, Product product) {

        /** Names of the risk profiles that its applications have. */
        List<String> riskProfiles() {
            return product.getApplication().stream()
                    .filter(application -> application.getRisk() != null)
                    .map(application -> application.getRisk().getProfile())
                    .toList();
        }
    }

    /** A chip with the file it stands in. */
    record ChipEntry(ChipProfile profile, ProfileDocument document) {}

    /** Reads {@code products}, {@code risk}, {@code bins}, {@code chips} and {@code certificates} below the directory. */
    static ProfileLibrary load(Path directory) {
        ProfileLibrary library = new ProfileLibrary();
        library.each(directory.resolve("chips"), Chips.class, library::addChips);
        library.each(directory.resolve(ProductCatalog.CERTIFICATES), IssuerCertificate.class, library::addCertificate);
        library.each(directory.resolve("risk"), RiskProfile.class, library::addRisk);
        library.each(directory.resolve("bins"), BinRangeType.class, library::addBinRange);
        library.each(directory.resolve("products"), Product.class, library::addProduct);
        return library;
    }

    /** What to do with a file of a kind. */
    private interface Adder<T> {
        void add(ProfileDocument document, T root);
    }

    private <T> void each(Path directory, Class<T> kind, Adder<T> adder) {
        for (Path file : files(directory)) {
            ProfileDocument document = ProfileXml.read(file);
            if (!kind.isInstance(document.root())) {
                throw document.error(document.root(), "not the root element of files in " + directory.getFileName());
            }
            adder.add(document, kind.cast(document.root()));
        }
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.toString().endsWith(".xml"))
                    .limit(MAX_FILES)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addChips(ProfileDocument document, Chips root) {
        for (Chips.Chip chip : root.getChip()) {
            Set<Family> families = EnumSet.noneOf(Family.class);
            chip.getFamilies().forEach(name -> families.add(Family.valueOf(name)));
            ChipProfile profile = new ChipProfile(
                    chip.getId(),
                    chip.getOperatingSystem(),
                    chip.getApplet(),
                    families,
                    chip.getMaxRsaBits(),
                    chip.isAes(),
                    chip.isContactless(),
                    chip.getMemoryBytes(),
                    chip.getChannel(),
                    chip.getCps());
            if (chips.put(chip.getId(), new ChipEntry(profile, document)) != null) {
                throw document.error(chip, "chip " + chip.getId() + " stands twice");
            }
        }
    }

    private void addCertificate(ProfileDocument document, IssuerCertificate root) {
        if (certificates.put(root.getName(), document) != null) {
            throw document.error(root, "issuer certificate " + root.getName() + " stands twice");
        }
        CertificateReader.read(document, "");
    }

    private void addRisk(ProfileDocument document, RiskProfile root) {
        RiskFile file = RiskFile.of(document, root);
        if (risks.stream().anyMatch(other -> same(other.version(), file.version()))) {
            throw document.error(root, "risk profile " + file.version() + " stands twice");
        }
        risks.add(file);
    }

    private void addBinRange(ProfileDocument document, BinRangeType root) {
        BinRangeFile file = BinRangeFile.of(document, root);
        if (binRanges.stream().anyMatch(other -> same(other.version(), file.version()))) {
            throw document.error(root, "BIN range " + file.version() + " stands twice");
        }
        binRanges.add(file);
    }

    private void addProduct(ProfileDocument document, Product root) {
        ProfileVersion version = ProfileVersion.of(
                document,
                root.getId(),
                root.getVersion(),
                new ProfileVersion.Days(root.getEffective(), root.getUntil()));
        if (products.stream().anyMatch(other -> same(other.version(), version))) {
            throw document.error(root, "product " + version + " stands twice");
        }
        products.add(new ProductFile(version, document, root));
    }

    private static boolean same(ProfileVersion one, ProfileVersion other) {
        return one.id().equals(other.id()) && one.number() == other.number();
    }

    List<ProductFile> products() {
        return List.copyOf(products);
    }

    @Nullable
    ChipEntry chip(String id) {
        return chips.get(id);
    }

    @Nullable
    ProfileDocument certificate(String name) {
        return certificates.get(name);
    }

    /** The highest version that holds on the day. */
    @Nullable
    RiskFile risk(String id, LocalDate on) {
        return risks.stream()
                .filter(file -> file.version().id().equals(id) && file.version().holdsOn(on))
                .max(Comparator.comparingInt(file -> file.version().number()))
                .orElse(null);
    }

    /** Of every BIN range the highest version that holds on the day. */
    List<BinRangeFile> binRanges(LocalDate on) {
        return binRanges.stream()
                .filter(file -> file.version().holdsOn(on))
                .filter(file -> binRanges.stream()
                        .filter(other ->
                                other.version().id().equals(file.version().id()))
                        .filter(other -> other.version().holdsOn(on))
                        .noneMatch(other ->
                                other.version().number() > file.version().number()))
                .toList();
    }

    /** The first day on which the product holds and there is a version of each of its risk profiles. */
    LocalDate firstDay(ProductFile file) {
        LocalDate first = file.version().effective();
        for (String risk : file.riskProfiles()) {
            LocalDate from = risks.stream()
                    .map(RiskFile::version)
                    .filter(version -> version.id().equals(risk))
                    .map(ProfileVersion::effective)
                    .min(LocalDate::compareTo)
                    .orElse(first);
            first = from.isAfter(first) ? from : first;
        }
        return first;
    }

    List<IssuerCertificateFile> certificates() {
        return certificates.values().stream()
                .map(document -> new IssuerCertificateFile(CertificateReader.read(document, ""), document.file()))
                .toList();
    }

    List<ChipProfile> chips() {
        return chips.values().stream().map(ChipEntry::profile).toList();
    }

    Set<String> segments(String risk, LocalDate on) {
        RiskFile file = risk(risk, on);
        return file == null ? Set.of() : file.segments().keySet();
    }
}
