package org.cardwright.pipeline.step;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.profile.KeyVersions;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a key a product means that names its label only: the newest that was put to use and whose first day has come. NIST SP
 * 800-57 part 1, 5.3.4 and 7.
 *
 * <p>A suspended version counts, so that a batch waits for it instead of going back to an older one; so does one whose last day is over,
 * and one that is compromised, which are refused and not passed over in silence: who got hold of the newest key may have the one before
 * as well, and people decide. A batch keeps what was chosen when it was taken. Safe for several threads.
 */
public final class ChosenKeys implements KeyVersions {

    private static final Set<KeyState> COUNTING = EnumSet.of(KeyState.ACTIVE, KeyState.SUSPENDED, KeyState.COMPROMISED);

    private final KeyVersions rule;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    private ChosenKeys(KeyVersions rule) {
        this.rule = rule;
    }

    /** The versions that hold with the keys of a module as they are when first asked for, so that all products get the same. */
    public static ChosenKeys current(KeyInventory inventory) {
        return current(inventory, Set.of());
    }

    /**
     * The same for a module that must list every version that was chosen before: a key is never taken off the list, not even when it is
     * destroyed. One that is missing is the newest perhaps, so asking for its label ends in KEY_REFUSED.
     *
     * @param before chosen for any batch, as the ledger knows
     */
    public static ChosenKeys current(KeyInventory inventory, Set<KeyName> before) {
        Snapshot keys = new Snapshot(inventory, before);
        return new ChosenKeys((label, day) -> newest(keys.of(label), key -> counts(key, day))
                // when none counts the newest is named, so that what is said about it tells why
                .or(() -> newest(keys.of(label), key -> true))
                .orElse(1));
    }

    private static final class Snapshot {

        private final KeyInventory inventory;
        private final Set<KeyName> before;
        private @Nullable List<KeyDescription> keys;

        Snapshot(KeyInventory inventory, Set<KeyName> before) {
            this.inventory = inventory;
            this.before = Set.copyOf(before);
        }

        /** All versions of a label. */
        synchronized List<KeyDescription> of(String label) {
            if (keys == null) {
                keys = List.copyOf(inventory.keys());
            }
            List<KeyDescription> versions = keys.stream()
                    .filter(key -> key.name().label().equals(label))
                    .toList();
            Set<KeyName> listed = versions.stream().map(KeyDescription::name).collect(Collectors.toUnmodifiableSet());
            before.stream()
                    .filter(key -> key.label().equals(label) && !listed.contains(key))
                    .min(Comparator.naturalOrder())
                    .ifPresent(ChosenKeys::refuseMissing);
            return versions;
        }
    }

    private static void refuseMissing(KeyName key) {
        throw new SecurityModuleException(
                SecurityModuleException.Kind.KEY_REFUSED,
                "the security module does not list key " + key
                        + ", with which batches were made: which version is the newest is not known");
    }

    private static boolean counts(KeyDescription key, LocalDate day) {
        // one that waits for its destruction can still be called back to where it was
        KeyState state =
                key.term().destruction().map(KeyTerm.Destruction::before).orElseGet(key::state);
        return COUNTING.contains(state)
                && key.term().period().from().filter(day::isBefore).isEmpty();
    }

    private static Optional<Integer> newest(List<KeyDescription> versions, Predicate<KeyDescription> condition) {
        return versions.stream()
                .filter(condition)
                .map(key -> key.name().version())
                .max(Comparator.naturalOrder());
    }

    /** The versions of a batch that was taken before; a label that is not among them has its first version. */
    public static ChosenKeys kept(Map<String, Integer> versions) {
        Map<String, Integer> kept = Map.copyOf(versions);
        return new ChosenKeys((label, day) -> kept.getOrDefault(label, 1));
    }

    @Override
    public int versionOn(String label, LocalDate day) {
        int version = rule.versionOn(label, day);
        asked.put(label, version);
        return version;
    }

    /** Was the version of this key chosen here? */
    public boolean chose(KeyName key) {
        return Integer.valueOf(key.version()).equals(asked.get(key.label()));
    }
}
