package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.Manifest.RecordEntry;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.verify.Finding;
import org.cardwright.perso.verify.VerificationReport;
import org.cardwright.perso.verify.VerificationRule;
import org.cardwright.pipeline.ledger.AccountedCards;
import org.cardwright.pipeline.ledger.AccountedCards.AccountedCard;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchState;

/** Compares a sealed batch with the ledger: issuer and file, counts, and place and group of every card. */
final class LedgerComparison {

    private static final int MAX_KEPT = 100;

    private final Path manifestFile;
    private final Manifest manifest;
    private final List<Finding> findings = new ArrayList<>();
    private long count;

    LedgerComparison(Path manifestFile, Manifest manifest) {
        this.manifestFile = manifestFile;
        this.manifest = manifest;
    }

    /** The report with what differs from the ledger. */
    VerificationReport add(VerificationReport report, BatchDetails details, AccountedCards cards) throws IOException {
        origin(details);
        counts(details.summary().counts());
        require(details.summary().state() == BatchState.CLOSED, "the ledger has not accounted for the batch");
        Manifest.read(manifestFile, record -> compare(record, cards.find(record.order())));
        List<Finding> all = new ArrayList<>(report.findings());
        all.addAll(findings);
        return new VerificationReport(
                report.records(), report.findingCount() + count, all, report.notChecked(), report.channels());
    }

    private void compare(RecordEntry record, Optional<AccountedCard> card) {
        if (card.isEmpty() || !card.get().good()) {
            found(record.index(), record.order(), "the ledger has no such card");
        } else if (card.get().recordIndex() != record.index()
                || !card.get().group().equals(record.group())) {
            found(record.index(), record.order(), "the ledger has the card at another place");
        }
    }

    private void origin(BatchDetails ledger) {
        ManifestHead head = manifest.head();
        require(head.issuer().equals(ledger.summary().issuer()), "the issuer differs");
        require(head.sourceSha256().equals(ledger.source().sha256()), "the issuer's file differs");
        require(head.layout().equals(ledger.source().layout()), "the layout differs");
    }

    private void require(boolean same, String detail) {
        if (!same) {
            found(0, "", detail);
        }
    }

    private void counts(BatchCounts ledger) {
        ManifestHead.Counts sealed = manifest.head().counts();
        boolean same = sealed.in() == ledger.in()
                && sealed.good() == ledger.good()
                && sealed.rejected() == ledger.rejected()
                && sealed.held() == ledger.held()
                && sealed.remade() == ledger.remade();
        require(same && manifest.cards() == ledger.made(), "the counts differ");
    }

    private void found(int record, String order, String detail) {
        count++;
        if (findings.size() < MAX_KEPT) {
            findings.add(new Finding(Manifest.NAME, record, order, "", VerificationRule.LEDGER, detail));
        }
    }
}
