package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.close.BatchRelease;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.step.CrashPoints;

/** The whole protocol of a release with files as plain as possible: index, length, content. */
class FlatRelease implements BatchRelease {

    private final Path directory;
    private final Path part;
    private final SortedMap<String, Long> lengths = new TreeMap<>();
    private boolean sealed;

    FlatRelease(Path directory) {
        this.directory = directory;
        this.part = directory.resolveSibling("." + directory.getFileName() + ".part");
    }

    @Override
    public void open(Map<String, Long> committed) throws IOException {
        sealed = Files.isDirectory(directory);
        lengths.clear();
        lengths.putAll(committed);
        if (sealed) {
            return;
        }
        Files.createDirectories(part);
        for (Path file : files(part)) {
            if (!committed.containsKey(file.getFileName().toString())) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, Long> entry : committed.entrySet()) {
            try (RandomAccessFile file =
                    new RandomAccessFile(part.resolve(entry.getKey()).toFile(), "rw")) {
                if (file.length() < entry.getValue()) {
                    throw new NotReconciledException("file " + entry.getKey() + " is too short");
                }
                file.setLength(entry.getValue());
            }
        }
    }

    @Override
    public void append(List<IndexedRecord> records) throws IOException {
        if (sealed) {
            return;
        }
        for (IndexedRecord record : records) {
            String name = record.content().toAscii().startsWith("gold") ? "gold.rec" : "blue.rec";
            try (RandomAccessFile file = new RandomAccessFile(part.resolve(name).toFile(), "rw")) {
                file.seek(file.length());
                ByteBuffer frame = ByteBuffer.allocate(8 + record.content().size());
                frame.putInt(record.index()).putInt(record.content().size());
                frame.put(record.content().toByteArray());
                file.write(frame.array());
                lengths.put(name, file.length());
            }
        }
    }

    @Override
    public SortedMap<String, Long> lengths() {
        return lengths;
    }

    @Override
    public int countOnDisk() throws IOException {
        int records = 0;
        for (Path file : files(sealed ? directory : part)) {
            if (!file.toString().endsWith(".rec")) {
                continue;
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            while (bytes.hasRemaining()) {
                bytes.getInt();
                int length = bytes.getInt();
                bytes.position(bytes.position() + length);
                records++;
            }
        }
        return records;
    }

    @Override
    public void seal(SealFacts facts) throws IOException {
        if (sealed) {
            Verdict verdict = verify();
            if (!verdict.intact()) {
                throw new NotReconciledException(verdict.finding());
            }
            return;
        }
        List<String> rejects = new ArrayList<>();
        for (Screened.Rejected reject : facts.rejects()) {
            rejects.add(reject.recordNumber() + "," + reject.orderReference() + ","
                    + reject.reason().id() + "," + reject.detail());
        }
        Files.write(part.resolve("rejects.csv"), rejects);
        Files.deleteIfExists(part.resolve("manifest"));
        List<String> manifest = new ArrayList<>(List.of(facts.counts().toString()));
        for (Path file : files(part)) {
            manifest.add(file.getFileName() + " " + Inbox.sha256(file).toHex());
        }
        facts.crashPoints().pass(CrashPoints.Point.SEAL_BEFORE_FORCE, "release");
        Files.write(part.resolve("manifest"), manifest);
        facts.crashPoints().pass(CrashPoints.Point.SEAL_BEFORE_RENAME, "release");
        Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        facts.crashPoints().pass(CrashPoints.Point.SEAL_AFTER_RENAME, "release");
        try (FileChannel parent = FileChannel.open(directory.getParent(), StandardOpenOption.READ)) {
            parent.force(true);
        }
        sealed = true;
    }

    @Override
    public Verdict verify() throws IOException {
        Path manifest = directory.resolve("manifest");
        if (!Files.isRegularFile(manifest)) {
            return new Verdict(false, "the manifest is missing");
        }
        List<String> lines = Files.readAllLines(manifest);
        List<String> found = new ArrayList<>();
        for (Path file : files(directory)) {
            if (!file.equals(manifest)) {
                found.add(file.getFileName() + " " + Inbox.sha256(file).toHex());
            }
        }
        return lines.subList(1, lines.size()).equals(found)
                ? new Verdict(true, "")
                : new Verdict(false, "a file differs from the manifest");
    }

    @Override
    public void close() {}

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.sorted().toList();
        }
    }
}
