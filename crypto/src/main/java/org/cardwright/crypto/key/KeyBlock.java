package org.cardwright.crypto.key;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * A key at rest: its attributes and the key block (version D under the vault key) that binds them to its bytes.
 *
 * <p>Usage, algorithm, mode of use and exportability stand where ANSI X9.143, 6.3 has them; the label in optional block LB;
 * version, state, direction, test mark, strength and check value in block 10 of our own, owner and recipient in block 11, the days
 * of its life in blocks 12 and 13. Of a destroyed key only the head is left.
 */
public final class KeyBlock {

    private static final String LABEL = "LB";
    private static final String OWN = "10";
    private static final String CUSTODY = "11";
    private static final String NO_PARTY = "";

    /** Identifier and length of an optional block. */
    private static final int LABEL_HEAD = 4;

    /** version(3) state(1) direction(1) test(1) bits(5) check value rule(1) check value(4 to 10). */
    private static final int OWN_FIXED = 12;

    private static final String METHODS = "ZOCH";

    private final KeyAttributes attributes;
    private final String text;

    private KeyBlock(KeyAttributes attributes, String text) {
        this.attributes = attributes;
        this.text = text;
    }

    /** Wraps a key with its attributes under an AES vault key. */
    public static KeyBlock seal(KeyAttributes attributes, SecretBytes key, SecretBytes vaultKey, SecureRandom random) {
        try (KeyCipher cipher = KeyCipher.aes(vaultKey)) {
            return seal(attributes, key, cipher, random);
        }
    }

    /** The same under an AES key that may be in a device; it stays open. */
    public static KeyBlock seal(KeyAttributes attributes, SecretBytes key, KeyCipher vaultKey, SecureRandom random) {
        if (attributes.state() == KeyState.DESTROYED) {
            throw new KeyRefusedException(attributes.name() + " is " + attributes.state());
        }
        return new KeyBlock(attributes, Tr31.wrap(header(attributes), key, vaultKey, random));
    }

    /** What is left of a destroyed key: the head without key and MAC, which the MAC of the vault file covers. */
    public static KeyBlock destroyed(KeyAttributes attributes) {
        if (attributes.state() != KeyState.DESTROYED) {
            throw new KeyRefusedException(attributes.name() + " is " + attributes.state());
        }
        return new KeyBlock(attributes, head(attributes));
    }

    /** The head alone, for a register of keys that stand elsewhere; {@link #attributesOf} reads it. */
    public static String head(KeyAttributes attributes) {
        return header(attributes).padded().encode(0);
    }

    /**
     * Reads what {@link #head} wrote. Nothing is authenticated.
     *
     * @throws KeyRefusedException when it is not a head of this shape
     */
    public static KeyAttributes attributesOf(String head) {
        KeyBlockHeader.Read read = KeyBlockHeader.read(head);
        if (read.header().format() != KeyBlockVersion.D || read.characters() != head.length()) {
            throw new KeyRefusedException("a key in a register is the head of a key block of version D");
        }
        return attributes(read.header());
    }

    private static KeyBlockHeader header(KeyAttributes attributes) {
        return new KeyBlockHeader(
                'D',
                attributes.purpose().usage(),
                attributes.algorithm().letter(),
                modeOfUse(attributes),
                "00",
                attributes.custody().exportability().letter(),
                optionalBlocks(attributes));
    }

    private static List<KeyBlockHeader.OptionalBlock> optionalBlocks(KeyAttributes attributes) {
        List<KeyBlockHeader.OptionalBlock> blocks = new ArrayList<>();
        blocks.add(new KeyBlockHeader.OptionalBlock(LABEL, attributes.name().label()));
        blocks.add(new KeyBlockHeader.OptionalBlock(OWN, own(attributes)));
        KeyCustody custody = attributes.custody();
        if (custody.isKnown()) {
            String parties = text(custody.owner()) + ">" + text(custody.recipient());
            blocks.add(new KeyBlockHeader.OptionalBlock(CUSTODY, parties));
        }
        blocks.addAll(KeyTermText.write(attributes.term()));
        return blocks;
    }

    private static String text(Optional<Party> party) {
        return party.map(Party::name).orElse(NO_PARTY);
    }

    /**
     * Reads the head of a block. Nothing is authenticated before {@link #open}.
     *
     * @throws KeyRefusedException when it is not a block of this shape
     */
    public static KeyBlock parse(String text) {
        KeyBlockHeader.Read read = KeyBlockHeader.read(text);
        if (read.header().format() != KeyBlockVersion.D) {
            throw new KeyRefusedException("a key at rest is in a key block of version D");
        }
        KeyAttributes attributes = attributes(read.header());
        boolean onlyHead = read.characters() == text.length();
        if (onlyHead != (attributes.state() == KeyState.DESTROYED)) {
            throw new KeyRefusedException("a destroyed key, and no other, is a head without a key");
        }
        return new KeyBlock(attributes, text);
    }

