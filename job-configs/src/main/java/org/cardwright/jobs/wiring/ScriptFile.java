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
import java.util.List;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.quality.ScriptTest;
import org.cardwright.perso.file.Manifest;

/**
 * Test scripts of the cards of a group, sealed: the first lines name batch, group and the hash of the manifest, then {@code card N} and its
 * lines, {@code end CARDS}, and an Ed25519 signature over the SHA-256 of all that stands before it, by a key for manifests of this home: the
 * manifest itself is not asked for a key, whoever can change it could change the scripts too.
 */
public final class ScriptFile implements ScriptTest.Source, Closeable {

    static final String FIRST = "cardwright-test-scripts 1";
    static final String CARD = "card ";
    static final String END = "end ";
    static final String SIGNATURE = "signature ";
    private static final int MAX_LINES = 1_000;

    private final RandomAccessFile file;
    private final String name;
    private final ScriptPlaces places;

    private ScriptFile(RandomAccessFile file, String name, ScriptPlaces places) {
        this.file = file;
        this.name = name;
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
     * @throws MalformedFileException when they are of other cards, or not as they were sealed in this home
     */
    public static ScriptFile open(OpenedHome home, Path path, GroupOfBatch group) throws IOException {
        ScriptPlaces places = new ScriptPlaces();
        MessageDigest hash = sha256();
        List<String> head = head(group);
        long at = 0;
        int number = 0;
        boolean sealed = false;
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null && !sealed; line = lines.readLine()) {
                require(number >= head.size() || line.equals(head.get(number)), path, "the cards of this batch");
                sealed = line.startsWith(SIGNATURE) && home.isSignedHere(signed(hash.digest()), hex(line, path));
                byte[] bytes = ScriptPlaces.bytes(line);
                hash.update(bytes);
                at += bytes.length;
                number++;
                places.add(line, at);
            }
        } catch (NumberFormatException malformed) {
            throw refused(path, "numbers of cards");
        }
        require(sealed && at == Files.size(path), path, "test scripts as they were sealed");
        return new ScriptFile(new RandomAccessFile(path.toFile(), "r"), String.valueOf(path.getFileName()), places);
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

    /**
     * The script of a card.
     *
     * @throws AlteredCardException when it is not what it was when this was opened
     */
    @Override
    public synchronized List<String> lines(long index) {
        return places.find(index).map(place -> lines(index, place)).orElse(List.of());
    }

    private List<String> lines(long index, ScriptPlaces.Place place) {
        List<String> lines = new ArrayList<>();
        MessageDigest hash = sha256();
        try {
            file.seek(place.from());
            String line = file.readLine();
            while (line != null && lines.size() < MAX_LINES && !line.startsWith(CARD) && !line.startsWith(END)) {
                lines.add(line);
                hash.update(ScriptPlaces.bytes(line));
                line = file.readLine();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (!place.hash().equals(ByteString.of(hash.digest()))) {
            throw new AlteredCardException(name + ", card " + index, "its signature");
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
