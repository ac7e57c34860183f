package org.cardwright.perso.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.CrashPoint.Place;
import org.cardwright.perso.surface.EmbossingRecord;

/**
 * Writes records to the files of their groups, for a job that may be killed at any moment.
 *
 * <p>{@link #append} does all writing and forcing; {@link #positions()} only hands out numbers. Whoever stores the positions
 * in the same transaction as the work they stand for gets, after a crash, files cut back to exactly that work. Files carry
 * temporary names until {@link PersoFileSeal} has verified them. Not for several threads.
 */
public final class PersoFileWriter implements Closeable {

    private final WorkDirectory work;
    private final Map<String, GroupFiles> groups;
    private final CrashPoint crash;
    private final Map<String, AppendOnlyFile> files = new TreeMap<>();
    private Map<String, Long> positions;
    private boolean usable = true;

    private PersoFileWriter(WorkDirectory work, Map<String, GroupFiles> groups, CrashPoint crash) {
        this.work = work;
        this.groups = groups;
        this.crash = crash;
        this.positions = Map.of();
    }

    /**
     * Opens the work directory, new or left behind by a crash.
     *
     * @param workDirectory beside the final directory, on the same file system; its parent exists
     * @param groups every group that may occur
     * @param committed positions of the last committed {@link #append}, empty at the start
     * @param crash told at the points of writing
     * @throws PersoFileException when a file is shorter than committed or its permissions are too wide
     */
    public static PersoFileWriter open(
            Path workDirectory, List<GroupFiles> groups, Map<String, Long> committed, CrashPoint crash)
            throws IOException {
        WorkDirectory work = new WorkDirectory(workDirectory);
        work.reopen();
        for (String path : work.paths()) {
            if (!committed.containsKey(path)) {
                work.deletePart(path);
            }
        }
        PersoFileWriter writer = new PersoFileWriter(
                work, groups.stream().collect(Collectors.toMap(GroupFiles::group, Function.identity())), crash);
        try {
            writer.reopen(committed);
            return writer;
        } catch (IOException | RuntimeException failed) {
            writer.close();
            throw failed;
        }
    }

    private void reopen(Map<String, Long> committed) throws IOException {
        for (Map.Entry<String, Long> entry : committed.entrySet()) {
            String path = entry.getKey();
            createGroupDirectory(path.substring(0, path.indexOf('/')));
            files.put(path, AppendOnlyFile.open(work.part(path), entry.getValue()));
        }
        positions = Collections.unmodifiableMap(new TreeMap<>(committed));
    }

    /**
     * Appends the records of one chunk and forces them to the disk.
     *
     * <p>After an exception nothing more can be appended: the files are cut back when they are opened again.
     *
     * @throws IllegalArgumentException when a record is of an unknown group, has other channels than its group or breaks
     *     the framing of a channel; nothing was written then
     */
    public void append(List<PersoRecord> records) throws IOException {
        if (!usable) {
            throw new IllegalStateException("a writer that failed must be opened again");
        }
        records.forEach(this::check);
        usable = false;
        for (PersoRecord record : records) {
            addToFiles(record);
        }
        List<AppendOnlyFile> touched = new ArrayList<>();
        for (AppendOnlyFile file : files.values()) {
            if (file.hasPending()) {
                file.write();
                touched.add(file);
            }
        }
        crash.reached(Place.APPEND_WRITTEN);
        for (AppendOnlyFile file : touched) {
            file.force();
        }
        crash.reached(Place.APPEND_FORCED);
        Map<String, Long> reached = new TreeMap<>();
        files.forEach((path, file) -> reached.put(path, file.position()));
        positions = Collections.unmodifiableMap(reached);
        usable = true;
    }

    /** Length of each file after the last successful {@link #append}; the keys are paths such as {@code visa/chip.cps}. */
    public Map<String, Long> positions() {
        return positions;
    }

    @Override
    public void close() throws IOException {
        for (AppendOnlyFile file : files.values()) {
            file.close();
        }
    }

    private void check(PersoRecord record) {
        GroupFiles group = groups.get(record.group());
        if (group == null || !group.frames().keySet().equals(record.channels().keySet())) {
            throw new IllegalArgumentException(record + " does not fit its group");
        }
        record.channels().forEach((channel, data) -> {
            if (!Framing.fits(channel, data)) {
                throw new IllegalArgumentException(record + " breaks the framing of " + channel);
            }
        });
    }

    private void addToFiles(PersoRecord record) throws IOException {
        GroupFiles group = Objects.requireNonNull(groups.get(record.group()), "checked before");
        for (Map.Entry<Channel, ByteString> entry : record.channels().entrySet()) {
            Channel channel = entry.getKey();
            file(record.group(), channel.fileName(), group.frame(channel).head())
                    .add(entry.getValue());
        }
        if (group.combined()) {
            ByteString head = group.frame(Channel.EMBOSS).head();
            file(record.group(), GroupFiles.COMBINED_FILE_NAME, head).add(combined(record));
        }
    }

    /** The embossing record with the chip record as one of its modules. */
    static ByteString combined(PersoRecord record) {
        return EmbossingRecord.withChip(record.channel(Channel.EMBOSS), record.channel(Channel.CHIP));
    }

    private AppendOnlyFile file(String group, String name, ByteString head) throws IOException {
        String path = group + "/" + name;
        AppendOnlyFile file = files.get(path);
        if (file == null) {
            createGroupDirectory(group);
            file = AppendOnlyFile.open(work.part(path), 0);
            OwnerOnlyFiles.forceDirectory(work.root().resolve(group));
            file.add(head);
            files.put(path, file);
        }
        return file;
    }

    private void createGroupDirectory(String group) throws IOException {
        OwnerOnlyFiles.createDirectory(work.root().resolve(group));
    }
}
