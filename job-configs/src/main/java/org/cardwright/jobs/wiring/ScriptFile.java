package org.cardwright.jobs.wiring;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.quality.ScriptTest;
import org.cardwright.perso.file.Manifest;

/**
 * Test scripts of the cards of a group, sealed: the first lines name batch, group and the hash of the manifest, then {@code card N} and its
 * lines, {@code end CARDS}, and an Ed25519 signature by the key that signed the manifest over the SHA-256 of all that stands before it.
 */
public final class ScriptFile implements ScriptTest.Source, Closeable {

    static final String FIRST = "cardwright-test-scripts 1";
    static final String CARD = "card ";
    static final String END = "end ";
    static final String SIGNATURE = "signature ";
    private static final int MAX_LINES = 1_000;

    private final RandomAccessFile file;
    private final Map<Long, Long> places;

    private ScriptFile(RandomAccessFile file, Map<Long, Long> places) {
        this.file = file;
        this.places = places;
    }

    /** The lines in front of the first card. */
    static List<String> head(GroupOfBatch group) throws IOException {
        Path manifest = group.directory().resolve(Manifest.NAME);
        return List.of(
                FIRST,
                "batch " + group.group().batch(),
                "group " + group.group().name(),
                "manifest "
                        + ByteString.of(sha256().digest(Files.readAllBytes(manifest)))
                                .toHex());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** What is signed. */
    static ByteString signed(byte[] hash) {
        return ByteString.ascii(FIRST + " ").plus(ByteString.of(hash));
    }

    /**
     * Opens the scripts of a group; closed by the caller.
     *
     * @throws MalformedFileException when they are of other cards, or not as they were sealed
     */
    public static ScriptFile open(Path path, GroupOfBatch group) throws IOException {
        ByteString publicKey =
                Manifest.read(group.directory().resolve(Manifest.NAME)).publicKey();
        Map<Long, Long> places = new HashMap<>();
        MessageDigest hash = sha256();
        List<String> head = head(group);
        long at = 0;
        int number = 0;
        boolean sealed = false;
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null && !sealed; line = lines.readLine()) {
                require(number >= head.size() || line.equals(head.get(number)), path, "the cards of this batch");
                sealed = line.startsWith(SIGNATURE)
                        && SignatureVerifier.ed25519().verify(publicKey, signed(hash.digest()), hex(line, path));
                byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
                hash.update(bytes);
                at += bytes.length;
                number++;
                if (line.startsWith(CARD)) {
                    places.put(Long.parseLong(line.substring(CARD.length())), at);
                }
            }
        } catch (NumberFormatException malformed) {
            throw refused(path, "numbers of cards");
        }
        require(sealed && at == Files.size(path), path, "test scripts as they were sealed");
        return new ScriptFile(new RandomAccessFile(path.toFile(), "r"), places);
    }

    private static ByteString hex(String line, Path path) throws MalformedFileException {
        try {
            return ByteString.fromHex(line.substring(SIGNATURE.length()));
        } catch (IllegalArgumentException malformed) {
            throw refused(path, "a signature");
        }
    }

    private static void require(boolean holds, Path path, String expected) throws MalformedFileException {
        if (!holds) {
            throw refused(path, expected);
        }
    }

    private static MalformedFileException refused(Path path, String expected) {
        return new MalformedFileException(
                String.valueOf(path.getFileName()), "", expected, "these test scripts are not taken");
    }

    @Override
    public synchronized List<String> lines(long index) {
        Long place = places.get(index);
        List<String> lines = new ArrayList<>();
        if (place == null) {
            return lines;
        }
        try {
            file.seek(place);
            String line = file.readLine();
            while (line != null && lines.size() < MAX_LINES && !line.startsWith(CARD) && !line.startsWith(END)) {
                lines.add(line);
                line = file.readLine();
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
