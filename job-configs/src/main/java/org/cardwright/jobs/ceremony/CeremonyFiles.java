package org.cardwright.jobs.ceremony;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.CheckedFile;
import org.cardwright.jobs.home.OwnerOnly;

/** The directory of one ceremony: sheets and shares for its custodians, and its transcript; only its owner can open any of it. */
public final class CeremonyFiles {

    private final Path directory;
    private final Optional<Mailer> mailer;
    private final List<Path> written = new ArrayList<>();

    /**
     * Below a directory, which is made when it is missing.
     *
     * @param ceremony id, the name of the new directory
     */
    public CeremonyFiles(Path parent, String ceremony) {
        this(parent, ceremony, Optional.empty());
    }

    /**
     * The same with sheets that are printed instead of written.
     *
     * @param mailer prints them
     */
    public CeremonyFiles(Path parent, String ceremony, Optional<Mailer> mailer) {
        this.directory = parent.resolve(ceremony);
        this.mailer = mailer;
    }

    /**
     * What stands on a sheet to be typed again.
     *
     * @param typed lines of ASCII
     * @param code the same for a code that is scanned
     */
    record Text(SecretBytes typed, SecretBytes code) {}

    /** Prints a sheet, or writes it as a page where there is no printer; says which. */
    String hand(String name, Sheet sheet, Text text) throws IOException {
        if (mailer.isPresent()) {
            mailer.get().print(sheet, text.typed());
            return "a blind mailer printed on " + mailer.get().printer();
        }
        return put(name + ".pdf", sheet.print(text.typed(), text.code()));
    }

    /** Where everything lies. */
    public Path directory() {
        return directory;
    }

    /**
     * Writes a file and wipes its content.
     *
     * @return its name
     */
    String put(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        try {
            OwnerOnly.directory(directory);
            CheckedFile.create(file, content, made -> fault(made, content));
            written.add(file);
            return name;
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static Optional<String> fault(Path made, byte[] content) throws IOException {
        byte[] read = Files.readAllBytes(made);
        boolean same = Arrays.equals(read, content);
        Arrays.fill(read, (byte) 0);
        return same ? Optional.empty() : Optional.of("it does not read as it was written");
    }

    /** Takes back what was written, because the ceremony did not end well. */
    void undo() throws IOException {
        for (Path file : written) {
            Files.deleteIfExists(file);
        }
        written.clear();
    }

    /**
     * Writes the transcript, as lines to be verified and as pages to be signed by hand.
     *
     * @param signer signs it
     */
    public void keep(Transcript transcript, Transcript.Signer signer) throws IOException {
        ByteString lines = transcript.lines();
        put("transcript.jsonl", transcript.signed(signer));
        put("transcript.pdf", TranscriptPaper.of(transcript, signer.publicKey(), signer.sign(lines)));
    }
}
