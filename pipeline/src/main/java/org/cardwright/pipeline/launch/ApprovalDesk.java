package org.cardwright.pipeline.launch;

import java.util.OptionalInt;
import org.cardwright.pipeline.ledger.AccountedCards;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.ChipAttempts;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** Where operators ask for what a second person must approve about a batch. */
final class ApprovalDesk {

    private final Tables tables;

    private final ChipProduction production;

    ApprovalDesk(Tables tables, ChipProduction production) {
        this.tables = tables;
        this.production = production;
    }

    /** Asks that an interrupted batch may go on. */
    ApprovalRequest restart(String identity, String reason, OperatorLogin operator) {
        return tables.approvals().request(open(identity), ApprovalRequest.Act.RESTART, reason, operator);
    }

    /** Asks that a batch be ended without output. */
    ApprovalRequest abandonment(String identity, String reason, OperatorLogin operator) {
        return tables.approvals().request(open(identity), ApprovalRequest.Act.ABANDON, reason, operator);
    }

    /** Asks that the card of an order may be made once more. */
    ApprovalRequest duplicate(String identity, String order, String reason, OperatorLogin operator) {
        String batch = batch(identity, BatchState.CLOSED, "there is no such batch that is sealed");
        if (tables.orders()
                .accounted(batch)
                .find(order)
                .filter(AccountedCards.AccountedCard::good)
                .isEmpty()) {
            throw new WrongUsageException("the batch has no card of such an order");
        }
        ApprovalRequest.Subject subject = new ApprovalRequest.Subject(ApprovalRequest.Act.DUPLICATE, batch, order);
        return tables.approvals().request(subject, reason, operator);
    }

    /** Says that a chip is destroyed, whose attempt began and never ended, or that is a sample. */
    ApprovalRequest scrap(String identity, String keyData, String reason, OperatorLogin operator) {
        String batch = batch(identity, BatchState.CLOSED, "there is no such batch that is sealed");
        return tables.scrappedChips().request(batch, keyData, reason, operator);
    }

    /** Does what two persons have said of a chip, of a card at a station or of cards that left, and says so. */
    String done(ApprovalRequest approved) {
        return switch (approved.act()) {
            case STATION_CARD -> decided(approved);
            case DISPATCH -> left(approved);
            case WITHDRAWAL -> withdrawn(approved);
            default -> scrapped(approved);
        };
    }

    private String left(ApprovalRequest approved) {
        return production
                .others()
                .note(approved)
                .map(sent -> sent.cards() + " cards of group " + approved.subject() + " left at " + sent.leftAt())
                .orElse("it was noted before");
    }

    private String withdrawn(ApprovalRequest approved) {
        OptionalInt cards = production.withdrawals().note(approved);
        return cards.isPresent()
                ? cards.getAsInt() + " cards did not leave at " + approved.subject()
                : "it was taken back before";
    }

    private String decided(ApprovalRequest approved) {
        return production
                .stations()
                .decide(approved)
                .map(card -> "card " + card.reference() + " in " + card.of().room() + " is " + card.state())
                .orElse("it was decided about the card before");
    }

    private String scrapped(ApprovalRequest approved) {
        return tables.scrappedChips()
                .scrap(approved)
                .map(chip -> chip.state() == ChipAttempts.State.SAMPLE
                        ? "the sample of card " + chip.of().card() + " is destroyed"
                        : "card " + chip.of().card() + " may be put on another chip")
                .orElse("the chip was scrapped before");
    }

    private String open(String identity) {
        return batch(identity, BatchState.OPEN, "there is no such batch that is still open");
    }

    private String batch(String identity, BatchState state, String otherwise) {
        return tables.register()
                .find(identity)
                .filter(entry -> entry.state() == state)
                .map(BatchRegister.Entry::batch)
                .orElseThrow(() -> new WrongUsageException(otherwise));
    }
}
