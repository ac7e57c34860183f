package org.cardwright.perso.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Manifest.RecordEntry;

/**
 * Reads the cards of a sealed batch in the order of the manifest, all channels of a card together.
 *
 * <p>One card is in memory at a time. It believes the manifest and checks nothing but lengths; {@code PersoFileVerifier} does the checking,
 * and whoever reads for chips and machines compares the leaf of each card again.
 */
public final class PersoFileReader implements Closeable {

    private final Path directory;
    private final Manifest manifest;
    private final ManifestRecords entries;
    private final Map<String, BatchFileInput> inputs = new HashMap<>();

    private PersoFileReader(Path directory, Manifest manifest, ManifestRecords entries) {
        this.directory = directory;
        this.manifest = manifest;
        this.entries = entries;
    }

    /**
     * A card as it stands in the files.
     *
     * @param entry what the manifest says of it
     * @param channels the record of each channel
     */
    public record Card(RecordEntry entry, Map<Channel, ByteString> channels) {

        /** Place and order only. */
        @Override
        public String toString() {
            return "Card(" + entry.index() + ", order " + entry.order() + ")";
        }
    }

    /** Over a batch directory with its manifest. */
    public static PersoFileReader open(Path directory) throws IOException {
        return open(directory, Manifest.read(directory.resolve(Manifest.NAME)));
    }

    /** The same with a manifest that the caller has read from that directory. */
    public static PersoFileReader open(Path directory, Manifest manifest) throws IOException {
        return new PersoFileReader(directory, manifest, ManifestRecords.open(directory.resolve(Manifest.NAME)));
    }

    /** The manifest of the batch. */
    public Manifest manifest() {
        return manifest;
    }

    /**
     * The next card, or nothing behind the last one.
     *
     * @throws PersoFileException when a file has no further record
     */
    public Optional<Card> next() throws IOException {
        Optional<RecordEntry> entry = entries.next();
        return entry.isPresent() ? Optional.of(read(entry.get())) : Optional.empty();
    }

    /** Reads on to the card of that order; nothing when it does not follow. */
    public Optional<Card> find(String order) throws IOException {
        Optional<Card> card = next();
        while (card.isPresent() && !card.get().entry().order().equals(order)) {
            card = next();
        }
        return card;
    }

    /** After the last card: true when some file holds a record of no card. */
    public boolean hasSurplus() throws IOException {
        for (Manifest.FileEntry file : manifest.files()) {
            for (Channel channel : Channel.values()) {
                boolean framed = channel.isFramed() && file.path().endsWith("/" + channel.fileName());
                if (framed && input(file.path()).hasRecord(channel)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Card read(RecordEntry entry) throws IOException {
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            String path = entry.group() + "/" + channel.fileName();
            if (manifest.file(path).isPresent()) {
                BatchFileInput input = input(path);
                channels.put(channel, channel.isFramed() ? input.nextRecord(channel) : input.take(entry.length()));
            }
        }
        if (channels.isEmpty()) {
            throw new PersoFileException(entry.file(), entry.index(), "a file of the manifest");
        }
        return new Card(entry, channels);
    }

    private BatchFileInput input(String path) throws IOException {
        BatchFileInput input = inputs.get(path);
        if (input == null) {
            Path file = directory.resolve(path).normalize();
            if (!file.startsWith(directory) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new PersoFileException(file, "a file inside the batch directory");
            }
            input = new BatchFileInput(file);
            inputs.put(path, input);
        }
        return input;
    }

    @Override
    public void close() throws IOException {
        entries.close();
        for (BatchFileInput input : inputs.values()) {
            input.close();
        }
    }
}
