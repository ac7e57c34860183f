package org.cardwright.crypto.key;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose key it is and who else may have it. PCI PIN, 18; ANSI X9.143, 6.3.5 (exportability).
 *
 * @param owner who answers for the key; empty in vaults that knew no owners
 * @param recipient the only other party that has it, or may get it; empty when there is none
 * @param exportability in what form it may leave
 */
public record KeyCustody(Optional<Party> owner, Optional<Party> recipient, Exportability exportability) {

    /** Nobody is named, nothing leaves. */
    public static final KeyCustody UNKNOWN = new KeyCustody(Optional.empty(), Optional.empty(), Exportability.NEVER);

    /** Refuses a key that its owner would send to itself. */
    public KeyCustody {
        if (owner.isPresent() && owner.equals(recipient)) {
            throw new KeyRefusedException("the recipient of a key is another party than its owner");
        }
    }

    /** Has the party this key, or may it get it? */
    public boolean isSharedWith(Party party) {
        return owner.filter(party::equals).isPresent()
                || recipient.filter(party::equals).isPresent();
    }

    /** Who is named, owner first, with commas between them. */
    public String parties() {
        return Stream.concat(owner.stream(), recipient.stream())
                .map(Party::name)
                .collect(Collectors.joining(", "));
    }

    /** Is anybody named? */
    public boolean isKnown() {
        return owner.isPresent() || recipient.isPresent();
    }

    /** The same, but it leaves in no wider form than this. */
    public KeyCustody narrowedBy(Exportability other) {
        return new KeyCustody(owner, recipient, exportability.narrowedBy(other));
    }
}
