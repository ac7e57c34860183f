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
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.formats.profile.KeyVersions;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a key a product means that names its label only: the newest in use whose first day has come. NIST SP 800-57 part 1,
 * 5.3.4.
 *
 * <p>A suspended version counts as in use, so that a batch waits for it instead of going back to an older one; so does one whose last
 * day is over, which is refused and not passed over in silence. A batch keeps what was chosen when it was taken. Safe for several
 * threads.
 */
public final class ChosenKeys implements KeyVersions {

    private static final Set<KeyState> IN_USE = EnumSet.of(KeyState.ACTIVE, KeyState.SUSPENDED);

    private final KeyVersions rule;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    private ChosenKeys(KeyVersions rule) {
        this.rule = rule;
    }

    /** The versions that hold with the keys of a module as they are when first asked for, so that all products get the same. */
    public static ChosenKeys current(KeyInventory inventory) {
        Snapshot keys = new Snapshot(inventory);
        return new ChosenKeys((label, day) -> newest(keys.get(), label, key -> isInUse(key, day))
                // when none can be used the newest is named, so that what is said about it tells why
                .or(() -> newest(keys.get(), label, key -> true))
                .orElse(1));
    }

    private static final class Snapshot {

        private final KeyInventory inventory;
        private @Nullable List<KeyDescription> keys;

        Snapshot(KeyInventory inventory) {
            this.inventory = inventory;
        }

        synchronized List<KeyDescription> get() {
            if (keys == null) {
                keys = List.copyOf(inventory.keys());
            }
            return keys;
        }
    }

    private static boolean isInUse(KeyDescription key, LocalDate day) {
        return IN_USE.contains(key.state())
                && key.term().period().from().filter(day::isBefore).isEmpty();
    }

    private static Optional<Integer> newest(
            List<KeyDescription> keys, String label, Predicate<KeyDescription> condition) {
        return keys.stream()
                .filter(key -> key.name().label().equals(label) && condition.test(key))
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
