package org.cardwright.pipeline.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.crypto.rsa.SharedFactors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.KeyPoolAccount;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Relative;

/**
 * The health of pools: no two pairs, waiting or used, share a factor. One that does is destroyed where it waits and named in the
 * audit where it is used. Not safe for several threads.
 */
final class FactorWatch {

    /** Pairs that wait, and the newest of those that were used: as many as some seconds are enough for. */
    private static final int COMPARED = 20_000;

    private static final int AT_A_TIME = 1_024;
    private static final String REASON = "shares a factor with another pair";

    private final KeyPoolAccount account;
    private final SharedFactors factors = new SharedFactors();
    private final List<Relative> compared;
    private int weak;

    FactorWatch(KeyPoolAccount account) {
        this.account = account;
        this.compared = new ArrayList<>(account.compared(COMPARED));
    }

    /** How many weak pairs were found. */
    int weak() {
        return weak;
    }

    /** Compares everything that is there; belongs into a transaction. */
    void scan() {
        List<Relative> found = new ArrayList<>();
        for (int from = 0; from < compared.size(); from += AT_A_TIME) {
            List<Relative> some = compared.subList(from, Math.min(compared.size(), from + AT_A_TIME));
            List<ByteString> moduli = some.stream().map(Relative::modulus).toList();
            factors.weak(moduli).forEach(i -> found.add(some.get(i)));
            factors.add(moduli);
        }
        List<Relative> all = compared.stream()
                .filter(one -> found.stream()
                        .anyMatch(bad -> bad.equals(one) || SharedFactors.share(bad.modulus(), one.modulus())))
                .toList();
        destroy(account.current(all));
    }

    /** The good ones among new pairs; belongs into the transaction that takes them in. */
    List<StockedPair> sound(List<StockedPair> made) {
        List<ByteString> moduli = made.stream().map(StockedPair::modulus).toList();
        List<Integer> bad = new ArrayList<>(factors.weak(moduli));
        for (int i = 0; i < made.size(); i++) {
            if (!bad.contains(i) && account.same(moduli.get(i)).isPresent()) {
                bad.add(i);
            }
        }
        List<StockedPair> good = new ArrayList<>();
        List<StockedPair> refused = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            (bad.contains(i) ? refused : good).add(made.get(i));
        }
        refuse(refused);
        factors.add(good.stream().map(StockedPair::modulus).toList());
        good.forEach(pair -> compared.add(
                new Relative(pair.place().pool(), pair.place().number(), true, pair.modulus(), words(pair))));
        return good;
    }

    private static String words(StockedPair pair) {
        return "pair " + pair.place().number() + " of pool " + pair.place().pool();
    }

    /** All rows before the first entry of the audit: in this order intake asks for both, too. */
    private void refuse(List<StockedPair> pairs) {
        List<Relative> others = account.current(
                pairs.stream().flatMap(pair -> relatives(pair).stream()).toList());
        for (StockedPair pair : pairs) {
            weak++;
            String known = others.stream()
                    .filter(one -> SharedFactors.share(one.modulus(), pair.modulus()))
                    .map(Relative::words)
                    .collect(Collectors.joining(", "));
            account.weak(
                    pair.place().pool(),
                    words(pair) + " " + REASON + " and was refused" + (known.isEmpty() ? "" : ": " + known));
        }
        destroy(others);
    }

    private List<Relative> relatives(StockedPair pair) {
        List<Relative> relatives = new ArrayList<>(compared.stream()
                .filter(one -> SharedFactors.share(one.modulus(), pair.modulus()))
                .toList());
        account.same(pair.modulus()).ifPresent(relatives::add);
        return relatives;
    }

    /** As they are now: one that was given to a card meanwhile is named with it. */
    private void destroy(List<Relative> current) {
        TreeMap<String, List<Long>> waiting = new TreeMap<>();
        for (Relative pair : current) {
            weak++;
            account.weak(pair.pool(), pair.words() + " " + REASON);
            if (pair.inStock()) {
                waiting.computeIfAbsent(pair.pool(), first -> new ArrayList<>()).add(pair.number());
            }
        }
        waiting.forEach((pool, numbers) -> account.destroyed(pool, numbers, REASON));
        compared.removeIf(one -> current.stream()
                .anyMatch(gone -> gone.number() == one.number() && gone.pool().equals(one.pool())));
    }
}
