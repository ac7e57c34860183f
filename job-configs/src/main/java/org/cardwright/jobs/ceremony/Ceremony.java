package org.cardwright.jobs.ceremony;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.jobs.home.PermissionRefusedException;
import org.cardwright.pipeline.ledger.Ceremonies;

/**
 * A key ceremony from its beginning to its end: custodians who are all there within a time window, each once, and every step in the
 * audit and in the transcript. PCI Card Production, Logical, 8.1 b; S4-21: a quorum at the same time.
 */
public final class Ceremony implements AutoCloseable {

    /** How long custodians wait for each other. */
    public static final Duration WINDOW = Duration.ofMinutes(15);

    private static final String REHEARSAL = "REHEARSAL, ";

    private final Clock clock;
    private final Duration window;
    private final Ceremonies audit;
    private final String leader;
    private final Transcript transcript;
    private final List<String> present = new ArrayList<>();
    private Optional<Instant> opened = Optional.empty();
    private boolean ended;

    /**
     * Under what a ceremony is held.
     *
     * @param clock when things happen
     * @param window how long custodians wait for each other
     * @param audit where every step is written at once
     */
    public record Terms(Clock clock, Duration window, Ceremonies audit) {}

    /**
     * Begins.
     *
     * @param leader id of the operator, {@code system} where policy names none
     * @param purpose what for, in words without secrets
     */
    public Ceremony(Terms terms, String leader, String purpose, boolean rehearsal) {
        this.clock = terms.clock();
        this.window = terms.window();
        this.audit = terms.audit();
        this.leader = leader;
        this.transcript = new Transcript(new Transcript.Head(newId(clock), purpose, rehearsal));
        audit.begin(id(), leader, mark() + purpose);
        transcript.add(new Transcript.Step(clock.instant(), leader, "began: " + purpose));
    }

    private static String newId(Clock clock) {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        return "ceremony-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + "-"
                + HexFormat.of().formatHex(random);
    }

    /** {@code ceremony-2026-11-22-1f0c9a2b}. */
    public String id() {
        return transcript.head().ceremony();
    }

    /** Is it only practised? */
    public boolean isRehearsal() {
        return transcript.head().rehearsal();
    }

    /** What happened so far. */
    public Transcript transcript() {
        return transcript;
    }

    private String mark() {
        return isRehearsal() ? REHEARSAL : "";
    }

    /**
     * Lets a custodian in and gives the id back.
     *
     * @throws org.cardwright.pipeline.ledger.OperatorRefusedException when the person is not proven or no custodian
     * @throws PermissionRefusedException when the person is there already, or the others have waited too long
     */
    public String admit(Visit visit) {
        requireInTime();
        String who = visit.login().operator();
        if (present.contains(who)) {
            step(who, "was refused: present already");
            throw new PermissionRefusedException(
                    "custodian " + CardNumberMask.mask(who) + " is present already; nobody takes two parts");
        }
        String proven = audit.admit(id(), visit.login());
        opened = Optional.of(opened.orElseGet(clock::instant));
        transcript.add(new Transcript.Step(clock.instant(), proven, "present"));
        present.add(proven);
        return proven;
    }

    /** Who is there, in the order of coming. */
    public List<String> present() {
        return List.copyOf(present);
    }

    /** Writes down what somebody did; never a secret. */
    public void step(String who, String did) {
        audit.step(id(), who, mark() + did);
        transcript.add(new Transcript.Step(clock.instant(), who, did));
    }

    /** Writes down what the leader did. */
    public void step(String did) {
        step(leader, did);
    }

    /**
     * Makes sure that all came within the window.
     *
     * @throws PermissionRefusedException when the first custodian came too long ago
     */
    public void requireInTime() {
        Instant now = clock.instant();
        if (opened.filter(first -> now.isAfter(first.plus(window))).isPresent()) {
            throw new PermissionRefusedException("the custodians were not together within " + window.toMinutes()
                    + " minutes; the ceremony begins anew");
        }
    }

    /** Ends well. */
    public void done(String words) {
        end(true, words);
    }

    private void end(boolean done, String words) {
        ended = true;
        audit.end(id(), leader, done, mark() + words);
        transcript.add(new Transcript.Step(clock.instant(), leader, "ended: " + words));
    }

    /** Notes that it was given up, when it did not end well. */
    @Override
    public void close() {
        if (!ended) {
            end(false, "given up");
        }
    }
}
