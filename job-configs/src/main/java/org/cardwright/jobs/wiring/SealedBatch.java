package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.verify.Expectations;
import org.cardwright.perso.verify.VerificationReport;
import org.cardwright.pipeline.close.Inspection;
import org.cardwright.pipeline.close.ReleaseVerifier;
import org.cardwright.pipeline.intake.Fingerprints;
import org.cardwright.pipeline.launch.BatchDefinition;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.ledger.AccountedCards;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.step.ChosenKeys;
import org.cardwright.pipeline.step.OrderLookup;

/** A sealed batch, verified after its orders are gone: against the products that made it and the ledger, where it is known. */
final class SealedBatch {

    private final Verification.Keys keys;
    private final ProductCatalog catalog;
    private final Verification.Effort effort;

    SealedBatch(Verification.Keys keys, ProductCatalog catalog, Verification.Effort effort) {
        this.keys = keys;
        this.catalog = catalog;
        this.effort = effort;
    }

    /** Opens the pipeline with its ledger. */
    @FunctionalInterface
    interface Opening {
        Pipeline open() throws IOException;
    }

    /**
     * The verifier of a batch of this home: before it is sealed against its orders and the products of its day, afterwards against
     * the ledger and those products that made it and are still the same.
     *
     * @param surfaces layouts of the configuration by name, which make the cards of a batch that is open
     */
    ReleaseVerifier check(BatchDefinition.ReleaseSheet sheet, Map<String, SurfaceLayout> surfaces) {
        if (sheet.orders() == OrderLookup.NONE) {
            return directory -> closed(directory, sheet);
        }
        BatchExpectations.Applying applying = new BatchExpectations.Applying(
                catalog.forIssuer(sheet.issuer()).withKeyVersions(ChosenKeys.kept(sheet.keys())),
                sheet.businessDate(),
                product -> true,
                surfaces);
        Fingerprints fingerprints = new Fingerprints(keys.module().seals(), keys.recordKey());
        return new Verification(
                keys, new BatchExpectations(applying, sheet.orders(), sheet.cards(), fingerprints), effort);
    }

    private Inspection closed(Path directory, BatchDefinition.ReleaseSheet sheet) throws IOException {
        ManifestHead head;
        try {
            head = Manifest.read(directory.resolve(Manifest.NAME)).head();
        } catch (IOException unreadable) {
            return Inspection.of(new Verification(keys, Expectations.NONE, effort).report(directory));
        }
        boolean same = head.batch().equals(sheet.batch())
                && head.issuer().equals(sheet.issuer())
                && head.sourceSha256().equals(sheet.sourceSha256());
        return same
                ? Inspection.of(
                        report(directory, head, new Known(sheet.businessDate(), sheet.keys(), sheet.cards(), Set.of())))
                : Inspection.refused("the output is that of batch " + head.batch() + " of issuer " + head.issuer());
    }

    VerificationReport verify(Path directory, Opening opening) throws IOException {
        Manifest manifest;
        try {
            manifest = Manifest.read(directory.resolve(Manifest.NAME));
        } catch (IOException unreadable) {
            // A finding of the verifier, which needs neither products nor ledger to say so.
            return new Verification(keys, Expectations.NONE, effort).report(directory);
        }
        Pipeline pipeline;
        try {
            pipeline = opening.open();
        } catch (DatabaseUnavailableException busy) {
            return withoutLedger(directory, manifest.head(), "the ledger does not answer");
        }
        Optional<BatchDetails> details = pipeline.batch(manifest.head().batch())
                .filter(found -> found.summary().batch().equals(manifest.head().batch()));
        if (details.isEmpty()) {
            return withoutLedger(directory, manifest.head(), "the ledger of this home does not know the batch");
        }
        String batch = manifest.head().batch();
        Known known = new Known(
                details.get().summary().businessDate(),
                pipeline.keyUses().chosen(batch),
                pipeline.cards(batch),
                Set.of());
        return new LedgerComparison(directory.resolve(Manifest.NAME), manifest)
                .add(report(directory, manifest.head(), known), details.get(), known.cards());
    }

    /**
     * What is known of a batch beside its output.
     *
     * @param day business date
     * @param keys versions of the keys that its products name by label
     * @param cards what the ledger says of the cards
     * @param uncertain products of which it is not known with which keys they made their cards
     */
    private record Known(LocalDate day, Map<String, Integer> keys, AccountedCards cards, Set<ByteString> uncertain) {}

    private VerificationReport withoutLedger(Path directory, ManifestHead head, String why) throws IOException {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        ManifestVersions versions = new ManifestVersions(head);
        ProductCatalog issuer = catalog.forIssuer(head.issuer());
        List<EffectiveProduct> uncertain = versions.uncertain(issuer, made(head), today);
        Known known = new Known(
                today,
                versions.certain(),
                order -> Optional.empty(),
                uncertain.stream().map(EffectiveProduct::hash).collect(Collectors.toSet()));
        VerificationReport report = report(directory, head, known);
        List<String> notChecked = new ArrayList<>(report.notChecked());
        uncertain.forEach(product -> notChecked.add(versions.notChecked(issuer, product, today)));
        notChecked.add("cards against the ledger: " + why);
        return new VerificationReport(
                report.records(), report.findingCount(), report.findings(), notChecked, report.channels());
    }

    private static Set<ByteString> made(ManifestHead head) {
        return head.profiles().stream().map(ManifestHead.Profile::sha256).collect(Collectors.toSet());
    }

    private VerificationReport report(Path directory, ManifestHead head, Known known) throws IOException {
        Set<ByteString> hashes = made(head);
        ProductCatalog made = catalog.forIssuer(head.issuer()).withKeyVersions(ChosenKeys.kept(known.keys()));
        BatchExpectations.Applying applying = new BatchExpectations.Applying(
                made,
                known.day(),
                product -> hashes.contains(product.hash()) && !known.uncertain().contains(product.hash()),
                Map.of());
        Verification.Keys used = keys.thatMade(head);
        return new Verification(used, expectations(used, applying, known.cards()), effort).report(directory);
    }

    private static BatchExpectations expectations(
            Verification.Keys keys, BatchExpectations.Applying applying, AccountedCards cards) {
        Fingerprints fingerprints = new Fingerprints(keys.module().seals(), keys.recordKey());
        return new BatchExpectations(applying, OrderLookup.NONE, cards, fingerprints);
    }
}
