package org.cardwright.perso.file;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.cps.CpsRecordStream;
import org.cardwright.perso.file.PersoFileDifference.Difference;
import org.cardwright.perso.file.PersoFileDifference.Kind;

/** What differs between two chip files, record by record in the order of the files. EMV CPS, personalization record. */
final class ChipFileDifference {

    private final int limit;
    private final List<Difference> differences = new ArrayList<>();

    private ChipFileDifference(int limit) {
        this.limit = limit;
    }

    static List<Difference> between(Path first, Path second, int limit) throws IOException {
        ChipFileDifference difference = new ChipFileDifference(limit);
        try (Records one = new Records(first);
                Records other = new Records(second)) {
            difference.compare(one, other);
        }
        return List.copyOf(difference.differences);
    }

    private void compare(Records first, Records second) throws IOException {
        Optional<ByteString> here = first.next();
        Optional<ByteString> there = second.next();
        for (int number = 1; (here.isPresent() || there.isPresent()) && differences.size() < limit; number++) {
            String record = "record " + number;
            if (here.isEmpty() || there.isEmpty()) {
                Kind kind = there.isEmpty() ? Kind.ONLY_IN_FIRST : Kind.ONLY_IN_SECOND;
                differences.add(new Difference(record, kind, Optional.empty(), ""));
            } else if (!here.equals(there)) {
                ChipDifference.places(here.get(), there.get()).stream()
                        .limit(limit - differences.size())
                        .forEach(place -> differences.add(
                                new Difference(record, Kind.DIFFERS, Optional.of(Channel.CHIP), place)));
            }
            here = first.next();
            there = second.next();
        }
    }

    /** The records of one file. */
    private static final class Records implements Closeable {

        private final Path file;
        private final CpsRecordStream stream;

        private Records(Path file) throws IOException {
            this.file = file;
            this.stream = new CpsRecordStream(new BufferedInputStream(Files.newInputStream(file)));
        }

        private Optional<ByteString> next() throws IOException {
            try {
                return stream.next().map(CpsRecordStream.Place::bytes);
            } catch (MalformedRecordException malformed) {
                throw new MalformedFileException(
                        String.valueOf(file.getFileName()),
                        "record " + stream.recordNumber() + ", field " + malformed.field() + ", offset "
                                + malformed.offsetBytes(),
                        "CPS",
                        "expected " + malformed.expected());
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
