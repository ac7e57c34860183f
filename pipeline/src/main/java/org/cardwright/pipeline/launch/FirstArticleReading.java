package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.perso.verify.CardReading;
import org.cardwright.pipeline.close.FirstCards;
import org.cardwright.pipeline.close.PersoRelease;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.StagedOrders;

/** Reads the first cards of a batch that waits for people, from the files that would be released, beside their orders. */
final class FirstArticleReading {

    private final Foundation foundation;

    FirstArticleReading(Foundation foundation) {
        this.foundation = foundation;
    }

    /**
     * The cards.
     *
     * @throws WrongUsageException when the batch does not wait for that
     * @throws NotReconciledException when the cards on the disk are not those that the request is about
     */
    FirstArticleProof read(BatchRegister.Entry entry) throws IOException {
        ApprovalRequest request = foundation
                .tables()
                .firstArticles()
                .waiting(entry.batch())
                .orElseThrow(() -> new WrongUsageException("the batch does not wait for its first cards to be seen"));
        try (RunLock lock =
                RunLock.tryAcquire(foundation.settings(), entry.batch()).orElse(null)) {
            if (lock == null) {
                throw new DatabaseUnavailableException("another process works on the batch; try again later");
            }
            try (BatchCipher cipher = foundation
                            .ports()
                            .module()
                            .batchKeys()
                            .open(entry.batch(), entry.dataKey().orElseThrow());
                    StagedOrders orders = BatchJob.stagedOrders(foundation, entry.batch(), cipher)) {
                return read(entry, request, orders);
            }
        }
    }

    private FirstArticleProof read(BatchRegister.Entry entry, ApprovalRequest request, StagedOrders orders)
            throws IOException {
        BatchDefinition definition =
                foundation.ports().definitions().define(foundation.tables().question(entry, Optional.empty()));
        FirstCards first = new FirstCards(foundation.settings().firstArticle());
        List<PersoRecord> records = new RecordMac(
                        foundation.ports().module().seals(), definition.recordKey(), entry.issuer())
                .bind(onDisk(PersoRelease.waiting(entry.directory()), first));
        records.forEach(first::add);
        String proof = FirstArticleGate.hex(first.proof());
        if (!proof.equals(request.subject())) {
            throw new NotReconciledException("request " + request.id()
                    + " is about other cards than those on the disk; the command that prepared the batch looks again");
        }
        List<FirstArticleProof.Card> cards = new ArrayList<>();
        for (PersoRecord record : records) {
            CardApplication order = orders.find(record.orderReference())
                    .orElseThrow(() -> new NotReconciledException("a card without an order"));
            cards.add(new FirstArticleProof.Card(
                    record.index(),
                    record.group(),
                    order,
                    CardReading.read(record.channels(), order, definition.surface(order), definition.pans())));
        }
        return new FirstArticleProof(entry.batch(), entry.issuer(), request.id(), proof, cards);
    }

    private static List<RecordMac.Unbound> onDisk(Path directory, FirstCards first) throws IOException {
        List<RecordMac.Unbound> cards = new ArrayList<>();
        try (PersoFileReader reader = PersoFileReader.open(directory)) {
            for (Optional<PersoFileReader.Card> card = reader.next(); card.isPresent(); card = reader.next()) {
                PersoFileReader.Card one = card.get();
                if (first.isFirst(one.entry().group())) {
                    cards.add(new RecordMac.Unbound(
                            one.entry().index(),
                            one.entry().order(),
                            one.entry().group(),
                            one.channels()));
                }
            }
        }
        return cards;
    }
}
