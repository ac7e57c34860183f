package org.cardwright.perso.show;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.PanMask;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.cps.CpsRecordStream;
import org.cardwright.perso.cps.CpsRecordStream.Place;
import org.cardwright.perso.file.OwnerOnlyFiles;

/**
 * Shows a chip file, all of it or one record, in one of three forms; record by record, whatever its size.
 *
 * <p>EMV CPS, personalization record; EMV 4.4 Book 3, annex A. Every method throws {@link MalformedFileException} when the
 * file is not a chip file or has no such record.
 */
public final class ChipFileShow {

    private static final String RULE = "CPS";

    private final Path file;
    private final OptionalInt wanted;
    private final PanMask pans;

    /**
     * For a file of records back to back.
     *
     * @param file chip file
     * @param record number of the only record to be shown, from 1; empty for all
     * @param pans how the issuer of the cards wants PANs shown
     */
    public ChipFileShow(Path file, OptionalInt record, PanMask pans) {
        this.file = file;
        this.wanted = record;
        this.pans = pans;
    }

    /** In plain words, one line per fact. */
    public void text(Writer out) throws IOException {
        forEach(place -> {
            out.write(String.join(
                    "\n",
                    RecordExplanation.of(place.number(), place.bytes(), pans).text()));
            out.write("\n");
        });
    }

    /** The same facts as a JSON array of records. */
    public void json(Writer out) throws IOException {
        String[] separator = {"["};
        forEach(place -> {
            out.write(separator[0]);
            out.write(RecordExplanation.of(place.number(), place.bytes(), pans).json());
            separator[0] = ",\n";
        });
        out.write("]\n");
    }

    /**
     * One file per card and application, {@code <record, 7 digits>-<AID>.dgi}, readable by the owner only.
     *
     * @param directory existing or not; its parent exists
     * @param keys for secret data groupings
     * @return why the export was refused: a key that contradicts the record or does not open it; empty when it was not
     */
    public Optional<String> dgis(Path directory, TransportKeys keys) throws IOException {
        if (!Files.isDirectory(directory)) {
            OwnerOnlyFiles.createDirectory(directory);
        }
        DgiExport export = new DgiExport(keys);
        String[] refusal = {""};
        forEach(place -> {
            for (CpsApplication application :
                    CpsRecordCodec.decode(place.bytes()).applications()) {
                if (refusal[0].isEmpty()) {
                    String name = String.format(
                            Locale.ROOT,
                            "%07d-%s.dgi",
                            place.number(),
                            application.aid().toHex());
                    refusal[0] = write(directory.resolve(name), export, application)
                            .map(why -> "record " + place.number() + ", " + why)
                            .orElse("");
                }
            }
        });
        return refusal[0].isEmpty() ? Optional.empty() : Optional.of(refusal[0]);
    }

    /** Writes all lines or, when they are refused, none. */
    private static Optional<String> write(Path target, DgiExport export, CpsApplication application)
            throws IOException {
        ByteBuffer lines = DgiExport.room(application);
        try {
            Optional<String> refusal = export.export(application, lines);
            if (refusal.isEmpty()) {
                write(target, lines.flip());
            }
            return refusal;
        } finally {
            Arrays.fill(lines.array(), (byte) 0);
        }
    }

    private static void write(Path target, ByteBuffer text) throws IOException {
        try (FileChannel channel = OwnerOnlyFiles.openForWriting(target)) {
            channel.truncate(0);
            while (text.hasRemaining()) {
                channel.write(text);
            }
        }
    }

    private interface Action {
        void take(Place place) throws IOException;
    }

    private void forEach(Action action) throws IOException {
        int shown = 0;
        try (CpsRecordStream records = new CpsRecordStream(new BufferedInputStream(Files.newInputStream(file)))) {
            shown = forEach(records, action);
        }
        if (shown == 0) {
            String required =
                    wanted.isPresent() ? "there must be a record " + wanted.getAsInt() : "there must be a record";
            throw new MalformedFileException(file.getFileName().toString(), "", RULE, required);
        }
    }

    private int forEach(CpsRecordStream records, Action action) throws IOException {
        int shown = 0;
        try {
            for (Optional<Place> next = records.next(); next.isPresent(); next = records.next()) {
                if (wanted.isEmpty() || wanted.getAsInt() == next.get().number()) {
                    action.take(next.get());
                    shown++;
                }
            }
            return shown;
        } catch (MalformedRecordException malformed) {
            throw new MalformedFileException(
                    file.getFileName().toString(),
                    "record " + records.recordNumber() + ", field " + malformed.field() + ", offset "
                            + malformed.offsetBytes(),
                    RULE,
                    "expected " + malformed.expected());
        }
    }
}
