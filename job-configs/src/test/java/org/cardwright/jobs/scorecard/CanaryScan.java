package org.cardwright.jobs.scorecard;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Looks for planted secrets in files, whatever their format: logs, databases, segments, heap dumps. */
final class CanaryScan {

    private static final int WINDOW = 64 * 1024 * 1024;

    private static final int FILTER_BITS = 24;

    private final Map<Integer, List<Pattern>> byFirstFour = new HashMap<>();

    /** Says at once of nearly every place that nothing begins there. */
    private final BitSet filter = new BitSet(1 << FILTER_BITS);

    private int longest = 4;

    /** One encoding of one canary. */
    private record Pattern(Canary canary, byte[] bytes) {}

    /**
     * A canary where it must not be.
     *
     * @param place file or label
     * @param canary its name
     */
    record Hit(String place, String canary) implements Comparable<Hit> {

        @Override
        public int compareTo(Hit other) {
            return (place + canary).compareTo(other.place + other.canary);
        }
    }

    CanaryScan(List<Canary> canaries) {
        for (Canary canary : canaries) {
            for (byte[] form : canary.forms()) {
                int firstFour = ByteBuffer.wrap(form).getInt();
                filter.set(filtered(firstFour));
                byFirstFour.computeIfAbsent(firstFour, key -> new ArrayList<>()).add(new Pattern(canary, form));
                longest = Math.max(longest, form.length);
            }
        }
    }

    /** Every file below the directories, apart from those the allow-list names. */
    List<Hit> scan(List<Path> roots, List<Path> allowed) throws IOException {
        TreeSet<Hit> hits = new TreeSet<>();
        for (Path root : roots) {
            try (Stream<Path> walk = Files.walk(root)) {
                walk.filter(Files::isRegularFile)
                        .filter(file -> allowed.stream().noneMatch(file::startsWith))
                        .forEach(file -> hits.addAll(scan(file)));
            }
        }
        return List.copyOf(hits);
    }

    /** One file of any size, window by window; windows overlap by the longest pattern. */
    List<Hit> scan(Path file) {
        boolean heapDump = file.toString().endsWith(HeapDumpHead.SUFFIX);
        TreeSet<Hit> hits = new TreeSet<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            for (long at = 0; at < size; at += WINDOW) {
                long length = Math.min(size - at, (long) WINDOW + longest);
                ByteBuffer window = ByteBuffer.allocate((int) length);
                readFully(channel, window, at);
                byte[] bytes = window.array();
                hits.addAll(scan(file.toString(), bytes, place -> heapDump && HeapDumpHead.holds(bytes, place)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return List.copyOf(hits);
    }

    /** One call may read less than a window. */
    private static void readFully(FileChannel channel, ByteBuffer window, long from) throws IOException {
        while (window.hasRemaining()) {
            if (channel.read(window, from + window.position()) < 0) {
                throw new EOFException("a file became shorter while it was scanned");
            }
        }
    }

    /** Bytes that stand under a label, such as the columns of a table or the output of a process. */
    List<Hit> scan(String place, byte[] bytes) {
        return scan(place, bytes, anywhere -> false);
    }

    private List<Hit> scan(String place, byte[] bytes, IntPredicate notData) {
        TreeSet<Hit> hits = new TreeSet<>();
        int key = 0;
        for (int i = 0; i < bytes.length; i++) {
            key = (key << 8) | (bytes[i] & 0xFF);
            if (i >= 3 && filter.get(filtered(key)) && !notData.test(i - 3)) {
                for (Pattern found : standingAt(bytes, i - 3, key)) {
                    hits.add(new Hit(place, found.canary().name()));
                }
            }
        }
        return List.copyOf(hits);
    }

    private static int filtered(int firstFour) {
        return (firstFour * 0x9E3779B1) >>> (Integer.SIZE - FILTER_BITS);
    }

    private List<Pattern> standingAt(byte[] bytes, int at, int firstFour) {
        List<Pattern> candidates = byFirstFour.get(firstFour);
        return candidates == null
                ? List.of()
                : candidates.stream()
                        .filter(pattern -> standsAt(bytes, at, pattern.bytes()))
                        .toList();
    }

    private static boolean standsAt(byte[] bytes, int at, byte[] pattern) {
        if (at + pattern.length > bytes.length) {
            return false;
        }
        for (int i = 4; i < pattern.length; i++) {
            if (bytes[at + i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }
}
