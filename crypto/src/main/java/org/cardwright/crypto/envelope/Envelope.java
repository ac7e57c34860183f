package org.cardwright.crypto.envelope;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;
import org.cardwright.formats.MalformedFileException;

/** What an issuer encloses its files in, with the keys to open it and to know who sealed it. */
public interface Envelope {

    /**
     * Opens one file. Memory does not limit its size.
     *
     * @param sealed the file as it came; nobody changes it meanwhile
     * @param name how refusals call it
     * @param clear takes what is in it, which is true only when this returns; a {@link MalformedFileException} of this stream is passed on
     * @return whose signature it bears, such as {@code OpenPGP 0123...}: fingerprint in upper-case hexadecimal, at most 80 characters
     * @throws MalformedFileException when it is not as agreed, and then nothing that was written may be used
     */
    String open(Path sealed, String name, OutputStream clear) throws IOException;

    /** Whose signatures count: fingerprints in upper-case hexadecimal. */
    Set<String> signers();
}
