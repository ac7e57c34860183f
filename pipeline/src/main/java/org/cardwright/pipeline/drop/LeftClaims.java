package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropJournal;

/**
 * Brings claims to their end that an earlier round could not: its service died, or its server was away.
 *
 * <p>A file is taken by the word of a second file alone when it is the one of which that was said, by its length and time. Whatever is not
 * certain goes to quarantine and is told; a second file of which the journal knows nothing is never just removed.
 */
final class LeftClaims {

    private final IssuerDrops drops;
    private final DropJournal journal;
    private final DropTaking taking;
    private final QuietTimes quiet;
    private final DropTroubles troubles;

    LeftClaims(DropIntake.Bureau bureau, DropTaking taking, QuietTimes quiet, DropTroubles troubles) {
        this.drops = bureau.drops();
        this.journal = bureau.journal();
        this.taking = taking;
        this.quiet = quiet;
        this.troubles = troubles;
    }

    /** How many of them were taken. */
    int take(DropFolder folder) throws IOException {
        DropFolder.Claims claims = folder.claims();
        if (claims.strange() > 0) {
            troubles.tell(
                    DropRule.OWN_DIRECTORY.refusal() + " (" + claims.strange() + " entries are not the bureau's)");
        }
        int taken = 0;
        for (Claim half : claims.halves()) {
            taken += troubles.attempt(half.shown(), () -> half(folder, half));
        }
        for (Claim claim : claims.whole()) {
            taken += troubles.attempt(claim.shown(), () -> whole(folder, claim));
        }
        return taken;
    }

    private int half(DropFolder folder, Claim half) throws IOException {
        if (folder.isWhole(half)) {
            return whole(folder, half);
        }
        Optional<Drop> known = journal.find(half.id());
        if (known.isPresent()) {
            // it was whole once: a file of its name is another one
            return known(folder, half, known.get());
        }
        Optional<FileLook> file = folder.successor(half);
        if (file.filter(half::isOf).isPresent()) {
            return finish(folder, half);
        }
        return uncertain(folder, half, file);
    }

    private int finish(DropFolder folder, Claim half) throws IOException {
        folder.claimFile(Path.of(half.name()), half);
        return whole(folder, half);
    }

    /** The file of which it was said is gone, or was written since. */
    private int uncertain(DropFolder folder, Claim half, Optional<FileLook> file) throws IOException {
        if (!quiet.isQuiet(half.id(), List.of(file, folder.companionLook(half)))) {
            return 0;
        }
        if (file.isPresent() && drops.completion() == Completion.CHECKSUM && !folder.isSaidAnew(half)) {
            // its hash says whether it is the one
            return finish(folder, half);
        }
        return taking.quarantine(folder, half, half.bytes(), half.plain() ? DropRule.MARKED : DropRule.NAME);
    }

    private int whole(DropFolder folder, Claim claim) throws IOException {
        Optional<Drop> known = journal.find(claim.id());
        if (known.isPresent()) {
            return known(folder, claim, known.get());
        }
        FileLook look = folder.look(claim);
        if (drops.completion() == Completion.MARKER && !claim.isOf(look)) {
            return taking.quarantine(folder, claim, look.bytes(), DropRule.MARKED);
        }
        return quiet.isQuiet(claim.id(), List.of(look, folder.companionLook(claim))) ? taking.take(folder, claim) : 0;
    }

    private int known(DropFolder folder, Claim claim, Drop drop) throws IOException {
        if (drop.of().issuer().equals(drops.issuer()) && drop.of().name().equals(claim.shown())) {
            taking.finish(folder, claim, drop);
        } else {
            troubles.tellOfFile(DropRule.OWN_DIRECTORY.refusal() + " (" + claim.shown() + ")");
        }
        return 0;
    }
}
