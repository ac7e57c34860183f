package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cardwright.crypto.rsa.LaneSearch.Candidate;
import org.cardwright.crypto.rsa.LaneSearch.Round;
import org.cardwright.crypto.rsa.Lanes.Power;

/**
 * Searches of one length side by side: a row of candidates is taken from all open searches in turn, so that no lane is idle, even
 * with one search. Miller-Rabin with base 2 needs no products; rounds with random bases wait until they fill a row.
 */
final class LanePrimes {

    private final Lanes lanes;
    private final List<LaneSearch> open;
    private final Deque<Round> rounds = new ArrayDeque<>();

    private LanePrimes(Lanes lanes, List<LaneSearch> searches) {
        this.lanes = lanes;
        this.open = new ArrayList<>(searches);
    }

    /** One prime per search, in order; all of one length. */
    static List<BigInteger> find(List<PrimeSearch> searches) {
        List<LaneSearch> all = searches.stream().map(LaneSearch::new).toList();
        try (Lanes lanes = new Lanes(searches.get(0).bits())) {
            new LanePrimes(lanes, all).run();
        }
        return all.stream().map(LaneSearch::prime).toList();
    }

    private void run() {
        while (!open.isEmpty() || !rounds.isEmpty()) {
            if (rounds.size() >= Lanes.COUNT || open.isEmpty()) {
                confirm();
            } else {
                sift();
            }
        }
    }

    /** One row of candidates; the first of a search that passes leaves those drawn behind it undone. */
    private void sift() {
        List<Candidate> row = new ArrayList<>(Lanes.COUNT);
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            row.add(open.get(lane % open.size()).next());
        }
        boolean[] passed = StrongTest.pass(
                lanes,
                row.stream().map(Candidate::number).toList(),
                row.stream().map(one -> BigInteger.TWO).toList());
        Set<LaneSearch> done = new HashSet<>();
        for (int lane = 0; lane < passed.length; lane++) {
            Candidate candidate = row.get(lane);
            if (passed[lane] && done.add(candidate.search())) {
                rounds.addAll(candidate.search().rounds(candidate));
            }
        }
        // those that had no turn come first in the next row
        int served = Math.min(Lanes.COUNT, open.size());
        List<LaneSearch> turned = new ArrayList<>(open.subList(served, open.size()));
        turned.addAll(open.subList(0, served));
        turned.removeAll(done);
        open.clear();
        open.addAll(turned);
    }

    private void confirm() {
        List<Round> row = new ArrayList<>(Lanes.COUNT);
        while (row.size() < Lanes.COUNT && !rounds.isEmpty()) {
            row.add(rounds.remove());
        }
        boolean[] passed = StrongTest.pass(
                lanes,
                row.stream().map(round -> round.candidate().number()).toList(),
                row.stream().map(Round::base).toList());
        for (int lane = 0; lane < passed.length; lane++) {
            Candidate candidate = row.get(lane).candidate();
            if (passed[lane]) {
                candidate.search().passedRound(candidate);
            } else {
                candidate.search().failedRound();
            }
        }
    }

    /** FIPS 186-5, B.3.1, steps 4.3 to 4.6, for one base per candidate. */
    private static final class StrongTest {

        private StrongTest() {}

        static boolean[] pass(Lanes lanes, List<BigInteger> candidates, List<BigInteger> bases) {
            List<Power> powers = new ArrayList<>(candidates.size());
            for (int i = 0; i < candidates.size(); i++) {
                BigInteger minusOne = candidates.get(i).subtract(BigInteger.ONE);
                BigInteger odd = minusOne.shiftRight(minusOne.getLowestSetBit());
                powers.add(new Power(bases.get(i), odd, candidates.get(i)));
            }
            BigInteger[] results = lanes.raise(powers);
            boolean[] passed = new boolean[results.length];
            for (int i = 0; i < passed.length; i++) {
                passed[i] = MillerRabin.isStrong(results[i], candidates.get(i));
            }
            return passed;
        }
    }
}
