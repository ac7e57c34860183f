package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cardwright.pipeline.ledger.DropJournal;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.pipeline.step.CrashPoints;

/** Takes the files of one issuer out of its folder: seen complete and quiet, looked at again, claimed, taken. One thread at a time. */
final class DropIntake {

    private static final Comparator<DropFolder.Candidate> OLDEST_FIRST = Comparator.comparing(
                    (DropFolder.Candidate one) -> one.file().modified())
            .thenComparing(DropFolder.Candidate::entry);

    private final IssuerDrops drops;
    private final DropJournal journal;
    private final DropInbox inbox;
    private final DropTaking taking;
    private final LeftClaims left;
    private final QuietTimes quiet;
    private final UserPrincipal us;
    private final DropTroubles troubles;

    DropIntake(Bureau bureau) throws IOException {
        this.drops = bureau.drops();
        this.journal = bureau.journal();
        this.inbox = bureau.inbox();
        this.quiet = new QuietTimes(drops.quiet());
        this.us = inbox.us();
        this.troubles = new DropTroubles(drops.issuer(), bureau.ending().news());
        this.taking = new DropTaking(bureau, quiet);
        this.left = new LeftClaims(bureau, taking, quiet, troubles);
    }

    /**
     * Who takes, and what is agreed.
     *
     * @param drops with the issuer
     * @param journal of all drops
     * @param inbox of our copies
     * @param ending what comes behind a drop
     */
    record Bureau(IssuerDrops drops, DropJournal journal, DropInbox inbox, Ending ending) {}

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

    /** Says that what is still there waits for the next run. */
    void rests(int most) {
        troubles.tell(most + " files were taken in this run: the others wait for the next");
    }

    /** How long a file has to be quiet. */
    Duration quietTime() {
        return drops.quiet();
    }

    /**
     * Takes what is complete and quiet. A folder that cannot be used is told once and looked at again the next time.
     *
     * @param most of those that are complete; the others wait for the next round
     */
    Round round(int most) {
        quiet.begin();
        troubles.begin();
        try (DropFolder folder = DropFolder.open(drops, us)) {
            int taken = left.take(folder) + complete(folder, most);
            return new Round(taken, quiet.waiting());
        } catch (UnusableFolderException unusable) {
            troubles.tell(String.valueOf(unusable.getMessage()));
        } catch (IOException failed) {
            troubles.tell("the folder cannot be used: " + failed.getClass().getSimpleName());
        }
        return new Round(0, 0);
    }

    private int complete(DropFolder folder, int most) throws IOException {
        int taken = 0;
        for (DropFolder.Candidate candidate : candidates(folder)) {
            if (quiet.isQuiet(candidate.entry(), List.of(candidate.file(), candidate.companion()))) {
                if (taken >= most || !hasRoom(candidate)) {
                    return taken;
                }
                taken += troubles.attempt(Claim.shown(candidate.entry().toString()), () -> claim(folder, candidate));
            }
        }
        return taken;
    }

    /** What is said to be complete. One that cannot be looked at holds up none of the others. */
    private List<DropFolder.Candidate> candidates(DropFolder folder) throws IOException {
        DropDirectory.Names there = folder.entries();
        if (there.strange() > 0) {
            troubles.tell(DropRule.NAME.refusal() + " (" + there.strange() + " names that cannot be written)");
        }
        List<DropFolder.Candidate> found = new ArrayList<>();
        for (Path entry : there.names()) {
            troubles.attempt(Claim.shown(entry.toString()), () -> {
                folder.candidate(entry).ifPresent(found::add);
                return 0;
            });
        }
        found.sort(OLDEST_FIRST);
        return found;
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
                && !inbox.hasRoom(taking.roomFor(next.file().bytes()))) {
            troubles.tell("files wait in the folder: the disk has no room for the next one");
            return false;
        }
        return true;
    }

    private int claim(DropFolder folder, DropFolder.Candidate candidate) throws IOException {
        // others were copied since it was looked at
        if (!folder.candidate(candidate.entry()).equals(Optional.of(candidate))) {
            quiet.restart(candidate.entry());
            return 0;
        }
        String id = UUID.randomUUID().toString().replace("-", "");
        Claim claim = Claim.of(id, candidate.entry().toString(), candidate.file());
        try {
            folder.claimCompanion(candidate, claim);
            taking.pass(CrashPoints.Point.DROP_HALF_CLAIMED);
            folder.claimFile(candidate.entry(), claim);
        } catch (NoSuchFileException takenBack) {
            // what is left of it is looked at in the next round
            quiet.restart(claim.id());
            return 0;
        }
        taking.pass(CrashPoints.Point.DROP_CLAIMED);
        return claimed(folder, candidate, claim);
    }

    private int claimed(DropFolder folder, DropFolder.Candidate candidate, Claim claim) throws IOException {
        FileLook look = folder.look(claim);
        Optional<FileLook> companion = folder.companionLook(claim);
        if (look.equals(candidate.file()) && companion.equals(candidate.companion())) {
            return taking.take(folder, claim);
        }
        if (drops.completion() == Completion.MARKER && !look.equals(candidate.file())) {
            // nobody has said of what is there now that it is complete
            return taking.quarantine(folder, claim, look.bytes(), DropRule.MARKED);
        }
        // exchanged or written at the last moment: it has to be quiet once more
        return quiet.isQuiet(claim.id(), List.of(look, companion)) ? taking.take(folder, claim) : 0;
    }
}
