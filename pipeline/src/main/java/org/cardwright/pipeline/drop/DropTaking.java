package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropJournal;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.pipeline.step.CrashPoints;

/**
 * Takes one claimed file: looked at, copied and forced, looked at again, its envelope opened, journal and audit, name of the copy, and only
 * then the original goes. A crash anywhere is made good by the next round, which finds the claim again.
 */
final class DropTaking {

    private final IssuerDrops drops;
    private final DropJournal journal;
    private final DropInbox inbox;
    private final DropIntake.Ending ending;
    private final EnvelopeOpening opening;
    private final QuietTimes quiet;

    DropTaking(DropIntake.Bureau bureau, QuietTimes quiet) {
        this.drops = bureau.drops();
        this.journal = bureau.journal();
        this.inbox = bureau.inbox();
        this.ending = bureau.ending();
        this.opening = new EnvelopeOpening(drops, inbox);
        this.quiet = quiet;
    }

    /** Room that a file needs until it is taken. */
    long roomFor(long bytes) {
        return opening.roomFor(bytes);
    }

    /** Passes a moment at which tests die. */
    void pass(CrashPoints.Point point) {
        ending.crashPoints().pass(point, "");
    }

    /** How many were taken: 1, or 0 when it has to be quiet once more. */
    int take(DropFolder folder, Claim claim) throws IOException {
        FileLook look = folder.look(claim);
        DropDirectory.Inode inode = folder.inode(claim, look);
        Optional<DropRule> refused = new DropJudgement(drops).of(claim, look, inode);
        if (refused.isPresent()) {
            return quarantine(folder, claim, look.bytes(), refused.get());
        }
        Optional<CopiedDrop> copied = copy(folder, claim, look);
        if (copied.isEmpty()) {
            return quarantine(folder, claim, look.bytes(), DropRule.READABLE);
        }
        boolean whole = copied.get().bytes() == look.bytes()
                && folder.look(claim).equals(look)
                && folder.inode(claim, look).equals(inode);
        if (!whole) {
            inbox.forgetPart(claim.id());
            quiet.restart(claim.id());
            return 0;
        }
        return take(folder, claim, copied.get());
    }

    private int take(DropFolder folder, Claim claim, CopiedDrop copied) throws IOException {
        Drop.Of of = new Drop.Of(drops.issuer(), claim.shown(), copied.sha256(), copied.bytes());
        if (!isConfirmed(folder, claim, copied)) {
            inbox.forgetPart(claim.id());
            return quarantine(folder, claim, of, DropRule.CHECKSUM.refusal());
        }
        Drop.Of content;
        try {
            content = opening.open(claim.id(), of);
        } catch (MalformedFileException refused) {
            inbox.forgetPart(claim.id());
            return quarantine(folder, claim, of, EnvelopeOpening.reason(refused));
        }
        pass(CrashPoints.Point.DROP_COPIED);
        Drop drop = journal.take(claim.id(), content);
        pass(CrashPoints.Point.DROP_TAKEN);
        finish(folder, claim, drop);
        return 1;
    }

    /** Empty when the issuer lets nobody read it. */
    private Optional<CopiedDrop> copy(DropFolder folder, Claim claim, FileLook look) throws IOException {
        ReadableByteChannel opened;
        try {
            opened = folder.read(claim.file(), look);
        } catch (AccessDeniedException unreadable) {
            return Optional.empty();
        }
        try (opened;
                FileChannel out = inbox.begin(claim.id())) {
            return Optional.of(CopiedDrop.copy(opened, out, look.bytes()));
        } catch (IOException failed) {
            // what is here of it takes the room of the others
            inbox.forgetPart(claim.id());
            throw failed;
        }
    }

    private boolean isConfirmed(DropFolder folder, Claim claim, CopiedDrop copied) throws IOException {
        if (drops.completion() != Completion.CHECKSUM) {
            return true;
        }
        Optional<FileLook> look = folder.companionLook(claim)
                .filter(FileLook::regular)
                .filter(companion -> companion.bytes() <= CopiedDrop.MOST_CHECKSUM_BYTES);
        if (look.isEmpty()) {
            return false;
        }
        try (ReadableByteChannel checksum = folder.read(claim.companion(), look.get())) {
            return copied.isConfirmedBy(checksum, claim.name());
        }
    }

    /** Notes a claim of which nothing is read, and moves what is there of it to the others that nobody may read. */
    int quarantine(DropFolder folder, Claim claim, long bytes, DropRule rule) throws IOException {
        return quarantine(folder, claim, new Drop.Of(drops.issuer(), claim.shown(), "", bytes), rule.refusal());
    }

    private int quarantine(DropFolder folder, Claim claim, Drop.Of of, String reason) throws IOException {
        Drop drop = journal.quarantine(claim.id(), of, reason);
        pass(CrashPoints.Point.DROP_REFUSED);
        finish(folder, claim, drop);
        return 1;
    }

    /** What belongs to a claim that the journal knows; repeatable. */
    void finish(DropFolder folder, Claim claim, Drop drop) throws IOException {
        if (drop.state() == DropState.QUARANTINED) {
            folder.quarantine(claim);
        } else if (drop.state().isOver()) {
            inbox.forgetPart(drop.id());
            remove(folder, claim);
        } else if (inbox.holds(drop.id())) {
            remove(folder, claim);
        }
        String what = drop.words() + ": " + drop.state() + (drop.reason().isEmpty() ? "" : ", " + drop.reason());
        ending.news().tell(CardNumberMask.mask(what));
        if (drop.state().isOver()) {
            ending.answers().tell(drop);
        }
    }

    private void remove(DropFolder folder, Claim claim) throws IOException {
        folder.removeCompanion(claim);
        pass(CrashPoints.Point.DROP_HALF_REMOVED);
        folder.removeFile(claim);
    }
}
