package org.cardwright.crypto.hostcommand;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.MalformedFileException;

/**
 * The commands of one make of HSM as data: codes, fields in their order, error codes and what they mean.
 *
 * <p>The standard table has the framing and many of the codes of public payment-HSM lists; the fields, and the codes that those lists
 * do not have, are ours. Another make is another file. docs/host-commands.md.
 */
public final class HostCommandTable {

    private static final String STANDARD = "host-commands.table";
    private static final int MAX_FILE_BYTES = 1 << 20;

    private final HostFraming framing;
    private final List<HostError> errors;
    private final Map<HostOperation, HostCommand> commands;

    HostCommandTable(HostFraming framing, List<HostError> errors, Map<HostOperation, HostCommand> commands) {
        this.framing = framing;
        this.errors = List.copyOf(errors);
        Map<HostOperation, HostCommand> copy = new EnumMap<>(HostOperation.class);
        copy.putAll(commands);
        this.commands = Collections.unmodifiableMap(copy);
    }

    /** The table that comes with the program. */
    public static HostCommandTable standard() {
        try (InputStream in = HostCommandTable.class.getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IllegalStateException("the standard table is missing");
            }
            return parse(STANDARD, in.readNBytes(MAX_FILE_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A table of another make.
     *
     * @throws MalformedFileException when it is none; names the line
     */
    public static HostCommandTable load(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new MalformedFileException(name, "", "TABLE", "a table has at most 1 MiB");
        }
        return parse(name, Files.readAllBytes(file));
    }

    private static HostCommandTable parse(String name, byte[] content) throws MalformedFileException {
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        return new HostCommandTableParser(new TableLines(name, lines)).table();
    }

    /** Operations that devices of this table can do. */
    public Set<HostOperation> operations() {
        return commands.keySet();
    }

    HostFraming framing() {
        return framing;
    }

    /**
     * The command of an operation.
     *
     * @throws SecurityModuleException KEY_REFUSED when these devices cannot do it
     */
    HostCommand command(HostOperation operation) {
        HostCommand command = commands.get(operation);
        if (command == null) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, "the table of this HSM has no command for " + operation);
        }
        return command;
    }

    Optional<HostCommand> ofCode(String code) {
        return commands.values().stream()
                .filter(command -> command.code().equals(code))
                .findFirst();
    }

    Optional<HostError> error(String code) {
        return errors.stream().filter(error -> error.code().equals(code)).findFirst();
    }

    /** The code of an answer without error. */
    String good() {
        return errors.stream()
                .filter(error -> error.kind().isEmpty())
                .map(HostError::code)
                .findFirst()
                .orElseThrow();
    }

    /** The code by which a simulator says this kind of failure. */
    String codeOf(Kind kind) {
        return errors.stream()
                .filter(error -> error.kind().filter(kind::equals).isPresent() && !error.elsewhere())
                .map(HostError::code)
                .findFirst()
                .orElseThrow();
    }
}
