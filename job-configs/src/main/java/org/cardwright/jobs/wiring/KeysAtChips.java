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

/** The keys of the security module that cards of one product and one lot are made and tested with. */
final class KeysAtChips {

    private final OpenedHome home;
    private final EffectiveProduct product;
    private final List<KeyAtChips> keys = new ArrayList<>();

    KeysAtChips(OpenedHome home, EffectiveProduct product) {
        this.home = home;
        this.product = product;
    }

    /** Master keys of the cards as they come and as they leave, and the keys of KEK2 over the secrets of their records. */
    KeysAtChips making(CardLot lot) {
        for (Map.Entry<Integer, KeySet> set : new TreeMap<>(lot.keySets().byVersion()).entrySet()) {
            boolean leaves = lot.productionVersion().isPresent()
                    && lot.productionVersion().getAsInt() == set.getKey();
            keys.add(new KeyAtChips(
                    leaves ? "production KMC" : "KMC",
                    home.key(set.getValue().master()),
                    String.format(Locale.ROOT, "%02X", set.getKey()),
                    set.getValue().method().name()));
        }
        for (CpsProfile.TransportKey key : product.cps().transportKeys()) {
            KeyName name = KeyName.parse(key.key().toString()).orElseThrow();
            keys.add(new KeyAtChips("KEK2", home.key(name), "", key.tkid().toHex()));
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
                keys.add(new KeyAtChips(use, home.key(key), "", ""));
            }
        });
        return this;
    }

    /** The keys; one that is not there is used by nobody, and was refused by name. */
    List<KeyAtChips> keys() {
        return List.copyOf(keys);
    }

    /** The same for the audit, which names none without its check value. */
    List<String> names() {
        return keys.stream().map(KeyAtChips::words).toList();
    }
}
