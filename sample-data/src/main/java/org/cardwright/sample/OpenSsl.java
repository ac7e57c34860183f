package org.cardwright.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The program of OpenSSL in a directory of a test, as the other side of CMS envelopes. */
public final class OpenSsl {

    private static final String PROGRAM = "openssl";

    private final Path directory;

    /** In a directory, from which it takes files. */
    public OpenSsl(Path directory) {
        this.directory = directory;
    }

    /**
     * Why it cannot be used here; empty when it can. A test skips for it.
     *
     * @throws IllegalStateException instead, where CARDWRIGHT_CI is set: nothing may be missing there
     */
    public static Optional<String> missing() {
        return ForeignProgram.missing(PROGRAM, "openssl");
    }

    /**
     * Runs it.
     *
     * @param arguments with spaces between them
     * @throws IOException when it ends with an error, with what it said
     */
    public void run(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(Arrays.asList(arguments.trim().split("\\s+")));
        ForeignProgram.run(command, directory);
    }
}
