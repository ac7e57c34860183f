package org.cardwright.crypto.key;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What may be done with a key in which state and on which day: the table of {@code docs/key-life.md}, which a test holds against
 * this one. NIST SP 800-57 part 1, 5.3.4 and 7.
 */
public enum KeyOperation {
    /** Derive, wrap, sign, encrypt. */
    PROTECT("protects"),
    /** Decrypt and verify what was protected before. */
    PROCESS("reads"),
    /** Sign the request for its own certificate. NIST SP 800-57 part 1, 7.1: proof of possession before activation. */
    PROVE_POSSESSION("signs"),
    /** Go to the party that shares it. */
    DISTRIBUTE("leaves"),
    /** Show the public half of a key pair. */
    SHOW_PUBLIC_HALF("shows");

    private final String words;

    KeyOperation(String words) {
        this.words = words;
    }

    /** What a state says to an operation. */
    enum Answer {
        YES,
        /** Not now: the state can change back. */
        WAITS,
        NO
    }

    Answer in(KeyState state) {
        boolean publicHalf = this == SHOW_PUBLIC_HALF;
        return switch (state) {
            case PRE_ACTIVATION -> yesOrNo(publicHalf || this == PROVE_POSSESSION || this == DISTRIBUTE);
            case ACTIVE -> Answer.YES;
            case SUSPENDED -> publicHalf || this == PROCESS ? Answer.YES : Answer.WAITS;
            case DEACTIVATED -> yesOrNo(publicHalf || this == PROCESS);
            case COMPROMISED, PENDING_DESTRUCTION, DESTROYED -> Answer.NO;
        };
    }

    private static Answer yesOrNo(boolean yes) {
        return yes ? Answer.YES : Answer.NO;
    }

    /** May a key of this state do it, on some day? */
    public boolean isAllowedIn(KeyState state) {
        return in(state) == Answer.YES;
    }

    /**
     * Why a key may not do this on a day; empty when it may.
     *
     * @param name for the sentence
     * @param state where it stands
     * @param term its days
     * @param day UTC
     */
    public Optional<KeyRefusedException> refusal(KeyName name, KeyState state, KeyTerm term, LocalDate day) {
        return switch (in(state)) {
            case WAITS -> Optional.of(KeyRefusedException.suspended(name));
            case NO -> Optional.of(new KeyRefusedException(name + " is " + state + because(state, term)));
            case YES -> dayRefusal(name, term.period(), day).map(KeyRefusedException::new);
        };
    }

    private static String because(KeyState state, KeyTerm term) {
        return switch (state) {
            case PENDING_DESTRUCTION ->
                "; it is not used any more, may be destroyed from "
                        + term.destruction().map(KeyTerm.Destruction::notBefore).orElseThrow()
                        + " on, and can be called back until then";
            case DESTROYED -> "; its bytes are gone and nothing is done with it again";
            default -> "";
        };
    }

    private Optional<String> dayRefusal(KeyName name, Cryptoperiod period, LocalDate day) {
        boolean begun = this == PROTECT || this == PROCESS;
        if (begun && period.isAhead(day)) {
            return Optional.of(
                    name + " " + words + " nothing before " + period.from().orElseThrow());
        }
        boolean protecting = this == PROTECT || this == PROVE_POSSESSION || this == DISTRIBUTE;
        if (protecting && period.protectsNoMore(day)) {
            LocalDate last = period.protectUntil().or(period::processUntil).orElseThrow();
            return Optional.of(name + " " + words + " no more: its period ended on " + last);
        }
        return this == PROCESS && period.isOver(day)
                ? Optional.of(name + " " + words + " no more: its period ended on "
                        + period.processUntil().orElseThrow())
                : Optional.empty();
    }
}
