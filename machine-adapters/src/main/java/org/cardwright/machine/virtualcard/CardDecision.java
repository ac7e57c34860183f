package org.cardwright.machine.virtualcard;

import java.util.Set;
import org.cardwright.machine.chip.AppletRecipe.Behaviour;
import org.cardwright.machine.chip.AppletRecipe.Condition;

/**
 * Card action analysis. EMV 4.4 Book 3, 10.8: the card may give less than it is asked for, never more.
 *
 * <p>A simplification: real applets have dozens of conditions, which their payment systems do not publish. The recipe says which of a
 * few lead to what.
 *
 * @param behaviour of the applet
 * @param life counters of the card
 * @param facts of this transaction
 */
record CardDecision(Behaviour behaviour, CardLife life, Set<CardFact> facts) {

    /** The answer to the first GENERATE AC. */
    CryptogramType first(CryptogramType asked) {
        if (asked != CryptogramType.TC) {
            return asked;
        }
        if (any(behaviour.declineWhen())) {
            return CryptogramType.AAC;
        }
        return any(behaviour.onlineWhen()) ? CryptogramType.ARQC : CryptogramType.TC;
    }

    /** The answer to the second one. */
    CryptogramType second(CryptogramType asked) {
        CardRefusal.require(asked != CryptogramType.ARQC, CardRefusal.WRONG_PARAMETERS);
        return any(behaviour.declineWhen()) ? CryptogramType.AAC : asked;
    }

    private boolean any(Set<Condition> conditions) {
        return conditions.stream().anyMatch(this::holds);
    }

    private boolean holds(Condition condition) {
        return switch (condition) {
            case NEW_CARD -> facts.contains(CardFact.NEW_CARD);
            case LAST_ONLINE_NOT_COMPLETED -> facts.contains(CardFact.LAST_ONLINE_NOT_COMPLETED);
            case LOWER_LIMIT_EXCEEDED -> life.isOver(behaviour.lowerLimit());
            case UPPER_LIMIT_EXCEEDED -> life.isOver(behaviour.upperLimit());
            case PIN_TRY_LIMIT_EXCEEDED -> facts.contains(CardFact.PIN_TRY_LIMIT_EXCEEDED);
            case ISSUER_AUTHENTICATION_FAILED -> facts.contains(CardFact.ISSUER_AUTHENTICATION_FAILED);
        };
    }
}
