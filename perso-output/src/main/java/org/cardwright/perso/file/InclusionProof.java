package org.cardwright.perso.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Manifest.RecordEntry;
import org.cardwright.perso.json.JsonObject;
import org.cardwright.perso.json.JsonWriter;
import org.cardwright.perso.json.MalformedJsonException;

/**
 * Proof that one ordered card is in a batch, once and unaltered, for someone who sees no other card's data.
 *
 * <p>RFC 9162, 2.1.3. It opens the card's own leaf (salt and hashes of its channels); other leaves appear only as salted
 * hashes.
 *
 * @param batch identity of the batch
 * @param order the issuer's name of the order
 * @param index of the card, from 1
 * @param leaves number of cards in the batch
 * @param salt 32 bytes
 * @param channelHashes SHA-256 of chip, emboss, laser and track data; 32 zero bytes for an absent one
 * @param path hashes from the leaf to the root, nearest first
 */
public record InclusionProof(
        String batch,
        String order,
        int index,
        int leaves,
        ByteString salt,
        List<ByteString> channelHashes,
        List<ByteString> path) {

    /** Longest path: the index is an int. */
    private static final int MAX_PATH = 31;

    private static final List<String> CHANNEL_NAMES =
            List.of("chip_sha256", "emboss_sha256", "laser_sha256", "track_sha256");

    /** Copies the lists. */
    public InclusionProof {
        channelHashes = List.copyOf(channelHashes);
        path = List.copyOf(path);
    }

    /**
     * The proof for a card of a batch.
     *
     * @param salt what {@link RecordMac#salts} says for the order
     * @return nothing when the order is not in the batch exactly once
     * @throws PersoFileException when the card on the disk is not the one in the manifest
     */
    public static Optional<InclusionProof> make(Path directory, String order, ByteString salt) throws IOException {
        Path manifestFile = directory.resolve(Manifest.NAME);
        Index index = Index.of(manifestFile, order);
        if (index.entry().isEmpty()) {
            return Optional.empty();
        }
        RecordEntry entry = index.entry().get();
        List<ByteString> hashes = channelHashes(directory, entry);
        if (!MerkleTree.leaf(salt, hashes).equals(entry.leaf())) {
            throw new PersoFileException(entry.file(), entry.index(), "the card of the manifest");
        }
        MerkleTree tree = MerkleTree.withPathOf(entry.index() - 1L);
        Manifest manifest = Manifest.read(manifestFile, record -> tree.add(record.leaf()));
        return Optional.of(new InclusionProof(
                manifest.head().batch(), order, entry.index(), manifest.cards(), salt, hashes, tree.path()));
    }

    private static List<ByteString> channelHashes(Path directory, RecordEntry entry) throws IOException {
        try (PersoFileReader reader = PersoFileReader.open(directory)) {
            return reader.find(entry.order())
                    .map(card -> MerkleTree.channelHashes(card.channels()))
                    .orElseThrow(() -> new PersoFileException(entry.file(), entry.index(), "the card of the manifest"));
        }
    }

    /**
     * What a manifest says of one order.
     *
     * @param manifest without its cards
     * @param entry the card, if it is there exactly once
     */
    private record Index(Manifest manifest, Optional<RecordEntry> entry) {

        private static Index of(Path manifestFile, String order) throws IOException {
            List<RecordEntry> found = new ArrayList<>();
            Manifest manifest = Manifest.read(manifestFile, entry -> {
                if (entry.order().equals(order) && found.size() < 2) {
                    found.add(entry);
                }
            });
            return new Index(manifest, found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty());
        }
    }

    /**
     * Checks the proof offline against the manifest and the public key of the data preparation.
     *
     * @return what does not fit, in plain words; empty when everything does
     */
    public List<String> check(Path manifestFile, ByteString publicKey, SignatureVerifier signatures)
            throws IOException {
        List<String> findings = new ArrayList<>();
        Index index = Index.of(manifestFile, order);
        Manifest manifest = index.manifest();
        if (!manifest.publicKey().equals(publicKey) || !Manifest.isSigned(manifestFile, publicKey, signatures)) {
            findings.add("the manifest is not signed with this public key");
        }
        if (!manifest.head().batch().equals(batch)) {
            findings.add("the manifest is that of another batch");
        }
        Optional<RecordEntry> entry = index.entry();
        if (entry.isEmpty()) {
            findings.add("the order is not in the manifest exactly once");
        }
        ByteString leaf = MerkleTree.leaf(salt, channelHashes);
        if (entry.isPresent()
                && (entry.get().index() != this.index || !entry.get().leaf().equals(leaf))) {
            findings.add("the card in the manifest is another one");
        }
        if (leaves != manifest.cards() || !leadsTo(manifest.merkleRoot())) {
            findings.add("the path does not lead to the root of the manifest");
        }
        return findings;
    }

    /** Also compares a card's data, channel by channel, with the hashes of the proof. */
    public boolean covers(Map<Channel, ByteString> channels) {
        return MerkleTree.channelHashes(channels).equals(channelHashes);
    }

    /** RFC 9162, 2.1.3.2. */
    boolean leadsTo(ByteString root) {
        ByteString leaf = MerkleTree.leaf(salt, channelHashes);
        if (index < 1 || index > leaves) {
            return false;
        }
        int fn = index - 1;
        int sn = leaves - 1;
        ByteString hash = leaf;
        for (ByteString step : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                hash = MerkleTree.node(step, hash);
                // bounded by the bits of an int: fn is not zero while its last bit is
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                hash = MerkleTree.node(hash, step);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && hash.equals(root);
    }

    /** The proof as JSON (RFC 8785 form). */
    public byte[] toJson() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonWriter out = JsonWriter.canonical(bytes).beginObject().member("batch", batch);
        out.member(CHANNEL_NAMES.get(0), channelHashes.get(0));
        out.member(CHANNEL_NAMES.get(1), channelHashes.get(1));
        out.member("index", index);
        out.member(CHANNEL_NAMES.get(2), channelHashes.get(2));
        out.member("leaves", leaves).member("order", order).name("path").beginArray();
        for (ByteString step : path) {
            out.hex(step);
        }
        out.endArray().member("salt", salt).member(CHANNEL_NAMES.get(3), channelHashes.get(3));
        out.endObject();
        return bytes.toByteArray();
    }

    /**
     * Reads a proof.
     *
     * @throws MalformedJsonException when it is not one
     */
    public static InclusionProof read(byte[] json) throws IOException {
        JsonObject in = JsonObject.parse(new ByteArrayInputStream(json));
        in.only(Set.of(
                "batch",
                "order",
                "index",
                "leaves",
                "salt",
                "path",
                "chip_sha256",
                "emboss_sha256",
                "laser_sha256",
                "track_sha256"));
        List<ByteString> hashes = new ArrayList<>();
        for (String name : CHANNEL_NAMES) {
            hashes.add(in.hex(name));
        }
        List<ByteString> path = in.lowerCaseHexes("path");
        boolean lengths = path.size() <= MAX_PATH
                && path.stream().allMatch(h -> h.size() == MerkleTree.HASH_BYTES)
                && hashes.stream().allMatch(h -> h.size() == MerkleTree.HASH_BYTES)
                && in.lowerCaseHex("salt").size() == PersoRecord.SALT_BYTES;
        if (!lengths) {
            throw new MalformedJsonException(0, "hashes of 32 bytes and a path of at most 31");
        }
        return new InclusionProof(
                in.string("batch"),
                in.string("order"),
                in.count("index"),
                in.count("leaves"),
                in.lowerCaseHex("salt"),
                hashes,
                path);
    }
}
