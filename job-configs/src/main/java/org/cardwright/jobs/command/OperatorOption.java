package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who acts: asked at the terminal, or read from a file that only its owner can read. */
final class OperatorOption {

    @Option(
            names = "--operator-file",
            paramLabel = "FILE",
            description = "Two lines, operator id and passphrase, mode 0600; without it the terminal is asked.")
    private @Nullable Path operatorFile;

    /** True when somebody says who it is. */
    boolean isGiven() {
        return operatorFile != null;
    }

    OperatorLogin login() throws IOException {
        return operatorFile == null ? asked("Operator") : read(operatorFile);
    }

    /** What an operator does, or whoever has the vault open where policy asks for no name. */
    @FunctionalInterface
    interface Identified<T> {

        /** Does it; the login is empty where nobody says who it is. */
        T by(Optional<OperatorLogin> login) throws IOException;
    }

    /** Does something under the policy for acts on keys. */
    <T> T identified(KeyActs acts, Identified<T> work) throws IOException {
        if (!acts.needsOperator() && !isGiven()) {
            return work.by(Optional.empty());
        }
        try (OperatorLogin login = login()) {
            return work.by(Optional.of(login));
        }
    }

    static OperatorLogin read(Path file) throws IOException {
        OwnerOnly.requireFile(file);
        char[][] lines = Passphrases.lines(file);
        try {
            if (lines.length != 2) {
                throw new ConfigurationException(file.getFileName() + " must have two lines, id and passphrase");
            }
            return new OperatorLogin(new String(lines[0]), lines[1]);
        } finally {
            for (char[] line : lines) {
                Arrays.fill(line, '\0');
            }
        }
    }

    /** A new passphrase, typed twice: a slip would lock its owner out. */
    static OperatorLogin askedTwice(String id) {
        char[] once = Terminal.askSecret("New passphrase of " + id);
        char[] again = Terminal.askSecret("The same again");
        try {
            if (!Arrays.equals(once, again)) {
                throw new WrongUsageException("the new passphrase was typed in two ways; nothing was changed");
            }
            return new OperatorLogin(id, once);
        } finally {
            Arrays.fill(once, '\0');
            Arrays.fill(again, '\0');
        }
    }

    static OperatorLogin asked(String who) {
        String id = Terminal.ask(who);
        char[] passphrase = Terminal.askSecret("Passphrase of " + id);
        try {
            return new OperatorLogin(id, passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}
