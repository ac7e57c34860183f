package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.jobs.ceremony.Visit;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.pipeline.ledger.OperatorLogin;

/** A custodian who cannot sit at a terminal: a file with id, passphrase, and what the person would type, a line each. */
final class CustodianFile implements Visit {

    private static final int MAX_BYTES = 8192;
    private static final int MAX_LINES = 64;
    private static final byte[] FILE = "file:".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final List<byte[]> left = new ArrayList<>();
    private final OperatorLogin login;

    private CustodianFile(Path file, byte[] content) {
        this.file = file;
        split(content);
        SecretBytes id = next("id");
        SecretBytes passphrase = next("passphrase");
        char[] typed = characters(passphrase);
        this.login = new OperatorLogin(text(id), typed);
        Arrays.fill(typed, '\0');
    }

    /**
     * Reads a file of its owner.
     *
     * @throws org.cardwright.jobs.home.PermissionRefusedException when others can read it
     * @throws ConfigurationException when it is none
     */
    static CustodianFile read(Path file) throws IOException {
        OwnerOnly.requireFile(file);
        if (Files.size(file) > MAX_BYTES) {
            throw new ConfigurationException(file.getFileName() + " has more than " + MAX_BYTES + " bytes");
        }
        byte[] content = Files.readAllBytes(file);
        try {
            return new CustodianFile(file, content);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private void split(byte[] content) {
        int from = 0;
        for (int i = 0; i <= content.length && left.size() < MAX_LINES; i++) {
            if (i == content.length || content[i] == '\n') {
                int end = i > from && content[i - 1] == '\r' ? i - 1 : i;
                if (end > from) {
                    left.add(Arrays.copyOfRange(content, from, end));
                }
                from = i + 1;
            }
        }
    }

    private SecretBytes next(String prompt) {
        if (left.isEmpty()) {
            throw new ConfigurationException(file.getFileName() + " has no line for: " + prompt);
        }
        return SecretBytes.adopt(left.remove(0));
    }

    private static char[] characters(SecretBytes line) {
        try (line) {
            CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(ClearKeyAccess.open(line)));
            char[] characters = new char[decoded.remaining()];
            decoded.get(characters);
            Arrays.fill(decoded.array(), '\0');
            return characters;
        }
    }

    private static String text(SecretBytes line) {
        return new String(characters(line));
    }

    @Override
    public OperatorLogin login() {
        return login;
    }

    @Override
    public SecretBytes secret(String prompt) {
        return next(prompt);
    }

    @Override
    public String line(String prompt) {
        return text(next(prompt));
    }

    /** The name of a file is one line, a share is all that is left. */
    @Override
    public SecretBytes lines(String prompt, LineCheck check) {
        if (!left.isEmpty() && Arrays.equals(FILE, Arrays.copyOf(left.get(0), FILE.length))) {
            return next(prompt);
        }
        int size = left.stream().mapToInt(line -> line.length + 1).sum();
        byte[] all = new byte[size];
        int at = 0;
        for (byte[] line : left) {
            System.arraycopy(line, 0, all, at, line.length);
            at += line.length;
            all[at++] = '\n';
            Arrays.fill(line, (byte) 0);
        }
        left.clear();
        return SecretBytes.adopt(all);
    }

    /** Nobody is there to hear it. */
    @Override
    public void say(String words) {}

    @Override
    public boolean mayTryAgain() {
        return false;
    }

    @Override
    public void close() {
        login.close();
        left.forEach(line -> Arrays.fill(line, (byte) 0));
    }
}
