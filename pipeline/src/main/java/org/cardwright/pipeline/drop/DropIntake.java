package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropJournal;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.pipeline.step.CrashPoints;

/**
 * Takes the files of one issuer out of its folder. One thread at a time.
 *
 * <p>Order: seen complete and quiet, claimed, looked at, copied and forced, looked at again, its envelope opened, journal and audit, name of
 * the copy, and only then the original goes. A crash anywhere is made good by the next round, which finds the claim again.
 */
final class DropIntake {

    private final IssuerDrops drops;
    private final DropJournal journal;
    private final DropInbox inbox;
    private final Ending ending;
    private final EnvelopeOpening opening;
    private final QuietTimes quiet;
    private final UserPrincipal us;
    private final DropTroubles troubles;

    DropIntake(IssuerDrops drops, DropJournal journal, DropInbox inbox, Ending ending) throws IOException {
        this.drops = drops;
        this.journal = journal;
        this.inbox = inbox;
        this.ending = ending;
        this.opening = new EnvelopeOpening(drops, inbox);
        this.quiet = new QuietTimes(drops.quiet());
        this.us = inbox.us();
        this.troubles = new DropTroubles(drops.issuer(), ending.news());
    }

    /**
     * What comes behind a drop that is over, and who hears of it.
     *
     * @param answers tells issuers
     * @param news tells those who run the service
     * @param crashPoints moments at which tests die
     */
    record Ending(DropAnswers answers, DropNews news, CrashPoints crashPoints) {}

    /**
     * One look at the folder.
     *
     * @param taken files that are in the journal now
     * @param quieting files that are complete and have not been quiet for long enough
     */
    record Round(int taken, int quieting) {}

    /** Whose files. */
    String issuer() {
        return drops.issuer();
    }

    /** How long a file has to be quiet. */
    Duration quietTime() {
        return drops.quiet();
    }

    /** Takes what is complete and quiet. A folder that cannot be used is told once and looked at again the next time. */
    Round round() {
        quiet.begin();
        troubles.begin();
        try (DropFolder folder = DropFolder.open(drops, us)) {
            int taken = claimed(folder) + complete(folder);
            return new Round(taken, quiet.waiting());
        } catch (UnusableFolderException unusable) {
            troubles.tell(String.valueOf(unusable.getMessage()));
        } catch (IOException failed) {
            troubles.tell("the folder cannot be used: " + failed.getClass().getSimpleName());
        }
        return new Round(0, 0);
    }

