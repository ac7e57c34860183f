package org.cardwright.jobs.wiring;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.Manifest.RecordEntry;
import org.cardwright.perso.file.MerkleTree;
import org.cardwright.perso.file.PersoFileException;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.perso.json.MalformedJsonException;
import org.cardwright.perso.verify.VerificationRule;

/**
 * Reads the cards of a sealed batch for chips and machines: hours may lie between the verification of the batch and the moment when a card
 * is read. The leaf of a card is computed anew from the bytes that are given on, and compared with what the signed manifest said when this
 * was opened. RFC 9162, 2.1.1.
 *
 * <p>A leaf has a salt that only the security module can compute from the order, so that whoever changes a file cannot make one that fits.
 * Kept in memory are 32 bytes for each card of the batch, and one card.
 */
public final class CheckedCards implements Closeable {

    private final Path directory;
    private final SealedLeaves leaves;
    private final PersoFileReader reader;
    private final RecordMac mac;
    private int read;

    private CheckedCards(Path directory, SealedLeaves leaves, PersoFileReader reader, RecordMac mac) {
        this.directory = directory;
        this.leaves = leaves;
        this.reader = reader;
        this.mac = mac;
    }

    /**
     * Before the first card of a batch.
     *
     * @throws AlteredCardException when the manifest is not signed by the key of this home
     */
    public static CheckedCards open(OpenedHome home, Path directory) throws IOException {
        try {
            SealedLeaves leaves = SealedLeaves.read(directory.resolve(Manifest.NAME));
            require(leaves.fit(), VerificationRule.MERKLE_ROOT);
            requireSigned(home, leaves.manifest(), directory.resolve(Manifest.NAME));
            // nothing is open when the key is not there
            RecordMac mac = home.recordMac(leaves.manifest().head());
            return new CheckedCards(directory, leaves, PersoFileReader.open(directory), mac);
        } catch (MalformedJsonException changed) {
            throw altered(VerificationRule.MANIFEST_READABLE);
        }
    }

    /**
     * The same for a batch that is known by its identity.
     *
     * @throws AlteredCardException when another one stands there now
     */
    static CheckedCards open(OpenedHome home, Path directory, String batch) throws IOException {
        CheckedCards cards = open(home, directory);
        if (!cards.manifest().head().batch().equals(batch)) {
            cards.close();
            throw altered(VerificationRule.LEDGER);
        }
        return cards;
    }

    private static void requireSigned(OpenedHome home, Manifest manifest, Path file) throws IOException {
        ByteString key = home.signingPublicKey(manifest.head());
        require(manifest.publicKey().equals(key), VerificationRule.MANIFEST_KEY);
        require(
                SignatureVerifier.ed25519().verify(key, Manifest.signedForm(file), manifest.signature()),
                VerificationRule.MANIFEST_SIGNATURE);
    }

    private static void require(boolean holds, VerificationRule rule) {
        if (!holds) {
            throw altered(rule);
        }
    }

    private static AlteredCardException altered(VerificationRule rule) {
        return new AlteredCardException(Manifest.NAME, words(rule));
    }

    private static String words(VerificationRule rule) {
        return rule.id() + ": " + rule.words();
    }

    /** The manifest without its cards. */
    public Manifest manifest() {
        return leaves.manifest();
    }

    /**
     * Reads on to the next card that is wanted; those before it are passed over.
     *
     * @return nothing when none follows
     * @throws AlteredCardException when it is not as it was sealed
     */
    public Optional<PersoFileReader.Card> next(Predicate<RecordEntry> wanted) throws IOException {
        try {
            for (Optional<PersoFileReader.Card> card = following(); card.isPresent(); card = following()) {
                if (wanted.test(card.get().entry())) {
                    requireSealed(card.get());
                    return card;
                }
            }
            return Optional.empty();
        } catch (PersoFileException | MalformedJsonException cut) {
            throw changed(file -> true, VerificationRule.RECORD_PLACE);
        }
    }

    private Optional<PersoFileReader.Card> following() throws IOException {
        read++;
        return reader.next();
    }

    private void requireSealed(PersoFileReader.Card card) throws IOException {
        if (!isSealed(card)) {
            String group = card.entry().group() + "/";
            throw changed(file -> file.startsWith(group), VerificationRule.LEAF);
        }
    }

    /** The place of a card is that of its leaf; its order is in the salt. */
    private boolean isSealed(PersoFileReader.Card card) {
        ByteString salt = mac.salts(List.of(card.entry().order())).get(0);
        return card.entry().index() == read
                && MerkleTree.leaf(salt, MerkleTree.channelHashes(card.channels()))
                        .equals(leaves.leaf(read));
    }

    private AlteredCardException changed(Predicate<String> files, VerificationRule rule) throws IOException {
        String names = manifest().files().stream()
                .filter(file -> files.test(file.path()) && isOther(file))
                .map(Manifest.FileEntry::path)
                .collect(Collectors.joining(", "));
        // a file that was put back meanwhile cannot be named
        String where = names.isEmpty() ? "a file of the batch" : names;
        return new AlteredCardException(where + ", record " + read, words(rule));
    }

    private boolean isOther(Manifest.FileEntry entry) {
        MessageDigest hash = ScriptFile.sha256();
        Path file = directory.resolve(entry.path());
        try (InputStream in = new DigestInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), hash)) {
            in.transferTo(OutputStream.nullOutputStream());
            return !ByteString.of(hash.digest()).equals(entry.sha256());
        } catch (IOException gone) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
