package org.cardwright.crypto.key;

import java.util.Optional;

/** Whether a PIN may pass between two keys, by the owners that stand inside their key blocks; labels are free text and say nothing. PCI PIN, 18. */
public final class PinKeyOwners {

    private PinKeyOwners() {}

    /**
     * A key and whose it is.
     *
     * @param name label and version
     * @param custody owner and recipient
     */
    public record Key(KeyName name, KeyCustody custody) {

        /**
         * As its block tells. A published test key that came without an owner belongs to the party with which its label begins: such labels are ours.
         *
         * @param test is it a published test key?
         */
        public static Key of(KeyName name, KeyCustody custody, boolean test) {
            return new Key(name, test && !custody.isKnown() ? labelled(name) : custody);
        }

        /** Of these attributes. */
        public static Key of(KeyAttributes key) {
            return of(key.name(), key.custody(), key.test());
        }

        private static KeyCustody labelled(KeyName name) {
            int dot = name.label().indexOf('.');
            String party = dot < 0 ? "" : name.label().substring(0, dot);
            return Party.isName(party)
                    ? new KeyCustody(Optional.of(new Party(party)), Optional.empty(), Exportability.NEVER)
                    : KeyCustody.UNKNOWN;
        }
    }

    /**
     * A value of a PIN is computed under a key whose owner has the PIN key, too: who knows the verification key of one issuer would learn the PINs
     * of another from ten values under it, and who knows a PIN key would have the values of all PINs of his choice under a key of another.
     *
     * @param verification PVK
     * @param pinKey key of the PIN block
     * @throws KeyRefusedException when they belong to two; keys without an owner pass
     */
    public static void requireOneOwner(Key verification, Key pinKey) {
        Optional<Party> owner = verification.custody().owner();
        boolean known = owner.isPresent() && pinKey.custody().isKnown();
        if (known && !pinKey.custody().isSharedWith(owner.get())) {
            throw new KeyRefusedException(pinKey.name() + " and " + verification.name()
                    + " belong to two issuers: no PIN passes between them");
        }
    }

    /** Refuses a key without an owner, as every PIN key and verification key has one in production. */
    public static void requireOwner(Key key) {
        if (key.custody().owner().isEmpty()) {
            throw new KeyRefusedException(
                    key.name() + " has no owner: in production PIN keys and their verification keys belong to somebody"
                            + " (keys owner)");
        }
    }

    /**
     * A PIN that was made here goes to chips under a key that its issuer has: such a key takes blocks of nobody else, so that nobody finds PINs
     * by cryptograms of his own.
     *
     * @param storage key under which the PIN waits
     * @param transport PIN key of KEK2
     * @throws KeyRefusedException when the owner of the storage key is no party of the other one
     */
    public static void requireOfDrawer(Key storage, Key transport) {
        boolean his = storage.custody()
                .owner()
                .filter(transport.custody()::isSharedWith)
                .isPresent();
        if (!his) {
            throw new KeyRefusedException(transport.name() + " is not of the owner of " + storage.name()
                    + ": a PIN that is made here goes under a key of its issuer alone (owner or recipient)");
        }
    }

    /**
     * A key that a drawing party has carries the PINs of that party alone.
     *
     * @param drawer owner of a storage key
     * @param from key of the block
     * @param transport PIN key of KEK2
     * @throws KeyRefusedException when the block is somebody else's
     */
    public static void requireForDrawer(Party drawer, Key from, Key transport) {
        if (transport.custody().isSharedWith(drawer) && !from.custody().isSharedWith(drawer)) {
            throw new KeyRefusedException(transport.name() + " carries PINs that are drawn for " + drawer
                    + ", and no block under " + from.name() + ", which is not of " + drawer);
        }
    }
}
