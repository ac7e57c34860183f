package org.cardwright.perso.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.crypto.module.SignedMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.json.CanonicalJson;

/**
 * The signed table of contents of a batch.
 *
 * <p>The signature is Ed25519 (RFC 8032) over the RFC 8785 form without the member {@code signature}. There is no clock
 * value in it, so the same batch has the same manifest.
 *
 * @param head the batch as a whole
 * @param files every file of the batch but the manifest itself, by path
 * @param cards number of cards; what it says of each is read with {@link #read(Path, RecordVisitor)}
 * @param merkleRoot RFC 9162 root over the leaves of the records
 * @param publicKey 32 bytes that verify the signature
 * @param signature 64 bytes
 */
public record Manifest(
        ManifestHead head,
        List<FileEntry> files,
        int cards,
        ByteString merkleRoot,
        ByteString publicKey,
        ByteString signature) {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Name inside the batch directory. */
    public static final String NAME = "manifest.json";

    /** Copies the list. */
    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * A file of the batch.
     *
     * @param path inside the batch directory, with slashes
     * @param sha256 hash of the whole file
     * @param bytes length
     * @param records cards, or rejected orders, in it
     */
    public record FileEntry(String path, ByteString sha256, long bytes, int records) {}

    /**
     * A card of the batch.
     *
     * @param index from 1, without gaps
     * @param order the issuer's name of the order
     * @param file path of the file with the card's first channel, normally the chip file
     * @param offset of the record in that file
     * @param length of the record in that file
     * @param leaf hash of the card's leaf in the Merkle tree
     */
    public record RecordEntry(int index, String order, String file, long offset, int length, ByteString leaf) {

        /** The group of the card: the directory of its file. */
        public String group() {
            int slash = file.indexOf('/');
            return slash < 0 ? "" : file.substring(0, slash);
        }
    }

    /** Takes the cards of a manifest one after the other. */
    public interface RecordVisitor {
        /** Called for each card in the order of the index. */
        void visit(RecordEntry entry) throws IOException;
    }

    /**
     * Reads a manifest without keeping its cards.
     *
     * @throws org.cardwright.perso.json.MalformedJsonException when a member is missing, unknown or of another kind
     */
    public static Manifest read(Path file) throws IOException {
        return read(file, entry -> {});
    }

    /** The same, with a look at every card; a million of them need no more memory than one. */
    public static Manifest read(Path file, RecordVisitor records) throws IOException {
        return ManifestForm.read(open(file), records);
    }

    /**
     * The bytes that are signed: the text without the member {@code signature}, written from the file each time.
     *
     * <p>Writing them throws {@link org.cardwright.perso.json.MalformedJsonException} when the file is not in the form of
     * RFC 8785 byte for byte, as it was written.
     */
    public static SignedMessage signedForm(Path file) {
        return out -> CanonicalJson.write(() -> open(file), "signature", out);
    }

    /** True when the signature in the file was made by that key over the rest of the file. */
    public static boolean isSigned(Path file, ByteString publicKey, SignatureVerifier signatures) throws IOException {
        return signatures.verify(publicKey, signedForm(file), read(file).signature());
    }

    static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), BUFFER_BYTES);
    }

    /** The file of that path. */
    public Optional<FileEntry> file(String path) {
        return files.stream().filter(f -> f.path().equals(path)).findFirst();
    }
}
