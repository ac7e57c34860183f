package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cardwright.crypto.hostcommand.InventoryCalls.Listing;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/**
 * Do all hosts hold the same keys? What they said is remembered, and a host that was put aside says it again before it is used: it may
 * have been exchanged meanwhile.
 */
final class HostVetting {

    private final HostCommandTable table;
    private String reference = "";
    private Map<KeyName, KeyDescription> known = Map.of();

    HostVetting(HostCommandTable table) {
        this.table = table;
    }

    /** Can these devices list their keys at all? */
    boolean isPossible() {
        return table.operations().contains(HostOperation.LIST_KEYS);
    }

    /** The keys of the host at the other end. */
    List<KeyDescription> listed(HostConversation conversation) throws LostConnectionException {
        HostCommand command = table.command(HostOperation.LIST_KEYS);
        return HostInventory.all(from -> {
            FieldWriter out = new FieldWriter(table.framing().requestBytes());
            HostFields request = InventoryCalls.LIST.ask().apply(from);
            command.request().forEach(rule -> rule.write(request, out));
            List<Listing> part = new ArrayList<>();
            conversation.probe(
                    command,
                    out.written(),
                    answer -> part.add(HostAnswers.checked(command, InventoryCalls.LIST.answered(), answer)));
            return part.get(0);
        });
    }

    /**
     * Holds the keys of one host against those of the first.
     *
     * @throws SecurityModuleException KEY_REFUSED when a key is missing or another one, or stands otherwise in its life
     */
    synchronized void compare(String host, List<KeyDescription> keys) {
        Map<KeyName, KeyDescription> held = byName(keys);
        if (reference.isEmpty()) {
            reference = host;
            known = held;
            return;
        }
        Set<KeyName> names = new TreeSet<>(known.keySet());
        names.addAll(held.keySet());
        for (KeyName name : names) {
            KeyDescription expected = known.get(name);
            if (expected == null || !expected.equals(held.get(name))) {
                throw new SecurityModuleException(
                        Kind.KEY_REFUSED,
                        "the HSMs " + reference + " and " + host + " do not hold the same keys: " + name + " differs");
            }
        }
    }

    /** The keys of the first host that was asked. */
    synchronized List<KeyDescription> known() {
        return List.copyOf(known.values());
    }

    /** Refuses a host that came back without a key, or with another one under its name. States may have changed meanwhile. */
    void vet(HostConversation conversation) throws LostConnectionException {
        Map<KeyName, KeyDescription> expected;
        synchronized (this) {
            expected = known;
        }
        if (expected.isEmpty()) {
            return;
        }
        Map<KeyName, KeyDescription> held = byName(listed(conversation));
        for (KeyDescription key : expected.values()) {
            KeyDescription now = held.get(key.name());
            if (now == null || !now.checkValue().equals(key.checkValue())) {
                throw new LostConnectionException("came back without key " + key.name() + " as it was");
            }
        }
    }

    private static Map<KeyName, KeyDescription> byName(List<KeyDescription> keys) {
        Map<KeyName, KeyDescription> byName = new TreeMap<>();
        keys.forEach(key -> byName.put(key.name(), key));
        return byName;
    }
}
