package org.cardwright.pipeline.close;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.card.RejectTexts;
import org.cardwright.perso.file.CrashPoint;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.perso.file.PersoFileSeal;
import org.cardwright.perso.file.PersoFileWriter;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.file.RejectsFile;
import org.cardwright.perso.file.SealRequest;
import org.cardwright.perso.verify.CardChannels;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.step.CrashPoints;
import org.jspecify.annotations.Nullable;

/** The release of a batch as personalization files: group directories, rejects and a signed manifest. */
public final class PersoRelease implements BatchRelease {

    /** Batch, group, file; one more for good measure. */
    private static final int MAX_DEPTH = 4;

    private final SecurityModule module;
    private final Terms terms;
    private CrashPoint crash = CrashPoint.NONE;
    private Map<String, Long> lengths = Map.of();
    private @Nullable PersoFileWriter writer;
    private OptionalInt counted = OptionalInt.empty();
    private Inspection inspection = Inspection.clean(CardChannels.NONE);

    /** Signs and binds with keys of the module. */
    public PersoRelease(SecurityModule module, Terms terms) {
        this.module = module;
        this.terms = terms;
    }

    /**
     * What is fixed about an output before its first record.
     *
     * @param target final directory
     * @param groups every group of files that may occur
     * @param head makes what the manifest says
     * @param recordKey RECORD_MAC key that binds the records
     * @param signingKey MANIFEST_SIGNING key
     * @param texts what the rules say to this issuer
     * @param pans how this issuer wants PANs shown
     * @param check the independent verifier
     */
    public record Terms(
            Path target,
            List<GroupFiles> groups,
            Head head,
            KeyName recordKey,
            KeyName signingKey,
            RejectTexts texts,
            PanMask pans,
            ReleaseVerifier check) {

        /** Copies the list. */
        public Terms {
            groups = List.copyOf(groups);
        }

        private Path workDirectory() {
            return OutputPlace.workDirectory(target);
        }
    }

    @Override
    public void open(Map<String, Long> committed, CrashPoints crashPoints) throws IOException {
        crash = place -> crashPoints.pass(place.name(), StepName.RELEASE.id());
        lengths = Map.copyOf(committed);
        if (!sealed()) {
            OutputPlace.createParent(terms.target());
            writer = PersoFileWriter.open(terms.workDirectory(), terms.groups(), committed, crash);
        }
    }

    private boolean sealed() {
        return isSealed(terms.target());
    }

    /** True when an output has its final name. */
    public static boolean isSealed(Path target) {
        return Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Where the verified files of a batch stand that is not released yet.
     *
     * @param target the final directory
     */
    public static Path waiting(Path target) {
        return OutputPlace.workDirectory(target);
    }

    /** Makes the head of the manifest when the batch is sealed. */
    @FunctionalInterface
    public interface Head {

        /**
         * The head.
         *
         * @param counts what became of the orders
         * @param products the products of the cards made, as intake named them
         */
        ManifestHead of(ManifestHead.Counts counts, Collection<String> products);
    }

    /**
     * Deletes what was written of an output that never got its final name.
     *
     * @param target the final directory
     */
    public static void discard(Path target) throws IOException {
        Path part = OutputPlace.workDirectory(target);
        if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(part, MAX_DEPTH)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        try (FileChannel parent =
                FileChannel.open(Objects.requireNonNull(part.toAbsolutePath().getParent()), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    @Override
    public void append(List<PersoRecord> records) throws IOException {
        if (writer != null) {
            writer.append(records);
            lengths = writer.positions();
        }
    }

    @Override
    public Map<String, Long> lengths() {
        return lengths;
    }

    @Override
    public CardChannels seal(SealFacts facts) throws IOException {
        close();
        SealRequest request = new SealRequest(
                terms.workDirectory(),
                terms.target(),
                terms.groups(),
                lengths,
                terms.head().of(counts(facts.counts()), facts.products()),
                facts.rejects().stream()
                        .map(r -> new RejectsFile.Row(
                                r.recordNumber(),
                                r.orderReference(),
                                r.field(),
                                r.reason().id(),
                                r.plainReason(terms.texts())))
                        .map(row -> row.shownBy(terms.pans()))
                        .toList(),
                terms.recordKey(),
                terms.signingKey());
        boolean sealedNow = sealTimed(request, facts);
        if (!sealedNow) {
            Verdict verdict = verify();
            if (!verdict.intact()) {
                throw new NotReconciledException("sealed before, but not intact: " + verdict.finding());
            }
        }
        return inspection.channels();
    }

    @Override
    public List<Inspection.RefusedChannel> refused() {
        return inspection.refused();
    }

    /** Verifying is timed on its own; what is left of the seal is hashing, comparing and forcing files. */
    private boolean sealTimed(SealRequest request, SealFacts facts) throws IOException {
        int cards = facts.counts().made();
        long[] verifying = new long[1];
        long start = System.nanoTime();
        FirstCards first = new FirstCards(facts.first().cardsPerGroup());
        boolean sealedNow = new PersoFileSeal(module, crash)
                .seal(request, first.watching(facts.staged()), directory -> {
                    long begun = System.nanoTime();
                    inspection = terms.check().inspect(directory);
                    verifying[0] += System.nanoTime() - begun;
                    if (inspection.findings().isEmpty() && facts.first().cardsPerGroup() > 0) {
                        facts.first().require(first.proof());
                    }
                    return inspection.findings();
                });
        facts.times().add("verify", cards, verifying[0]);
        facts.times().add("seal", cards, System.nanoTime() - start - verifying[0]);
        return sealedNow;
    }

    private static ManifestHead.Counts counts(BatchCounts counts) {
        return new ManifestHead.Counts(counts.in(), counts.good(), counts.rejected(), counts.held(), counts.remade());
    }

    /** Counted on the disk once in a run, behind its seal: the next step asks again a moment later. */
    @Override
    public int sealedCards() throws IOException {
        if (counted.isEmpty()) {
            int cards = 0;
            try (PersoFileReader reader = PersoFileReader.open(terms.target())) {
                while (reader.next().isPresent()) {
                    cards = Math.addExact(cards, 1);
                }
            }
            counted = OptionalInt.of(cards);
        }
        return counted.getAsInt();
    }

    @Override
    public Verdict verify() throws IOException {
        return verdict(terms.target(), directory -> {
            inspection = terms.check().inspect(directory);
            return inspection;
        });
    }

    /**
     * What a verifier says of an output.
     *
     * @param target final directory
     * @param check the independent verifier
     */
    public static Verdict verdict(Path target, ReleaseVerifier check) throws IOException {
        if (!isSealed(target)) {
            return new Verdict(false, "the output directory is missing");
        }
        List<String> findings = check.inspect(target).findings();
        return findings.isEmpty() ? new Verdict(true, "") : new Verdict(false, findings.get(0));
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
