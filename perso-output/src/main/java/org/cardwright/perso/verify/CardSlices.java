package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.LEAF;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.PersoFileReader.Card;
import org.cardwright.perso.file.RecordMac;

/**
 * Cards that are looked at in slices, on several threads; what was found of each is told in the order of the batch.
 *
 * <p>A slice is one batch for the security module. Only a few slices are held at a time, so that the heap does not grow with the batch.
 */
final class CardSlices implements AutoCloseable {

    private static final int CARDS = 16;
    private static final AtomicInteger THREADS_SO_FAR = new AtomicInteger();

    private final VerificationContext context;
    private final OfflineDataVerifier offline;
    private final String issuer;
    private final Hearer hearer;
    private final int mostWaiting;

    /** None where the thread that asks does the work itself. */
    private final Optional<ExecutorService> threads;

    private final Deque<Future<List<Looked>>> waiting = new ArrayDeque<>();
    private List<Asked> slice = new ArrayList<>();

    /**
     * A card that was looked at.
     *
     * @param card its records
     * @param known what is known of it
     * @param views what was recovered
     * @param findings of this card alone
     */
    record Looked(Card card, KnownCard known, List<CardView> views, Findings findings) {}

    /** Hears of the cards in the order of the batch. */
    @FunctionalInterface
    interface Hearer {

        /** The next card. */
        void hear(Looked card) throws IOException;
    }

    /** A card and what is known of it. */
    private record Asked(Card card, KnownCard known) {}

    CardSlices(VerificationContext context, String issuer, int threadCount, Hearer hearer) {
        this.context = context;
        this.offline = new OfflineDataVerifier(context.caKeys());
        this.issuer = issuer;
        this.hearer = hearer;
        this.mostWaiting = threadCount + 1;
        this.threads = threadCount == 1
                ? Optional.empty()
                : Optional.of(Executors.newFixedThreadPool(threadCount, CardSlices::thread));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "verify-" + THREADS_SO_FAR.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Takes the next card of the batch. */
    void add(Card card) throws IOException {
        slice.add(new Asked(
                card,
                KnownCard.of(
                        context.expectations(),
                        card.entry().group(),
                        card.entry().order())));
        if (slice.size() == CARDS) {
            begin();
        }
        while (waiting.size() > mostWaiting) {
            hearNext();
        }
    }

    /** Waits until every card was looked at. */
    void finish() throws IOException {
        if (!slice.isEmpty()) {
            begin();
        }
        while (!waiting.isEmpty()) {
            hearNext();
        }
    }

    private void begin() {
        List<Asked> cards = slice;
        slice = new ArrayList<>();
        FutureTask<List<Looked>> work = new FutureTask<>(() -> inOneSession(cards));
        threads.ifPresentOrElse(pool -> pool.execute(work), work);
        waiting.add(work);
    }

    private void hearNext() throws IOException {
        for (Looked card : await(waiting.remove())) {
            hearer.hear(card);
        }
    }

    private static List<Looked> await(Future<List<Looked>> slice) throws IOException {
        try {
            return slice.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the verification was stopped");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private List<Looked> inOneSession(List<Asked> cards) {
        Optional<SecurityModule> module = context.module();
        return module.isPresent() ? module.get().inOneSession(() -> lookedAt(cards)) : lookedAt(cards);
    }

    private List<Looked> lookedAt(List<Asked> cards) {
        List<Looked> looked = new ArrayList<>(cards.size());
        for (Asked asked : cards) {
            Card card = asked.card();
            Findings findings = new Findings();
            findings.at(card.entry().file(), card.entry().index(), card.entry().order());
            List<CardView> views = new CardVerifier(context.withExpectations(asked.known()), offline, findings)
                    .verify(card.entry().group(), card.entry().order(), card.channels());
            looked.add(new Looked(card, asked.known(), views, findings));
        }
        checkLeaves(looked);
        return looked;
    }

    /** Leaf of each card on the disk, with the salt that the record key gives for its order. */
    private void checkLeaves(List<Looked> cards) {
        Optional<SecurityModule> module = context.module();
        Optional<KeyName> recordKey = context.recordKey();
        if (module.isEmpty() || recordKey.isEmpty()) {
            return;
        }
        List<ByteString> salts = new RecordMac(module.get().seals(), recordKey.get(), issuer)
                .salts(cards.stream()
                        .map(looked -> looked.card().entry().order())
                        .toList());
        for (int i = 0; i < cards.size(); i++) {
            Card card = cards.get(i).card();
            boolean right =
                    leaf(salts.get(i), card.channels()).equals(card.entry().leaf());
            cards.get(i).findings().require(right, LEAF, "leaf", "");
        }
    }

    /** {@code SHA-256(00 || salt || chip || emboss || laser || track)}, hashes each, zeros for what is not there. */
    private static ByteString leaf(ByteString salt, Map<Channel, ByteString> channels) {
        List<ByteString> parts = new ArrayList<>(List.of(ByteString.ofByte(0x00), salt));
        for (Channel channel : List.of(Channel.CHIP, Channel.EMBOSS, Channel.LASER, Channel.TRACK)) {
            ByteString data = channels.get(channel);
            parts.add(data == null ? ByteString.repeat(0, 32) : Sha.sha256(data));
        }
        return Sha.sha256(parts.toArray(new ByteString[0]));
    }

    /** Nothing is looked at any more. */
    @Override
    public void close() {
        threads.ifPresent(ExecutorService::shutdownNow);
    }
}
