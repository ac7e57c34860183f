package org.cardwright.machine.terminal;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.machine.terminal.CardCryptogram.Given;
import org.cardwright.machine.terminal.CardDialogue.Answer;
import org.cardwright.machine.terminal.TransactionResult.Ending;

/** Asks the issuer and brings his answer to the card. EMV 4.4 Book 3, 10.9 and 10.11; Book 4, 6.3.8. */
final class OnlineProcessing {

    private static final String APPROVED_WITHOUT_ISSUER = "Y3";
    private static final String DECLINED_WITHOUT_ISSUER = "Z3";

    private final CardDialogue card;
    private final TerminalData data;
    private final CardCryptogram cryptogram;

    OnlineProcessing(CardDialogue card, TerminalData data, CardCryptogram cryptogram) {
        this.card = card;
        this.data = data;
        this.cryptogram = cryptogram;
    }

    /** How it ended, and what the issuer said. */
    record Asked(Ending ending, Optional<HostAnswer> answer) {}

    /** A request whose signature is wrong does not reach the issuer: the card is told to decline. Book 4, 6.3.7. */
    Asked decline() {
        data.bring("8A", ByteString.ascii("Z1"));
        cryptogram.generate(CryptogramKind.AAC, "8D");
        return new Asked(Ending.DECLINED_OFFLINE, Optional.empty());
    }

    Asked ask(IssuerHost host) {
        Optional<HostAnswer> answer = host.authorise(AuthorisationRequest.of(data));
        data.step("issuer: " + answer.map(HostAnswer::text).orElse("no answer"));
        return answer.isPresent() ? finish(answer.get()) : withoutIssuer();
    }

    private Asked finish(HostAnswer answer) {
        data.bring("8A", ByteString.ascii(answer.code()));
        ByteString authentication = answer.issuerAuthenticationData();
        if (!authentication.isEmpty()) {
            data.bring("91", authentication);
            authenticateIssuer(authentication);
        }
        ScriptProcessing scripts = new ScriptProcessing(card, data);
        scripts.beforeSecondCryptogram(answer.scripts());
        Given given = cryptogram.generate(answer.isApproved() ? CryptogramKind.TC : CryptogramKind.AAC, "8D");
        scripts.afterSecondCryptogram(answer.scripts());
        boolean approved = given.kind() == CryptogramKind.TC && given.genuine();
        return new Asked(approved ? Ending.APPROVED_ONLINE : Ending.DECLINED_ONLINE, Optional.of(answer));
    }

    /** Cards that say so want it by a command of its own, all others in CDOL2. */
    private void authenticateIssuer(ByteString authentication) {
        if (!data.interchangeProfile().has(ApplicationInterchangeProfile.ISSUER_AUTHENTICATION_SUPPORTED)) {
            return;
        }
        Answer answer = card.externalAuthenticate(authentication);
        data.performed(TerminalData.ISSUER_AUTHENTICATION_PERFORMED);
        if (!answer.isOk()) {
            data.step("EXTERNAL AUTHENTICATE: " + answer.status());
            data.result("issuer-authentication-failed");
        }
    }

    /** Unable to go online: the default action codes decide, and the card gives its second cryptogram. Book 3, 10.7; Book 4, annex A6. */
    Asked withoutIssuer() {
        data.step("unable to go online");
        CryptogramKind wanted = new ActionAnalysis(data).withoutIssuer();
        boolean approves = wanted == CryptogramKind.TC;
        data.bring("8A", ByteString.ascii(approves ? APPROVED_WITHOUT_ISSUER : DECLINED_WITHOUT_ISSUER));
        Given given = cryptogram.generate(wanted, "8D");
        boolean approved = given.kind() == CryptogramKind.TC && given.genuine();
        return new Asked(approved ? Ending.APPROVED_OFFLINE : Ending.DECLINED_OFFLINE, Optional.empty());
    }
}
