package org.cardwright.machine.virtualcard;

import java.util.Set;
import org.cardwright.crypto.cryptogram.CryptogramVersion;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.machine.chip.AppletRecipe.Behaviour;

/** Issuer application data, 9F10: what was personalized, with the verification results of this transaction in their place. */
final class IssuerData {

    private static final int DYNAMIC_NUMBER_BYTES = 2;
    private static final int COUNTER_BYTES = 8;

    private final ByteString template;
    private final Layout layout;
    private final CryptogramVersion version;

    /** Refuses a transaction for which the card has no cryptogram version. */
    IssuerData(CardContents contents, Behaviour behaviour) {
        this.layout = behaviour.issuerData();
        this.template = contents.data(Tag.of("9F10")).orElseGet(() -> ofHead(behaviour));
        this.version = CryptogramVersion.in(layout, template)
                .filter(found -> found.takes(template))
                .orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
    }

    /** Derivation key index, version, results, dynamic number, counters. M/Chip. */
    private static ByteString ofHead(Behaviour behaviour) {
        int results = behaviour.issuerData().resultsBytes();
        return behaviour.issuerDataHead().isEmpty()
                ? ByteString.EMPTY
                : behaviour.issuerDataHead().plus(ByteString.repeat(0, results + DYNAMIC_NUMBER_BYTES + COUNTER_BYTES));
    }

    CryptogramVersion version() {
        return version;
    }

    /**
     * The value for this transaction.
     *
     * @param dynamicNumber ICC dynamic number of this transaction, of which M/Chip shows two bytes
     */
    ByteString value(Set<CardFact> facts, ByteString dynamicNumber) {
        int at = layout.resultsAt();
        ByteString head = template.slice(0, at).plus(VerificationResults.of(layout, facts));
        ByteString rest = template.slice(head.size());
        if (layout == Layout.MCHIP && rest.size() >= DYNAMIC_NUMBER_BYTES) {
            rest = dynamicNumber.slice(0, DYNAMIC_NUMBER_BYTES).plus(rest.slice(DYNAMIC_NUMBER_BYTES));
        }
        return head.plus(rest);
    }
}
