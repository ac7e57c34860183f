package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.util.EnumSet;
import java.util.Set;
import org.cardwright.crypto.cryptogram.CardCryptograms;
import org.cardwright.crypto.cryptogram.CardCryptograms.Moment;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.AppletRecipe.Behaviour;
import org.cardwright.machine.virtualcard.CardTransaction.Phase;

/** GENERATE AC and EXTERNAL AUTHENTICATE. EMV 4.4 Book 3, 6.5.4, 6.5.5, 10.8, 10.9, 10.11; Book 2, 8. */
final class CryptogramMaking {

    private static final int COMBINED = 0x10;
    private static final int ARPC_OF_METHOD_1 = 8;
    private static final Set<CardFact> OF_LIFE = EnumSet.of(
            CardFact.NEW_CARD,
            CardFact.LAST_ONLINE_NOT_COMPLETED,
            CardFact.PIN_TRY_LIMIT_EXCEEDED,
            CardFact.LIMIT_EXCEEDED);

    private final CardContents contents;
    private final Behaviour behaviour;
    private final CardLife life;
    private final CardTransaction transaction;

    CryptogramMaking(CardContents contents, Behaviour behaviour, CardLife life, CardTransaction transaction) {
        this.contents = contents;
        this.behaviour = behaviour;
        this.life = life;
        this.transaction = transaction;
    }

    /** Makes a cryptogram; the number is the ICC dynamic number of this signature. */
    ByteString generate(CommandApdu command, ByteString dynamicNumber) {
        require(command.p2() == 0, CardRefusal.WRONG_PARAMETERS);
        CryptogramType asked = CryptogramType.of(command.p1());
        boolean combined = (command.p1() & COMBINED) != 0;
        boolean first = transaction.phase() == Phase.INITIATED;
        if (!first) {
            transaction.require(Phase.ISSUER_ASKED);
        }
        TransactionValues values = transaction.values();
        values.take(
                contents.recordElement(first ? "8C" : "8D").orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS)),
                command.data());
        CryptogramType given = life.isBlocked() ? CryptogramType.AAC : first ? first(asked) : second(asked);
        boolean signs = combined && given != CryptogramType.AAC;
        if (signs) {
            transaction.facts().add(first ? CardFact.COMBINED_SIGNATURE_FIRST : CardFact.COMBINED_SIGNATURE_SECOND);
        }
        IssuerData issuerData = new IssuerData(contents, behaviour);
        ByteString issuerApplicationData = issuerData.value(transaction.facts(), dynamicNumber);
        ByteString cryptogram = cryptograms(issuerData)
                .cryptogram(
                        moment(),
                        issuerData
                                .version()
                                .input(
                                        values.forCryptogram(),
                                        contents.profile(),
                                        life.transactionCounter(),
                                        issuerApplicationData));
        if (first) {
            transaction.begins(cryptogram);
        }
        end(given);
        CryptogramAnswer answer = new CryptogramAnswer(
                given, life.transactionCounter(), cryptogram, issuerApplicationData, dynamicNumber);
        return signs
                ? answer.signed(contents.iccKey().orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS)), values)
                : answer.plain(behaviour.format());
    }

    private void end(CryptogramType given) {
        if (given == CryptogramType.ARQC) {
            life.askIssuer();
            transaction.asksIssuer();
        } else {
            transaction.moveTo(Phase.ENDED);
        }
    }

    private CryptogramType first(CryptogramType asked) {
        Set<CardFact> facts = transaction.facts();
        facts.addAll(life.facts(behaviour));
        if (!facts.contains(CardFact.OFFLINE_PIN_PERFORMED)) {
            facts.add(CardFact.OFFLINE_PIN_NOT_PERFORMED);
        }
        CryptogramType given = new CardDecision(behaviour, life, facts).first(asked);
        if (given == CryptogramType.ARQC) {
            facts.add(CardFact.FIRST_ONLINE);
        } else if (given == CryptogramType.TC) {
            facts.add(CardFact.FIRST_APPROVED);
        }
        return given;
    }

    private CryptogramType second(CryptogramType asked) {
        Set<CardFact> facts = transaction.facts();
        facts.remove(CardFact.SECOND_NOT_REQUESTED);
        // M/Chip has the answer of the issuer in CDOL2
        transaction.values().get("91").filter(answer -> !isZero(answer)).ifPresent(this::judge);
        boolean online = isOnline();
        if (!online) {
            facts.add(CardFact.UNABLE_TO_GO_ONLINE);
        }
        CryptogramType given = new CardDecision(behaviour, life, facts).second(asked);
        if (online && !facts.contains(CardFact.ISSUER_AUTHENTICATION_FAILED)) {
            life.issuerHasAnswered();
            facts.removeAll(OF_LIFE);
        }
        if (given == CryptogramType.TC) {
            facts.add(CardFact.SECOND_APPROVED);
        }
        return given;
    }

    /** ARC Y3 and Z3 are of a terminal that could not ask. EMV 4.4 Book 4, annex A6. */
    private boolean isOnline() {
        String code = transaction.values().get("8A").map(ByteString::toAscii).orElse("");
        return !code.equals("Y3") && !code.equals("Z3");
    }

    private static boolean isZero(ByteString value) {
        return value.equals(ByteString.repeat(0, value.size()));
    }

    /** EMV 4.4 Book 3, 6.5.4 and 10.9: once between the two cryptograms. */
    ByteString externalAuthenticate(CommandApdu command) {
        require((command.header() & 0xFFFF) == 0, CardRefusal.WRONG_PARAMETERS);
        transaction.require(Phase.ISSUER_ASKED);
        require(!transaction.facts().contains(CardFact.ISSUER_AUTHENTICATION_PERFORMED), CardRefusal.CONDITIONS);
        judge(command.data());
        require(
                !transaction.facts().contains(CardFact.ISSUER_AUTHENTICATION_FAILED),
                CardRefusal.AUTHENTICATION_FAILED);
        return ByteString.EMPTY;
    }

    /** ARPC, then ARC or card status update. EMV 4.4 Book 2, 8.2. */
    private void judge(ByteString answer) {
        if (!transaction.takeAnswer()) {
            return;
        }
        transaction.facts().add(CardFact.ISSUER_AUTHENTICATION_PERFORMED);
        IssuerData issuerData = new IssuerData(contents, behaviour);
        int arpcBytes = issuerData.version().responseBytes();
        boolean genuine = answer.size() >= arpcBytes + 2
                && (arpcBytes != ARPC_OF_METHOD_1 || answer.size() == arpcBytes + 2)
                && answer.size() <= 2 * ARPC_OF_METHOD_1
                && isGenuine(issuerData, answer.slice(0, arpcBytes), answer.slice(arpcBytes));
        if (!genuine) {
            transaction.facts().add(CardFact.ISSUER_AUTHENTICATION_FAILED);
        }
    }

    private boolean isGenuine(IssuerData issuerData, ByteString arpc, ByteString decision) {
        try {
            return cryptograms(issuerData)
                    .response(moment(), transaction.cryptogram(), decision)
                    .equals(arpc);
        } catch (IllegalArgumentException wrongLength) {
            return false;
        }
    }

    private CardCryptograms cryptograms(IssuerData issuerData) {
        return new CardCryptograms(
                issuerData.version(),
                contents.cryptogramKey().orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS)));
    }

    private Moment moment() {
        return new Moment(life.transactionCounter(), transaction.values().unpredictableNumber());
    }
}
