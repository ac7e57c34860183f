package org.cardwright.perso.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * The tree over the cards of a batch, leaf by leaf, in memory for the logarithm of their number.
 *
 * <p>RFC 9162, 2.1.1. The entry of a card is its salt and the SHA-256 of its chip, emboss, laser and track data in this
 * order, an absent channel as 32 zero bytes.
 */
public final class MerkleTree {

    /** Bytes of a hash. */
    public static final int HASH_BYTES = 32;

    private static final ByteString LEAF = ByteString.ofByte(0x00);
    private static final ByteString NODE = ByteString.ofByte(0x01);
    private static final ByteString ABSENT = ByteString.repeat(0, HASH_BYTES);

    private static final long NONE = -1;

    /** A perfect subtree, and whether the leaf is in it that a path is wanted for. */
    private record Subtree(ByteString hash, long leaves, boolean marked) {}

    /** Perfect subtrees from the left, each at least twice as large as the next. */
    private final Deque<Subtree> subtrees = new ArrayDeque<>();

    private final long marked;
    private final List<ByteString> path = new ArrayList<>();
    private long size;

    /** A tree whose root is wanted. */
    public MerkleTree() {
        this(NONE);
    }

    private MerkleTree(long marked) {
        this.marked = marked;
    }

    /** A tree of which the path from the leaf at this place, counted from 0, is wanted as well. */
    static MerkleTree withPathOf(long leaf) {
        return new MerkleTree(leaf);
    }

    /** Hashes of a card's channels in the order of {@link Channel}, absent ones as zeros. */
    public static List<ByteString> channelHashes(Map<Channel, ByteString> channels) {
        List<ByteString> hashes = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            ByteString data = channels.get(channel);
            hashes.add(data == null ? ABSENT : Digests.sha256(data));
        }
        return List.copyOf(hashes);
    }

    /** Hash of the leaf: {@code SHA-256(00 || salt || four channel hashes)}. */
    public static ByteString leaf(ByteString salt, List<ByteString> channelHashes) {
        if (salt.size() != PersoRecord.SALT_BYTES
                || channelHashes.size() != Channel.values().length
                || channelHashes.stream().anyMatch(h -> h.size() != HASH_BYTES)) {
            throw new IllegalArgumentException("a leaf has a salt and four hashes of 32 bytes each");
        }
        return Digests.sha256(LEAF, salt, ByteString.concat(channelHashes));
    }

    /** Hash of an inner node: {@code SHA-256(01 || left || right)}. */
    static ByteString node(ByteString left, ByteString right) {
        return Digests.sha256(NODE, left, right);
    }

    /** Adds the hash of the next leaf, in record-index order. */
    public void add(ByteString leafHash) {
        if (leafHash.size() != HASH_BYTES) {
            throw new IllegalArgumentException("a leaf hash has 32 bytes");
        }
        Subtree right = new Subtree(leafHash, 1, size == marked);
        // joins equal subtrees as a binary counter carries; bounded by the logarithm of the size
        while (!subtrees.isEmpty() && subtrees.getLast().leaves() == right.leaves()) {
            Subtree left = subtrees.removeLast();
            sibling(left, right).ifPresent(path::add);
            right = new Subtree(node(left.hash(), right.hash()), 2 * right.leaves(), left.marked() || right.marked());
        }
        subtrees.addLast(right);
        size++;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** The root over all leaves so far; SHA-256 of nothing when there are none. */
    public ByteString root() {
        ByteString root = null;
        for (var right = subtrees.descendingIterator(); right.hasNext(); ) {
            ByteString left = right.next().hash();
            root = root == null ? left : node(left, root);
        }
        return root == null ? Digests.sha256() : root;
    }

    /**
     * The hashes that lead from the marked leaf to the root over all leaves so far, nearest first.
     *
     * <p>RFC 9162, 2.1.3.1.
     */
    List<ByteString> path() {
        List<ByteString> whole = new ArrayList<>(path);
        Subtree root = null;
        for (var right = subtrees.descendingIterator(); right.hasNext(); ) {
            Subtree left = right.next();
            if (root != null) {
                sibling(left, root).ifPresent(whole::add);
                left = new Subtree(node(left.hash(), root.hash()), 0, left.marked() || root.marked());
            }
            root = left;
        }
        return List.copyOf(whole);
    }

    /** When the marked leaf is in one of them, the hash of the other. */
    private static Optional<ByteString> sibling(Subtree left, Subtree right) {
        if (left.marked()) {
            return Optional.of(right.hash());
        }
        return right.marked() ? Optional.of(left.hash()) : Optional.empty();
    }
}
