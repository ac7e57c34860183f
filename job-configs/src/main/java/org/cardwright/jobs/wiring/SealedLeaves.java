package org.cardwright.jobs.wiring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.MerkleTree;

/**
 * A manifest with the leaves of its cards, as one reading found them.
 *
 * @param manifest without its cards
 * @param leaves one after the other
 * @param root of the tree over them
 */
record SealedLeaves(Manifest manifest, ByteString leaves, ByteString root) {

    static SealedLeaves read(Path file) throws IOException {
        ByteArrayOutputStream leaves = new ByteArrayOutputStream();
        MerkleTree tree = new MerkleTree();
        Manifest manifest = Manifest.read(file, entry -> {
            tree.add(entry.leaf());
            leaves.writeBytes(entry.leaf().toByteArray());
        });
        return new SealedLeaves(manifest, ByteString.of(leaves.toByteArray()), tree.root());
    }

    /** True when the signed root is that of the leaves. */
    boolean fit() {
        return root.equals(manifest.merkleRoot());
    }

    /** Of a card by its index, from 1; empty behind the last one. */
    ByteString leaf(int index) {
        int from = (index - 1) * MerkleTree.HASH_BYTES;
        return from < leaves.size() ? leaves.slice(from, from + MerkleTree.HASH_BYTES) : ByteString.EMPTY;
    }
}
