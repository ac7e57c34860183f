package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.COMBINED_RECORD;
import static org.cardwright.perso.verify.VerificationRule.MANIFEST_READABLE;
import static org.cardwright.perso.verify.VerificationRule.RECORD_PLACE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.Manifest.RecordEntry;
import org.cardwright.perso.file.PersoFileException;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.perso.json.MalformedJsonException;

/**
 * Verifies a whole batch directory: manifest, files, tree, and every card as terminal, machine and issuer will see it.
 *
 * <p>EMV 4.4 Book 2, 5 to 7, and Book 3, 7 and 10, for the cards; RFC 8032, 8785 and 9162 for the manifest. Safe for several
 * threads; every call reads the directory anew.
 */
public final class PersoFileVerifier {

    private static final int MOST_THREADS = 64;

    private final VerificationContext context;
    private final int threads;

    /** Hears how many of all cards have been looked at, every now and then. */
    @FunctionalInterface
    public interface Listener {

        /** So many cards of so many. */
        void at(long done, long total);
    }

    /** Verifies with what the context offers, on every processor. */
    public PersoFileVerifier(VerificationContext context) {
        this(context, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * The same on so many threads.
     *
     * @param threads 1 to 64; with one, everything happens in the thread that asks
     */
    public PersoFileVerifier(VerificationContext context, int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads are 1 to " + MOST_THREADS);
        }
        this.context = context;
        this.threads = threads;
    }

    /**
     * Looks at everything.
     *
     * @throws IOException when the directory cannot be read; wrong content is a finding, not an exception
     */
    public VerificationReport verify(Path batchDirectory) throws IOException {
        return verify(batchDirectory, (done, total) -> {});
    }

    /** The same for somebody who waits for it. */
    public VerificationReport verify(Path batchDirectory, Listener listener) throws IOException {
        Findings findings = new Findings();
        findings.at(Manifest.NAME);
        RecordIndexRules index = new RecordIndexRules(findings);
        Optional<Manifest> manifest = manifest(batchDirectory, index, findings);
        if (manifest.isEmpty()) {
            return findings.report(0);
        }
        if (!new ManifestRules(batchDirectory, manifest.get(), index, findings).check(context)) {
            findings.notChecked("cards: a file is missing");
            return findings.report(0);
        }
        int cards = 0;
        try (PersoFileReader reader = PersoFileReader.open(batchDirectory, manifest.get())) {
            cards = verifyCards(reader, batchDirectory, findings, listener);
        } catch (PersoFileException unreadable) {
            findings.add(RECORD_PLACE, "", "a file ends behind this record");
        }
        sayWhatWasLeftOut(findings);
        return findings.report(cards);
    }

    /**
     * Looks at one card alone: everything but manifest, files and what no two cards of a batch may share.
     *
     * @param group product and plastic
     * @param order the issuer's name of the order
     * @param channels the card's record in each file
     */
    public VerificationReport verifyCard(String group, String order, Map<Channel, ByteString> channels) {
        Findings findings = new Findings();
        findings.at("", 1, order);
        new CardVerifier(context, findings).verify(group, order, channels);
        return findings.report(1);
    }

    private static Optional<Manifest> manifest(Path directory, RecordIndexRules index, Findings findings)
            throws IOException {
        Path file = directory.resolve(Manifest.NAME);
        if (!findings.require(
                Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), MANIFEST_READABLE, "", "no regular file")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Manifest.read(file, index));
        } catch (MalformedJsonException malformed) {
            findings.add(MANIFEST_READABLE, "", "at character " + malformed.offsetCharacters());
            return Optional.empty();
        }
    }

    private void sayWhatWasLeftOut(Findings findings) {
        if (context.module().isEmpty()) {
            findings.notChecked("private keys, card keys, PIN blocks and verification values: no security module");
        }
        if (context.module().isEmpty() || context.recordKey().isEmpty()) {
            findings.notChecked("that each leaf is that of its card: no record key");
        }
    }

    private int verifyCards(PersoFileReader reader, Path directory, Findings findings, Listener listener)
            throws IOException {
        Manifest manifest = reader.manifest();
        int cards = 0;
        try (CombinedFiles combined = new CombinedFiles(directory, manifest);
                CardSlices slices = new CardSlices(
                        context,
                        manifest.head().issuer(),
                        threads,
                        new WholeBatch(
                                findings,
                                combined,
                                new FormatRecords(directory, manifest, findings),
                                done -> listener.at(done, manifest.cards())))) {
            for (Optional<PersoFileReader.Card> card = next(reader, slices);
                    card.isPresent();
                    card = next(reader, slices)) {
                slices.add(card.get());
                cards++;
            }
            slices.finish();
            listener.at(cards, manifest.cards());
            findings.at("");
            findings.require(combined.atEnd(), COMBINED_RECORD, "", "more records than cards");
            findings.require(!reader.hasSurplus(), RECORD_PLACE, "", "more records than cards");
        }
        return cards;
    }

    /** The next card; where a file ends too early, the cards before it are still looked at. */
    private static Optional<PersoFileReader.Card> next(PersoFileReader reader, CardSlices slices) throws IOException {
        try {
            return reader.next();
        } catch (PersoFileException unreadable) {
            slices.finish();
            throw unreadable;
        }
    }

    /** What concerns more than one card, in the order of the batch. */
    private static final class WholeBatch implements CardSlices.Hearer {

        private static final int CARDS_PER_WORD = 64;

        private final Findings findings;
        private final OncePerBatch once;
        private final CombinedFiles combined;
        private final FormatRecords formats;
        private final IntConsumer progress;
        private int cards;

        WholeBatch(Findings findings, CombinedFiles combined, FormatRecords formats, IntConsumer progress) {
            this.findings = findings;
            this.once = new OncePerBatch(findings);
            this.combined = combined;
            this.formats = formats;
            this.progress = progress;
        }

        @Override
        public void hear(CardSlices.Looked looked) throws IOException {
            cards++;
            RecordEntry entry = looked.card().entry();
            findings.at(entry.file(), entry.index(), entry.order());
            once.order(cards, entry.order());
            findings.addAll(looked.findings());
            once.card(cards, looked.views());
            findings.require(combined.nextIs(looked.card()), COMBINED_RECORD, "", "");
            formats.check(looked.card(), looked.known());
            if (cards % CARDS_PER_WORD == 0) {
                progress.accept(cards);
            }
        }
    }
}
