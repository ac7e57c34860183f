package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cardwright.pipeline.close.OutputPlace;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.StepName;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.springframework.transaction.support.TransactionTemplate;

/** Where the output of a batch stands: in the directory that the command names, under the first digits of its identity. */
final class BatchPlace {

    private final Foundation foundation;
    private final Tables tables;

    BatchPlace(Foundation foundation) {
        this.foundation = foundation;
        this.tables = foundation.tables();
    }

    /** Where a request wants a batch. */
    static Path of(BatchRequest request, String batch) {
        return request.outputParent().toAbsolutePath().normalize().resolve(Outcomes.shown(batch));
    }

    /**
     * A batch of which nothing has been written yet goes where the command now says; another one stays where it began.
     *
     * @throws WrongUsageException when the command names another place for a batch that cannot move, or a place where none can
     *     stand
     */
    BatchRegister.Entry of(BatchRegister.Entry entry, Optional<BatchRequest> request) throws IOException {
        Path wanted = request.map(asked -> of(asked, entry.batch())).orElse(entry.directory());
        if (wanted.equals(entry.directory())) {
            return entry;
        }
        boolean written =
                tables.ledger().account(entry.batch(), StepName.RELEASE).chunks() > 0;
        if (written || OutputPlace.holdsAnything(entry.directory())) {
            throw new WrongUsageException("batch " + Outcomes.shown(entry.batch()) + " was begun in "
                    + entry.directory().getParent() + "; it goes on only there");
        }
        OutputPlace.require(wanted);
        new TransactionTemplate(foundation.transactions()).executeWithoutResult(status -> {
            tables.register().move(entry.batch(), wanted);
            tables.audit().append(Audit.Act.bySystem(AuditEvent.BATCH_MOVED, entry.batch(), "to " + wanted));
        });
        return tables.register().find(entry.batch()).orElseThrow();
    }
}
