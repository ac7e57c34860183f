package org.cardwright.machine.virtualcard;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;

/** What the application forgets with the next SELECT. */
final class CardTransaction {

    /** How far a transaction has come. EMV 4.4 Book 3, 6.5.5.2. */
    enum Phase {
        /** Nothing but SELECT. */
        SELECTED,
        /** GET PROCESSING OPTIONS. */
        INITIATED,
        /** First GENERATE AC asked for the issuer. */
        ISSUER_ASKED,
        /** No further cryptogram. */
        ENDED
    }

    private final TransactionValues values = new TransactionValues();
    private final Set<CardFact> facts = EnumSet.of(CardFact.SECOND_NOT_REQUESTED);
    private Phase phase = Phase.SELECTED;
    private Optional<ByteString> challenge = Optional.empty();
    private ByteString cryptogram = ByteString.EMPTY;
    private final Set<ByteString> scripts = new HashSet<>();
    private boolean answered;

    void require(Phase wanted) {
        CardRefusal.require(phase == wanted, CardRefusal.CONDITIONS);
    }

    Phase phase() {
        return phase;
    }

    void moveTo(Phase next) {
        phase = next;
    }

    TransactionValues values() {
        return values;
    }

    Set<CardFact> facts() {
        return facts;
    }

    void challenge(ByteString number) {
        challenge = Optional.of(number);
    }

    /** The last challenge, which serves once. */
    Optional<ByteString> takeChallenge() {
        Optional<ByteString> taken = challenge;
        challenge = Optional.empty();
        return taken;
    }

    /** The cryptogram that the issuer is to answer. */
    ByteString cryptogram() {
        return cryptogram;
    }

    void asksIssuer() {
        phase = Phase.ISSUER_ASKED;
    }

    /** The first cryptogram of the transaction: what the issuer answers, and what its script is bound to. */
    void begins(ByteString made) {
        cryptogram = made;
    }

    /** A script command is taken once in a transaction. */
    boolean takeScript(ByteString mac) {
        return scripts.add(mac);
    }

    /** The issuer's answer is judged once per transaction. EMV 4.4 Book 3, 10.9. */
    boolean takeAnswer() {
        boolean first = !answered;
        answered = true;
        return first;
    }
}
