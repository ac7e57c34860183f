package org.cardwright.pipeline.launch;

import java.io.IOException;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** Where people see the first cards of a batch that waits for them, and say what becomes of it. C-01. */
public final class FirstArticleDesk {

    private final Foundation foundation;

    FirstArticleDesk(Foundation foundation) {
        this.foundation = foundation;
    }

    /**
     * The cards, as they stand in the files that would be released.
     *
     * @param identity of the batch, at least its first 8 digits
     * @throws WrongUsageException when it does not wait for that
     */
    public FirstArticleProof read(String identity) throws IOException {
        return new FirstArticleReading(foundation).read(open(identity));
    }

    /** The first person has seen them and asks for the release; another approves. */
    public ApprovalRequest request(FirstArticleProof proof, String reason, OperatorLogin operator) {
        return foundation.tables().firstArticles().request(proof.batch(), proof.proof(), reason, operator);
    }

    /** Somebody has seen them and holds the batch. */
    public ApprovalRequest refuse(String identity, String reason, OperatorLogin operator) {
        return foundation.tables().firstArticles().refuse(open(identity).batch(), reason, operator);
    }

    private BatchRegister.Entry open(String identity) {
        return foundation
                .tables()
                .register()
                .find(identity)
                .filter(entry -> entry.state() == BatchState.OPEN)
                .orElseThrow(() -> new WrongUsageException("there is no such batch that is still open"));
    }
}
