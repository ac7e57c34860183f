package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.cardwright.crypto.derive.DiversificationData;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a diversification is fed with, from options; never a PAN in clear. */
final class DiversificationOptions {

    @Option(
            names = "--pan-file",
            paramLabel = "FILE",
            description = "One line, the PAN, mode 0600; without it the terminal is asked.")
    private @Nullable Path panFile;

    @Option(names = "--pan", hidden = true)
    private @Nullable String pan;

    @Option(names = "--sequence-number", paramLabel = "N", description = "PAN sequence number, 0 to 99. Default: 0.")
    private int sequenceNumber;

    /** The data of the shape that the method takes. */
    DiversificationData data(KeyDiversification method) throws IOException {
        if (pan != null) {
            throw new WrongUsageException(
                    "a PAN on the command line stands in the list of processes and in the history of"
                            + " the shell: use --pan-file, or type it");
        }
        return switch (method.input()) {
            case CARD ->
                new DiversificationData.Card(
                        panFile == null ? PanFile.asked() : PanFile.read(panFile), sequenceNumber(sequenceNumber));
        };
    }

    private static PanSequenceNumber sequenceNumber(int value) {
        try {
            return new PanSequenceNumber(value);
        } catch (IllegalArgumentException outside) {
            throw new WrongUsageException("--sequence-number: " + outside.getMessage());
        }
    }

    /** How an answer names the data; a PAN is masked. */
    static Map<String, Object> shown(DiversificationData data) {
        Map<String, Object> members = LedgerStructure.object();
        if (data instanceof DiversificationData.Card card) {
            members.put("pan", card.pan().masked());
            members.put("sequence_number", card.sequenceNumber().digits());
        }
        return members;
    }
}
