package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.crypto.module.SignedMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PanMask;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.file.RejectsFile;
import org.cardwright.perso.response.AnsweredCard;
import org.cardwright.perso.response.ResponseFile;
import org.cardwright.perso.response.ResponseHead;
import org.cardwright.perso.response.ResponseOrders;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.BatchSummary;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.WrongUsageException;

/**
 * The answer to the issuer about a batch that has ended: orders from the ledger, cards from the sealed manifest, chips from the journal of
 * the lines and desks. The same state of the ledger gives the same bytes.
 */
public final class ResponseOfBatch {

    private final OpenedHome home;
    private final BatchDetails details;
    private final PanMask pans;
    private final Map<Long, OfCard> chips = new HashMap<>();

    /** What chips a card used up. */
    private record OfCard(int spoiled, boolean isBegun, Optional<AnsweredCard.Chip> good) {}

    /**
     * Of a batch.
     *
     * @param pans how the issuer wants card numbers shown, by which he may have named his orders
     * @throws WrongUsageException when the batch has not ended
     * @throws NotReconciledException when a manifest of ours that says what the ledger says is not in its directory
     */
    public ResponseOfBatch(OpenedHome home, BatchDetails details, PanMask pans) throws IOException {
        this.home = home;
        this.details = details;
        this.pans = pans;
        Pipeline pipeline = home.pipeline();
        if (summary().state() == BatchState.OPEN) {
            throw new WrongUsageException("the batch has not ended: there is nothing to answer yet");
        }
        if (summary().state() == BatchState.CLOSED) {
            requireOurs(manifest());
            pipeline.chipProduction().each(summary().batch(), attempt -> {
                OfCard before = chips.getOrDefault(attempt.of().card(), new OfCard(0, false, Optional.empty()));
                chips.put(attempt.of().card(), with(before, attempt));
            });
        }
    }

    private BatchSummary summary() {
        return details.summary();
    }

    private Path manifest() {
        return summary().directory().resolve(Manifest.NAME);
    }

    private void requireOurs(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NotReconciledException(
                    "the sealed batch is not in " + summary().directory() + " any more");
        }
        Manifest manifest = Manifest.read(file);
        boolean same = manifest.head().batch().equals(summary().batch())
                && manifest.head().counts().equals(counts(summary().counts()))
                && manifest.cards() == summary().counts().made();
        if (!same || !Manifest.isSigned(file, home.signingPublicKey(manifest.head()), SignatureVerifier.ed25519())) {
            throw new NotReconciledException(
                    "the manifest in " + summary().directory() + " is not what the ledger says of this batch");
        }
    }

    private static OfCard with(OfCard before, ChipAttempt attempt) {
        if (attempt.state() == State.GOOD) {
            return new OfCard(before.spoiled(), before.isBegun(), Optional.of(chip(attempt)));
        }
        return attempt.state() == State.STARTED
                ? new OfCard(before.spoiled(), true, before.good())
                : new OfCard(before.spoiled() + 1, before.isBegun(), before.good());
    }

    private static AnsweredCard.Chip chip(ChipAttempt attempt) {
        return new AnsweredCard.Chip(
                attempt.chip().keyData(),
                attempt.chip().number(),
                attempt.work().at().station(),
                attempt.work().at().head(),
                new AnsweredCard.Made(attempt.work().begunAt(), attempt.work().endedAt()));
    }

    /** The answer, to be written. */
    public ResponseFile file() {
        ResponseHead.Ending ending =
                summary().state() == BatchState.CLOSED ? ResponseHead.Ending.SEALED : ResponseHead.Ending.ABANDONED;
        ResponseHead head = new ResponseHead(
                summary().batch(),
                summary().issuer(),
                summary().sequenceNumber(),
                details.source().sha256(),
                ending,
                counts(summary().counts()));
        return new ResponseFile(head, orders(), this::cards);
    }

    private static ManifestHead.Counts counts(BatchCounts counts) {
        return new ManifestHead.Counts(counts.in(), counts.good(), counts.rejected(), counts.held(), counts.remade());
    }

    /** The orders of which no card was made, or not for the first time. */
    public ResponseOrders orders() {
        List<ResponseOrders.Held> held = details.held().stream()
                .map(order -> new ResponseOrders.Held(
                        order.recordNumber(), pans.maskIn(order.orderReference()), order.reason()))
                .toList();
        List<ResponseOrders.Remade> remade = details.remade().stream()
                .map(order -> new ResponseOrders.Remade(
                        order.recordNumber(), pans.maskIn(order.orderReference()), order.attempt(), order.request()))
                .toList();
        List<RejectsFile.Row> rejected = details.rejects().stream()
                .map(order -> new RejectsFile.Row(
                                order.recordNumber(),
                                order.orderReference(),
                                order.field(),
                                order.reason().id(),
                                order.plainReason())
                        .shownBy(pans))
                .toList();
        return new ResponseOrders(rejected, held, remade);
    }

    /** Every card that was made, in the order of the batch. */
    public void cards(ResponseFile.Cards.Visitor visitor) throws IOException {
        if (summary().state() == BatchState.CLOSED) {
            Manifest.read(manifest(), entry -> visitor.visit(card(entry)));
        }
    }

    private AnsweredCard card(Manifest.RecordEntry entry) {
        OfCard of = chips.getOrDefault((long) entry.index(), new OfCard(0, false, Optional.empty()));
        AnsweredCard.State state;
        if (of.good().isPresent()) {
            state = AnsweredCard.State.PERSONALIZED;
        } else if (of.isBegun()) {
            state = AnsweredCard.State.BEGUN;
        } else {
            state = of.spoiled() > 0 ? AnsweredCard.State.WAITING : AnsweredCard.State.PREPARED;
        }
        return new AnsweredCard(entry.index(), pans.maskIn(entry.order()), state, of.spoiled(), of.good());
    }

    /** Signs with the key of manifests. */
    public ResponseFile.Signer signer() {
        return new ResponseFile.Signer() {
            @Override
            public ByteString publicKey() {
                return home.signingPublicKey();
            }

            @Override
            public ByteString sign(SignedMessage message) throws IOException {
                return home.sign(message);
            }
        };
    }
}
