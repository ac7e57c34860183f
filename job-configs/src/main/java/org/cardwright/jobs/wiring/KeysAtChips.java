package org.cardwright.jobs.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.scp.KeySets.KeySet;

/** The keys of the security module that cards of one product and one lot are made and tested with, in the words of the audit. */
final class KeysAtChips {

    private final OpenedHome home;
    private final EffectiveProduct product;
    private final List<String> names = new ArrayList<>();

    KeysAtChips(OpenedHome home, EffectiveProduct product) {
        this.home = home;
        this.product = product;
    }

    /** Master keys of the cards as they come and as they leave, and the keys of KEK2 over the secrets of their records. */
    KeysAtChips making(CardLot lot) {
        for (Map.Entry<Integer, KeySet> set : new TreeMap<>(lot.keySets().byVersion()).entrySet()) {
            boolean leaves = lot.productionVersion().isPresent()
                    && lot.productionVersion().getAsInt() == set.getKey();
            add(
                    leaves ? "production KMC" : "KMC",
                    set.getValue().master(),
                    String.format(
                            Locale.ROOT,
                            "version %02X, %s",
                            set.getKey(),
                            set.getValue().method()));
        }
        for (CpsProfile.TransportKey key : product.cps().transportKeys()) {
            KeyName name = KeyName.parse(key.key().toString()).orElseThrow();
            add("KEK2", name, "TKID " + key.tkid().toHex());
        }
        return this;
    }

    /** What the keys of the issuer are used for. */
    enum Judging {
        /** The test of a card that was just made: cryptograms, chip value, a script. */
        TEST("IMK_AC", "CVK", "IMK_SMI"),
        /** A card at a terminal, with its host. */
        TERMINAL("IMK_AC", "CVK"),
        /** Test scripts, which foretell one cryptogram. */
        SCRIPTS("IMK_AC");

        private final Set<String> uses;

        Judging(String... uses) {
            this.uses = Set.of(uses);
        }
    }

    /** Keys of the issuer with which its host judges cards. */
    KeysAtChips judging(Judging what) {
        IssuerOfProduct.hostKeys(product).forEach((use, key) -> {
            if (what.uses.contains(use)) {
                add(use, key, "");
            }
        });
        return this;
    }

    /** A key that is not there is used by nobody: the audit names none without its check value. */
    private void add(String use, KeyName key, String more) {
        String value = home.key(key).checkValue().toHex();
        names.add(use + " " + key + " KCV " + value + (more.isEmpty() ? "" : " (" + more + ")"));
    }

    List<String> names() {
        return List.copyOf(names);
    }
}
