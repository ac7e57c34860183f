package org.cardwright.pipeline.ledger;

/**
 * A two-person act on its way.
 *
 * @param id what {@code cardwright approve} takes
 * @param act what is to be done
 * @param batch the batch it is about
 * @param subject the order it is about, the hash over the first cards, the chip, the card at a station, the group, or the moment
 *     at which cards left; empty when it is about the whole batch
 * @param state how far it has come
 * @param requestedBy first person, empty while nobody has asked
 * @param reason the first person's reason
 * @param approvedBy second person, empty before the approval
 */
public record ApprovalRequest(
        String id,
        Act act,
        String batch,
        String subject,
        State state,
        String requestedBy,
        String reason,
        String approvedBy) {

    /** What two persons can do to a batch. */
    public enum Act {
        /** An interrupted batch goes on. */
        RESTART(AuditEvent.RESTART_REQUESTED, AuditEvent.RESTART_APPROVED, AuditEvent.BATCH_RESUMED),
        /** A batch that cannot be finished ends without a seal. */
        ABANDON(AuditEvent.ABANDON_REQUESTED, AuditEvent.ABANDON_APPROVED, AuditEvent.BATCH_ABANDONED),
        /** A card that was made may be made once more, ordered in another file. */
        DUPLICATE(AuditEvent.DUPLICATE_REQUESTED, AuditEvent.DUPLICATE_APPROVED, AuditEvent.CARD_DUPLICATED),
        /** A batch is released whose first cards people have seen. */
        FIRST_ARTICLE(
                AuditEvent.FIRST_ARTICLE_REQUESTED,
                AuditEvent.FIRST_ARTICLE_APPROVED,
                AuditEvent.FIRST_ARTICLE_RELEASED),
        /** A chip whose attempt began and never ended is scrap, so that its card gets another one. */
        SCRAP_CHIP(AuditEvent.SCRAP_CHIP_REQUESTED, AuditEvent.SCRAP_CHIP_APPROVED, AuditEvent.CHIP_SCRAPPED),
        /** A card of which a machine has not said what became of it is good or spoiled. */
        STATION_CARD(
                AuditEvent.STATION_CARD_REQUESTED, AuditEvent.STATION_CARD_APPROVED, AuditEvent.STATION_CARD_DECIDED),
        /** The cards of a group that others make have left. */
        DISPATCH(AuditEvent.DISPATCH_REQUESTED, AuditEvent.DISPATCH_APPROVED, AuditEvent.DISPATCH_NOTED),
        /** Cards that were said to have left at a moment have not. */
        WITHDRAWAL(AuditEvent.WITHDRAWAL_REQUESTED, AuditEvent.WITHDRAWAL_APPROVED, AuditEvent.WITHDRAWAL_NOTED);

        private final AuditEvent requested;
        private final AuditEvent approved;
        private final AuditEvent done;

        Act(AuditEvent requested, AuditEvent approved, AuditEvent done) {
            this.requested = requested;
            this.approved = approved;
            this.done = done;
        }

        AuditEvent requested() {
            return requested;
        }

        AuditEvent approved() {
            return approved;
        }

        AuditEvent done() {
            return done;
        }
    }

    /** What is asked for. */
    public record Subject(Act act, String batch, String order) {

        /** About a whole batch. */
        static Subject of(Act act, String batch) {
            return new Subject(act, batch, "");
        }

        /** A reason as the audit has it: it names the order, the proof or the chip. */
        String audited(String reason) {
            return order.isEmpty() ? reason : kind() + " " + order + ": " + reason;
        }

        private String kind() {
            return switch (act) {
                case FIRST_ARTICLE -> "proof";
                case SCRAP_CHIP -> "chip";
                case STATION_CARD -> "card";
                case DISPATCH -> "group";
                case WITHDRAWAL -> "left at";
                case RESTART, ABANDON, DUPLICATE -> "order";
            };
        }
    }

    /** Asked for, again or for the first time. */
    ApprovalRequest asked(String by, String why) {
        return new ApprovalRequest(id, act, batch, subject, State.REQUESTED, by, why, approvedBy);
    }

    ApprovalRequest approved(String by) {
        return new ApprovalRequest(id, act, batch, subject, State.APPROVED, requestedBy, reason, by);
    }

    ApprovalRequest in(State next) {
        return new ApprovalRequest(id, act, batch, subject, next, requestedBy, reason, approvedBy);
    }

    /** True while it can still lead to the act. */
    boolean isOpen() {
        return state != State.USED && state != State.LAPSED && state != State.REFUSED;
    }

    Subject about() {
        return new Subject(act, batch, subject);
    }

    /** Life of a request. */
    public enum State {
        /** The batch cannot go on without it, but nobody has asked yet. */
        NEEDED,
        /** Asked for by the first person. */
        REQUESTED,
        /** Approved by the second person. */
        APPROVED,
        /** The act was done. */
        USED,
        /** Somebody said no; the batch is held. */
        REFUSED,
        /** The batch was abandoned before it was used, or its cards are others now. */
        LAPSED
    }
}