    private int claimed(DropFolder folder) throws IOException {
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
            taken += troubles.attempt(claim.shown(), () -> claimed(folder, claim));
        }
        return taken;
    }

    private int half(DropFolder folder, Claim half) throws IOException {
        // what the journal knows was whole once: a file of its name is another one
        boolean known = journal.find(half.id()).isPresent();
        DropFolder.Half became = known ? DropFolder.Half.WITHOUT_FILE : folder.finish(half);
        if (became == DropFolder.Half.WHOLE) {
            return claimed(folder, half);
        }
        folder.removeCompanion(half);
        if (became == DropFolder.Half.WRITTEN_SINCE) {
            troubles.tell(half.shown() + " was written after it was said to be complete, and waits for another mark");
        }
        return 0;
    }

    private int claimed(DropFolder folder, Claim claim) throws IOException {
        Optional<Drop> known = journal.find(claim.id());
        if (known.isEmpty()) {
            return isQuiet(folder, claim) ? take(folder, claim) : 0;
        }
        Drop drop = known.get();
        if (drop.of().issuer().equals(drops.issuer()) && drop.of().name().equals(claim.shown())) {
            finish(folder, claim, drop);
        } else {
            troubles.tell(DropRule.OWN_DIRECTORY.refusal() + " (" + claim.shown() + ")");
        }
        return 0;
    }

    private boolean isQuiet(DropFolder folder, Claim claim) throws IOException {
        return quiet.isQuiet(claim.id(), List.of(folder.look(claim), folder.companionLook(claim)));
    }

    private int complete(DropFolder folder) throws IOException {
        DropFolder.Complete complete = folder.complete();
        if (complete.strange() > 0) {
            troubles.tell(DropRule.NAME.refusal() + " (" + complete.strange() + " names that cannot be written)");
        }
        int taken = 0;
        for (DropFolder.Candidate candidate : complete.files()) {
            if (quiet.isQuiet(candidate.entry(), List.of(candidate.file(), candidate.companion()))) {
                if (!hasRoom(candidate)) {
                    return taken;
                }
                Claim claim = Claim.of(
                        UUID.randomUUID().toString().replace("-", ""),
                        candidate.entry().toString());
                taken += troubles.attempt(claim.shown(), () -> claim(folder, candidate, claim));
            }
        }
        return taken;
    }

    /** Back-pressure: what is not taken stays in the folder, whole. */
    private boolean hasRoom(DropFolder.Candidate next) throws IOException {
        long waiting = journal.open().stream()
                .filter(drop -> drop.of().issuer().equals(drops.issuer()))
                .filter(drop -> drop.state() == DropState.TAKEN || drop.state() == DropState.PREPARING)
                .count();
        if (waiting >= drops.maxWaiting()) {
            return false;
        }
        if (next.file().bytes() <= drops.maxBytes()
                && !inbox.hasRoom(opening.roomFor(next.file().bytes()))) {
            troubles.tell("files wait in the folder: the disk has no room for the next one");
            return false;
        }
        return true;
    }

    private int claim(DropFolder folder, DropFolder.Candidate candidate, Claim claim) throws IOException {
        try {
            folder.claimCompanion(candidate, claim);
            ending.crashPoints().pass(CrashPoints.Point.DROP_HALF_CLAIMED, "");
            folder.claimFile(candidate, claim);
        } catch (NoSuchFileException takenBack) {
            return 0;
        }
        ending.crashPoints().pass(CrashPoints.Point.DROP_CLAIMED, "");
        FileLook look = folder.look(claim);
        Optional<FileLook> companion = folder.companionLook(claim);
        if (look.equals(candidate.file()) && companion.equals(candidate.companion())) {
            return take(folder, claim);
        }
        // nobody has said of what is there now that it is complete
        if (drops.completion() == Completion.MARKER
                && companion.filter(look::isWrittenAfter).isPresent()) {
            return quarantine(folder, claim, unread(claim, look), DropRule.MARKED.refusal());
        }
        // exchanged or written at the last moment: it has to be quiet once more
        return isQuiet(folder, claim) ? take(folder, claim) : 0;
    }

    private Drop.Of unread(Claim claim, FileLook look) {
        return new Drop.Of(drops.issuer(), claim.shown(), "", look.bytes());
    }

    private int take(DropFolder folder, Claim claim) throws IOException {
        FileLook look = folder.look(claim);
        DropDirectory.Inode inode = folder.inode(claim, look);
        Drop.Of unread = unread(claim, look);
        Optional<DropRule> refused = new DropJudgement(drops).of(claim, look, inode);
        if (refused.isPresent()) {
            return quarantine(folder, claim, unread, refused.get().refusal());
        }
        Optional<CopiedDrop> copied = copy(folder, claim, look);
        if (copied.isEmpty()) {
            return quarantine(folder, claim, unread, DropRule.READABLE.refusal());
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
        ending.crashPoints().pass(CrashPoints.Point.DROP_COPIED, "");
        Drop drop = journal.take(claim.id(), content);
        ending.crashPoints().pass(CrashPoints.Point.DROP_TAKEN, "");
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
        }
    }

    private boolean isConfirmed(DropFolder folder, Claim claim, CopiedDrop copied) throws IOException {
        if (drops.completion() != Completion.CHECKSUM) {
            return true;
        }
        Optional<FileLook> look = folder.companionLook(claim).filter(FileLook::regular);
        if (look.isEmpty()) {
            return false;
        }
        try (ReadableByteChannel checksum = folder.read(claim.companion(), look.get())) {
            return copied.isConfirmedBy(checksum, claim.name());
        }
    }

    private int quarantine(DropFolder folder, Claim claim, Drop.Of of, String reason) throws IOException {
        finish(folder, claim, journal.quarantine(claim.id(), of, reason));
        return 1;
    }

    /** What belongs to a claim that the journal knows; repeatable. */
    private void finish(DropFolder folder, Claim claim, Drop drop) throws IOException {
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
        ending.crashPoints().pass(CrashPoints.Point.DROP_HALF_REMOVED, "");
        folder.removeFile(claim);
    }
}
