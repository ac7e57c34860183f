package org.cardwright.perso.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Manifest.RecordEntry;

/**
 * Reads the records of a batch back from the disk beside those that were staged, and enters them into the manifest.
 *
 * <p>A record counts only when the bytes on the disk carry the MAC made with the card.
 */
final class SealedContents implements Closeable {

    private static final int RECORDS_PER_MAC_CALL = 32;

    private final WorkDirectory work;
    private final List<GroupFiles> groups;
    private final ManifestWriter manifest;
    private final Map<String, BatchFileInput> inputs = new HashMap<>();
    private final Map<String, Integer> recordsPerFile = new TreeMap<>();
    private final Fingerprints orders = new Fingerprints();
    private int lastIndex;

    SealedContents(WorkDirectory work, List<GroupFiles> groups, ManifestWriter manifest) {
        this.work = work;
        this.groups = groups;
        this.manifest = manifest;
    }

    /** What stands behind the last record of a file. */
    static ByteString foot(List<GroupFiles> groups, String path) throws IOException {
        GroupFiles group = group(groups, path.substring(0, path.indexOf('/')));
        String name = path.substring(path.indexOf('/') + 1);
        if (name.equals(GroupFiles.COMBINED_FILE_NAME)) {
            return group.frame(Channel.EMBOSS).foot();
        }
        for (Channel channel : Channel.values()) {
            if (channel.fileName().equals(name)) {
                return group.frame(channel).foot();
            }
        }
        throw new PersoFileException(Path.of(name), "a file name of a channel");
    }

    private static GroupFiles group(List<GroupFiles> groups, String name) {
        return groups.stream()
                .filter(g -> g.group().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown group " + name));
    }

    /** Reads as many records as were staged and makes sure that the files hold nothing else. */
    void check(Iterator<PersoRecord> staged, RecordMac mac) throws IOException {
        List<PersoRecord> batch = new ArrayList<>();
        // bounded by the staged records
        while (staged.hasNext()) {
            batch.add(staged.next());
            if (batch.size() == RECORDS_PER_MAC_CALL || !staged.hasNext()) {
                enter(batch, mac);
                batch.clear();
            }
        }
        for (Map.Entry<String, BatchFileInput> input : inputs.entrySet()) {
            ByteString foot = foot(groups, input.getKey());
            if (!input.getValue().take(foot.size()).equals(foot)
                    || !input.getValue().atEnd()) {
                throw new PersoFileException(work.part(input.getKey()), "nothing behind the last record");
            }
        }
    }

    /** Cards in each file that was read. */
    Map<String, Integer> recordsPerFile() {
        return recordsPerFile;
    }

    private void enter(List<PersoRecord> staged, RecordMac mac) throws IOException {
        staged.forEach(this::requireOnce);
        List<PersoRecord> fromDisk = new ArrayList<>();
        List<RecordEntry> entries = new ArrayList<>();
        for (PersoRecord record : staged) {
            PersoRecord read = readBack(record);
            fromDisk.add(read);
            entries.add(entry(read, manifest.records() + entries.size() + 1));
        }
        List<Boolean> fit = mac.fit(fromDisk);
        for (int i = 0; i < entries.size(); i++) {
            if (!fit.get(i)) {
                throw new PersoFileException(
                        entries.get(i).file(), entries.get(i).index(), "the bytes that were made for the card");
            }
            checkCombined(fromDisk.get(i));
            manifest.add(entries.get(i));
        }
    }

    private void requireOnce(PersoRecord record) {
        ByteString order = Digests.sha256(ByteString.of(record.orderReference().getBytes(StandardCharsets.UTF_8)));
        if (record.index() <= lastIndex || orders.first(order, record.index()) != record.index()) {
            throw new IllegalStateException(record + " comes out of order or twice");
        }
        lastIndex = record.index();
    }

    private PersoRecord readBack(PersoRecord record) throws IOException {
        GroupFiles group = group(groups, record.group());
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        for (Map.Entry<Channel, ByteString> entry : record.channels().entrySet()) {
            Channel channel = entry.getKey();
            BatchFileInput in =
                    input(group, channel.fileName(), group.frame(channel).head());
            channels.put(channel, in.take(entry.getValue().size()));
        }
        return new PersoRecord(
                record.index(), record.orderReference(), record.group(), channels, record.salt(), record.mac());
    }

    private void checkCombined(PersoRecord record) throws IOException {
        GroupFiles group = group(groups, record.group());
        if (!group.combined()) {
            return;
        }
        ByteString expected = PersoFileWriter.combined(record);
        ByteString head = group.frame(Channel.EMBOSS).head();
        if (!input(group, GroupFiles.COMBINED_FILE_NAME, head)
                .take(expected.size())
                .equals(expected)) {
            throw new PersoFileException(
                    GroupFiles.COMBINED_FILE_NAME, record.index(), "the embossing record with the chip record");
        }
    }

    private BatchFileInput input(GroupFiles group, String name, ByteString head) throws IOException {
        String path = group.group() + "/" + name;
        recordsPerFile.merge(path, 1, Integer::sum);
        BatchFileInput input = inputs.get(path);
        if (input == null) {
            input = new BatchFileInput(work.part(path));
            inputs.put(path, input);
            if (!input.take(head.size()).equals(head)) {
                throw new PersoFileException(work.part(path), "the head of the file before its first record");
            }
        }
        return input;
    }

    private RecordEntry entry(PersoRecord read, int index) {
        Channel first = read.channels().keySet().iterator().next();
        String path = read.group() + "/" + first.fileName();
        int length = read.channel(first).size();
        BatchFileInput input = Objects.requireNonNull(inputs.get(path), "just read");
        return new RecordEntry(
                index,
                read.orderReference(),
                path,
                input.offset() - length,
                length,
                MerkleTree.leaf(read.salt(), MerkleTree.channelHashes(read.channels())));
    }

    @Override
    public void close() throws IOException {
        for (BatchFileInput input : inputs.values()) {
            input.close();
        }
    }
}
