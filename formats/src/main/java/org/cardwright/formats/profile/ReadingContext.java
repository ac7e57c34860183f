package org.cardwright.formats.profile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.xml.RiskReferenceType;
import org.jspecify.annotations.Nullable;

/** For whom a product is read, and which files were used for it. */
final class ReadingContext {

    private final ProfileLibrary library;
    private final String issuer;
    private final Asked asked;
    private final BinLevel bins;
    private final KeyVersions versions;
    private final Set<SourceFile> used = new LinkedHashSet<>();
    private boolean segmentFound;

    /**
     * What of a product is asked for.
     *
     * @param segment empty for the product's defaults
     * @param on the day
     * @param bins of the product that belong to the issuer
     */
    record Asked(String segment, LocalDate on, List<String> bins) {}

    ReadingContext(ProfileLibrary library, ProductCatalog.For whom, Asked asked) {
        this.library = library;
        this.issuer = whom.issuer();
        this.versions = whom.versions();
        this.asked = asked;
        this.segmentFound = asked.segment.isEmpty();
        this.bins = BinLevel.of(
                asked.bins,
                library.binRanges(asked.on).stream().map(BinRangeFile::range).toList());
    }

    /** The BIN ranges above the product. */
    BinLevel bins() {
        return bins;
    }

    String issuer() {
        return issuer;
    }

    String segment() {
        return asked.segment;
    }

    /** A key that goes by date when only its label is named. */
    KeyReference key(String label) {
        return KeyReference.parse(label, issuer, named -> versions.versionOn(named, asked.on));
    }

    /** A key beside an index that stands in card or record and means one version: it changes together with the index. */
    KeyReference indexedKey(String label) {
        return KeyReference.parse(label, issuer);
    }

    /** Every file that decided something, in the order of use. */
    List<SourceFile> used() {
        return List.copyOf(used);
    }

    /** True when a risk profile knows the segment. */
    boolean isSegmentFound() {
        return segmentFound;
    }

    void use(String kind, String name, ByteString hash) {
        used.add(new SourceFile(kind, name, hash));
    }

    ChipProfile chip(ProfileDocument document, String id) {
        ProfileLibrary.ChipEntry chip = library.chip(id);
        if (chip == null) {
            throw document.error(document.root(), "no chip " + id + " in the catalogue");
        }
        use("chip", chip.document().file(), chip.document().hash());
        return chip.profile();
    }

    IssuerCertificateProfile certificate(ProfileDocument document, Object element, String label) {
        String name = label.replace(KeyReference.ISSUER, issuer);
        ProfileDocument file = library.certificate(name);
        if (file == null) {
            throw document.error(element, "no issuer certificate " + name);
        }
        use("certificate", file.file(), file.hash());
        return CertificateReader.read(file, issuer);
    }

    /** Base, BIN ranges from wide to narrow, product and segment: the last one that says something holds. */
    RiskParameters risk(ProfileDocument document, @Nullable RiskReferenceType reference) {
        if (reference == null) {
            return RiskParameters.NONE;
        }
        RiskFile file = library.risk(reference.getProfile(), asked.on);
        if (file == null) {
            throw document.error(reference, "no risk profile " + reference.getProfile() + " on " + asked.on);
        }
        use("risk", file.document().file(), file.document().hash());
        List<RiskValue> levels = new ArrayList<>(file.base());
        levels.addAll(ofBins());
        levels.addAll(RiskLevelReader.read(document, reference, "product"));
        List<RiskValue> own = file.segments().get(asked.segment);
        if (own != null) {
            segmentFound = true;
            levels.addAll(own);
        }
        return new RiskParameters(file.version().toString(), levels);
    }

    private List<RiskValue> ofBins() {
        List<RiskValue> values = new ArrayList<>();
        for (BinRange range : bins.ranges()) {
            for (BinRangeFile file : library.binRanges(asked.on)) {
                if (file.range().equals(range)) {
                    use("bins", file.document().file(), file.document().hash());
                    values.addAll(file.values());
                }
            }
        }
        return values;
    }
}
