package org.cardwright.perso.file;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;

/**
 * Everything of one card that goes to the machines, bound together.
 *
 * @param index place in the batch, from 1
 * @param orderReference the issuer's name of the order
 * @param group product and plastic, the directory of the card's files: 1 to 64 of letters, digits, dot, hyphen, underscore
 * @param channels the record of each channel the product asks for, at least one
 * @param salt 32 bytes that hide the card's hashes in the Merkle tree
 * @param mac 32 bytes over all of the above under the record key (see {@link RecordMac})
 */
public record PersoRecord(
        int index,
        String orderReference,
        String group,
        Map<Channel, ByteString> channels,
        ByteString salt,
        ByteString mac) {

    /** Bytes of a salt. */
    public static final int SALT_BYTES = 32;

    /** Bytes of a MAC. */
    public static final int MAC_BYTES = 32;

    private static final int MAX_GROUP_CHARACTERS = 64;

    /** Copies the channels and checks the shapes. */
    public PersoRecord {
        if (index < 1 || orderReference.isEmpty() || channels.isEmpty() || !isGroup(group)) {
            throw new IllegalArgumentException("a record has an index from 1, an order, a group and a channel");
        }
        if (salt.size() != SALT_BYTES || mac.size() != MAC_BYTES) {
            throw new IllegalArgumentException("salt and MAC have 32 bytes each");
        }
        channels = Collections.unmodifiableMap(new EnumMap<>(channels));
    }

    /** True when the text can be the directory name of a group. */
    public static boolean isGroup(String text) {
        boolean name = !text.isEmpty() && text.length() <= MAX_GROUP_CHARACTERS && isLetterOrDigit(text.charAt(0));
        for (int i = 1; i < text.length() && name; i++) {
            char c = text.charAt(i);
            name = isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
        }
        return name && !text.endsWith(".part");
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** The record of a channel that the card has. */
    public ByteString channel(Channel channel) {
        ByteString data = channels.get(channel);
        if (data == null) {
            throw new IllegalArgumentException(this + " has no channel " + channel);
        }
        return data;
    }

    /** Compact form for staging; contains card data in clear, so it is stored only encrypted. */
    public ByteString encode() {
        return PersoRecordForm.encode(this);
    }

    /**
     * From the form of {@link #encode()}.
     *
     * @throws org.cardwright.perso.MalformedRecordException when the bytes are anything else
     */
    public static PersoRecord decode(ByteString bytes) {
        return PersoRecordForm.decode(bytes);
    }

    /** Place and order only. */
    @Override
    public String toString() {
        return "PersoRecord(" + index + ", order " + orderReference + ", " + channels.keySet() + ")";
    }
}
