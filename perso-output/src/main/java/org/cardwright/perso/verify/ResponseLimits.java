package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.KEY_LENGTH;

/** Whether answers signed with the card's key fit into 256 bytes. EMV 4.4 Book 2, annex D, Table 43. */
final class ResponseLimits {

    /** 256 bytes less template, CID, ATC and the head of 9F4B. */
    private static final int CDA_BYTES = 240;

    private static final int DDA_BYTES = 249;
    private static final int TAG_AND_LENGTH_OF_IAD = 3;

    private final CardData card;
    private final RsaPublic key;
    private final Findings findings;

    ResponseLimits(CardData card, RsaPublic key, Findings findings) {
        this.card = card;
        this.key = key;
        this.findings = findings;
    }

    void check() {
        if (card.announcesCda()) {
            int iad =
                    card.find(0x9F10).map(v -> TAG_AND_LENGTH_OF_IAD + v.size()).orElse(0);
            findings.require(key.bytes() <= CDA_BYTES - iad, KEY_LENGTH, "9F46", "too long for CDA");
        } else {
            findings.require(key.bytes() <= DDA_BYTES, KEY_LENGTH, "9F46", "too long for DDA");
        }
    }
}
