package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.ELEMENT_MISSING;
import static org.cardwright.perso.verify.VerificationRule.PROCESSING_OPTIONS;
import static org.cardwright.perso.verify.VerificationRule.RECORD_SHAPE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.verify.CertificateChain.Certified;

/**
 * Looks at the personalization record of one card as the terminal will look at the card.
 *
 * <p>EMV 4.4 Book 2, 5 and 6; Book 3, 10. It knows public CA keys and nothing else; what is encrypted it does not see.
 */
public final class OfflineDataVerifier {

    private final CertificateChain.Authorities authorities;

    /** Trusts these certification authorities. */
    public OfflineDataVerifier(CaPublicKeys caKeys) {
        this.authorities = new CertificateChain.Authorities(caKeys, new RecoveredCertificates());
    }

    /** Verifies one record; file and place in the findings are empty. */
    public VerificationReport verify(ByteString chipRecord) {
        Findings findings = new Findings();
        views(read(chipRecord, findings), findings);
        return findings.report(1);
    }

    /** No application when the record cannot be read. */
    static ChipRecord read(ByteString chipRecord, Findings findings) {
        try {
            return ChipRecordReader.read(chipRecord);
        } catch (ChipRecordReader.Unreadable unreadable) {
            findings.add(RECORD_SHAPE, unreadable.field(), "");
            return ChipRecord.UNREADABLE;
        }
    }

    /** Looks at each application. */
    List<CardView> views(ChipRecord record, Findings findings) {
        boolean readable = !record.equals(ChipRecord.UNREADABLE);
        findings.require(!record.applications().isEmpty() || !readable, RECORD_SHAPE, "NUMBERaid", "no application");
        List<CardView> views = new ArrayList<>();
        for (ChipApplication application : record.applications()) {
            views.add(view(application, findings));
        }
        return views;
    }

    private CardView view(ChipApplication application, Findings findings) {
        StructureRules structure = new StructureRules(application, findings);
        structure.check();
        new ResponseLimits(application, findings).checkRecords();
        RecordReading reading = new RecordReading(application, findings);
        List<CardData> data = reading.read();
        if (data.isEmpty()) {
            // a directory (PSE, PPSE) or a local application; a payment application cannot do without
            findings.require(
                    !reading.holdsPan() && !application.has(0x8201),
                    PROCESSING_OPTIONS,
                    "9104",
                    "a payment application without an answer");
            new SelectResponse(application, findings).check();
            return new CardView(application, data, CardView.Recovered.NOTHING);
        }
        structure.checkReached(reading.reached());
        new SelectResponse(application, findings).check();
        return chain(application, data, findings);
    }

    private CardView chain(ChipApplication application, List<CardData> data, Findings findings) {
        CardView.Recovered recovered = CardView.Recovered.NOTHING;
        for (CardData card : data) {
            new DataRules(application, card, findings).check();
            if (!card.announcesOfflineAuthentication() && !card.has(0x90)) {
                continue;
            }
            CertificateChain chain = new CertificateChain(authorities, card, findings);
            Optional<RsaPublic> issuer = chain.issuerKey();
            if (issuer.isPresent()) {
                CardView.Recovered found = recovered(card, chain, issuer.get(), findings);
                found.iccKey().ifPresent(key -> new ResponseLimits(application, findings).checkKey(card, key.key()));
                recovered = recovered.or(found);
            }
        }
        return new CardView(application, data, recovered);
    }

    private static CardView.Recovered recovered(
            CardData card, CertificateChain chain, RsaPublic issuer, Findings findings) {
        Optional<ByteString> block = Optional.empty();
        if (card.announcesSda() && card.has(0x93)) {
            block = chain.checkStaticSignature(issuer);
        }
        boolean dynamic = card.announcesDda() || card.announcesCda();
        Optional<Certified> icc = dynamic && card.has(0x9F46) ? chain.iccKey(issuer) : Optional.empty();
        Optional<Certified> pin = card.has(0x9F2D) ? chain.pinKey(issuer) : Optional.empty();
        findings.require(
                card.has(0x9F2D) == card.has(0x9F2E), ELEMENT_MISSING, "9F2E", "certificate and exponent together");
        return new CardView.Recovered(Optional.of(issuer), block, icc, pin);
    }
}