    /** Does the text, whole or not, say that it is a block of this key? A version that is cut off may be any. */
    public static boolean names(String text, KeyName name) {
        String label = String.format(
                Locale.ROOT, "%s%02X%s%s", LABEL, LABEL_HEAD + name.label().length(), name.label(), OWN);
        int at = text.indexOf(label);
        if (at < 0) {
            return false;
        }
        String rest = text.substring(at + label.length());
        return rest.length() <= LABEL_HEAD || rest.startsWith(version(name), OWN.length());
    }

    private static String version(KeyName name) {
        return String.format(Locale.ROOT, "%03d", name.version());
    }

    /** True unless the key is destroyed. */
    public boolean holdsKey() {
        return attributes.state() != KeyState.DESTROYED;
    }

    /**
     * Verifies the block and returns the clear key, which the caller closes.
     *
     * @throws KeyRefusedException when the block was altered or is under another key, or the key is destroyed
     */
    public SecretBytes open(SecretBytes vaultKey) {
        if (!holdsKey()) {
            throw new KeyRefusedException(attributes.name() + " is " + attributes.state());
        }
        return Tr31.unwrap(text, vaultKey).key();
    }

    /** The same under a key that may be in a device; it stays open. */
    public SecretBytes open(KeyCipher vaultKey) {
        return Tr31.unwrap(text, vaultKey).key();
    }

    /** What stands in the head. */
    public KeyAttributes attributes() {
        return attributes;
    }

    /** The block itself, printable ASCII. */
    public String text() {
        return text;
    }

    private static char modeOfUse(KeyAttributes attributes) {
        return KeyUse.of(attributes.purpose(), attributes.direction()).modeHere();
    }

    private static String own(KeyAttributes attributes) {
        return version(attributes.name())
                + attributes.state().letter()
                + attributes.direction().letter()
                + (attributes.test() ? 'T' : 'L')
                + String.format(Locale.ROOT, "%05d", attributes.bits())
                + METHODS.charAt(attributes.checkValue().method().ordinal())
                + attributes.checkValue().toHex();
    }

    private static KeyAttributes attributes(KeyBlockHeader header) {
        String own = header.optional(OWN).orElse("");
        String label = header.optional(LABEL).orElse("");
        int method = own.length() > OWN_FIXED ? METHODS.indexOf(own.charAt(OWN_FIXED - 1)) : -1;
        if (method < 0 || !own.matches("[0-9]{3}[A-Z]{2}[TL][0-9]{5}[A-Z]([0-9A-F]{2}){2,5}")) {
            throw new KeyRefusedException("the key block lacks our attributes");
        }
        KeyAttributes attributes = new KeyAttributes(
                name(label, Integer.parseInt(own.substring(0, 3))),
                KeyPurpose.ofUsage(header.usage()),
                KeyAlgorithm.ofLetter(header.algorithm()),
                Integer.parseInt(own.substring(6, 11)),
                KeyDirection.ofLetter(own.charAt(4)),
                KeyState.ofLetter(own.charAt(3)),
                own.charAt(5) == 'T',
                new KeyCheckValue(KeyCheckValue.Method.values()[method], ByteString.fromHex(own.substring(OWN_FIXED))),
                custody(header),
                KeyTermText.read(header));
        if (header.modeOfUse() != modeOfUse(attributes)) {
            throw new KeyRefusedException("the mode of use in the key block contradicts its usage");
        }
        return attributes;
    }

    private static KeyCustody custody(KeyBlockHeader header) {
        Exportability exportability = Exportability.ofLetter(header.exportability());
        String parties = header.optional(CUSTODY).orElse(">");
        int mark = parties.indexOf('>');
        if (mark < 0) {
            throw new KeyRefusedException("the key block has no proper parties");
        }
        return new KeyCustody(party(parties.substring(0, mark)), party(parties.substring(mark + 1)), exportability);
    }

    private static Optional<Party> party(String name) {
        try {
            return name.equals(NO_PARTY) ? Optional.empty() : Optional.of(new Party(name));
        } catch (IllegalArgumentException malformed) {
            throw new KeyRefusedException("the key block has no proper parties");
        }
    }

    private static KeyName name(String label, int version) {
        try {
            return new KeyName(label, version);
        } catch (IllegalArgumentException malformed) {
            throw new KeyRefusedException("the key block has no proper label");
        }
    }

    /** Name and check value, never the block. */
    @Override
    public String toString() {
        return attributes.toString();
    }
}
