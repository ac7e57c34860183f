package org.cardwright.machine.scp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.derive.DiversificationData.SecurityDomain;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardChannels.CardKeySource;
import org.cardwright.crypto.module.KeyDerivations;
import org.cardwright.crypto.module.KeyDerivations.DerivedCheckValue;
import org.cardwright.crypto.module.KeyDerivations.DryRun;
import org.cardwright.formats.bytes.ByteString;

/**
 * Which keys the cards of a lot hold, by the version of the key set that they answer to INITIALIZE UPDATE.
 *
 * @param byVersion version, 01 to FF; a blank card often says FF
 */
public record KeySets(Map<Integer, KeySet> byVersion) {

    /** Copies the map. */
    public KeySets {
        byVersion = Map.copyOf(byVersion);
    }

    /**
     * Three keys of a card.
     *
     * @param master KMC
     * @param method how they come of it
     */
    public record KeySet(KeyName master, KeyDiversification method) {

        /** The keys of one card. */
        public CardKeySource of(ByteString diversificationData) {
            return new CardKeySource(master, method, diversificationData);
        }
    }

    /** The keys of a version. */
    public Optional<KeySet> find(int version) {
        return Optional.ofNullable(byVersion.get(version));
    }

    /**
     * Check values of the keys that a card with these data would have: to be held against those of the card maker before a card is
     * touched.
     *
     * @throws org.cardwright.crypto.module.SecurityModuleException when the KMC cannot be used so
     */
    public List<DerivedCheckValue> dryRun(KeyDerivations derivations, int version, ByteString diversificationData) {
        KeySet set = find(version)
                .orElseThrow(() -> new IllegalArgumentException("the lot has no key set of version " + version));
        return derivations.checkValues(new DryRun(set.master(), set.method(), new SecurityDomain(diversificationData)));
    }
}
