package org.cardwright.machine.terminal;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.IssuerActionCode;

/** What the terminal asks the card for, from the results of its checks. EMV 4.4 Book 3, 10.7. */
final class ActionAnalysis {

    private static final ByteString NOTHING = ByteString.repeat(0, 5);
    private static final ByteString EVERYTHING = ByteString.repeat(0xFF, 5);

    private final TerminalData data;

    ActionAnalysis(TerminalData data) {
        this.data = data;
    }

    /** Decline, ask the issuer or approve. */
    CryptogramKind first() {
        TerminalProfile profile = data.profile();
        if (demands("9F0E", NOTHING, profile.actionCodes().denial())) {
            return CryptogramKind.AAC;
        }
        boolean online = demands("9F0F", EVERYTHING, profile.actionCodes().online());
        if (profile.isOnlineCapable()) {
            return online ? CryptogramKind.ARQC : CryptogramKind.TC;
        }
        return withoutIssuer();
    }

    /** When the issuer cannot be asked. */
    CryptogramKind withoutIssuer() {
        return demands("9F0D", EVERYTHING, data.profile().actionCodes().otherwise())
                ? CryptogramKind.AAC
                : CryptogramKind.TC;
    }

    /** True when a result is set that either side wants to act on; a card without a code has the default one. */
    private boolean demands(String tag, ByteString otherwise, IssuerActionCode ofTerminal) {
        ByteString ofIssuer =
                data.fromCard(tag).filter(code -> code.size() == 5).orElse(otherwise);
        ByteString results = data.verificationResults().value();
        for (int i = 0; i < results.size(); i++) {
            int mask = ofIssuer.unsignedAt(i) | ofTerminal.value().unsignedAt(i);
            if ((results.unsignedAt(i) & mask) != 0) {
                return true;
            }
        }
        return false;
    }
}
