package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@link PrimeSearch} whose candidates are drawn ahead, in its order, so that several are tested at once.
 *
 * <p>When a candidate passes, the random bytes go back to where they were when it was drawn: the outcome is that of a search one
 * by one.
 */
final class LaneSearch {

    private final PrimeSearch search;
    private final RandomNumbers random;
    private @Nullable CandidateWindow window;
    private int left;
    private int windows;
    private @Nullable BigInteger prime;
    private int openRounds;

    LaneSearch(PrimeSearch search) {
        this.search = search;
        this.random = new RandomNumbers(search.random());
        search.random().mark();
    }

    /** A number to be tested, and where the random bytes stood behind its drawing. */
    record Candidate(LaneSearch search, BigInteger number, int position) {}

    /** One Miller-Rabin round for a candidate that passed base 2. */
    record Round(Candidate candidate, BigInteger base) {}

    /** The next candidate, as if none before it had passed. */
    Candidate next() {
        CandidateWindow current = window;
        while (current == null || left == 0) {
            current = nextWindow();
        }
        int index = random.below(left);
        BigInteger number = current.survivor(index);
        current.replace(index, --left);
        return new Candidate(this, number, search.random().position());
    }

    private CandidateWindow nextWindow() {
        if (windows++ == PrimeFinder.MAX_WINDOWS) {
            throw new IllegalStateException("no prime in " + PrimeFinder.MAX_WINDOWS + " windows");
        }
        forgetWindow();
        CandidateWindow next = PrimeFinder.window(search, random);
        window = next;
        left = next.survivors();
        return next;
    }

    /** A candidate passed base 2: its rounds with random bases, drawn behind it. */
    List<Round> rounds(Candidate passed) {
        search.random().rewind(passed.position());
        BigInteger highest = passed.number().subtract(BigInteger.TWO);
        List<Round> rounds = new ArrayList<>();
        for (int i = MillerRabin.rounds(passed.number().bitLength()); i > 0; i--) {
            rounds.add(new Round(passed, random.between(BigInteger.TWO, highest)));
        }
        openRounds = rounds.size();
        return rounds;
    }

    /** One round is passed; the last one makes it the prime of this search. */
    void passedRound(Candidate candidate) {
        if (--openRounds == 0 && prime == null) {
            found(candidate.number());
        }
    }

    /** A round failed, which next to never happens: the search is done again from its beginning, one by one. */
    void failedRound() {
        if (prime == null) {
            search.random().rewind(0);
            found(PrimeFinder.find(search));
        }
    }

    private void found(BigInteger number) {
        prime = number;
        forgetWindow();
        search.random().release();
    }

    private void forgetWindow() {
        if (window != null) {
            window.wipe();
        }
    }

    /** The prime, once it is found. */
    BigInteger prime() {
        if (prime == null) {
            throw new IllegalStateException("a search is not finished");
        }
        return prime;
    }
}
