package org.cardwright.machine.queue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.validation.Schema;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.xml.StrictXml;
import org.cardwright.formats.xml.XmlDefinition;
import org.cardwright.machine.language.ContainedText;
import org.cardwright.machine.queue.xml.XmlCrosscheck;
import org.cardwright.machine.queue.xml.XmlMachine;

/** Reads definitions of machines and refuses those that are not of their schema or contradict themselves. */
public final class MachineDefinitionFile {

    private static final Schema SCHEMA =
            StrictXml.schema(Objects.requireNonNull(MachineDefinitionFile.class.getResource("machine-1.xsd")));
    private static final int MAX_FILES = 1_000;

    private MachineDefinitionFile() {}

    /**
     * One machine.
     *
     * @param home where directories that are not absolute begin
     * @throws MalformedFileException when it is none; it names file and line
     * @throws IOException when it cannot be read
     */
    public static MachineDefinition load(Path file, Path home) throws IOException {
        XmlDefinition<XmlMachine> definition = XmlDefinition.load(file, SCHEMA, XmlMachine.class);
        XmlMachine xml = definition.root();
        Refusal refusal = new Refusal(file, definition);
        refusal.require(!xml.getRoom().equals(xml.getAfter()), xml, "room " + xml.getRoom() + " comes after itself");
        refusal.require(!xml.getGroups().isEmpty(), xml, "it takes no group");
        for (XmlCrosscheck check : xml.getCrosscheck()) {
            refusal.require(!check.getText().equals(check.getIn()), check, "a text always stands in itself");
        }
        return new MachineDefinition(
                xml.getName(),
                xml.getVersion(),
                definition.hash(),
                route(xml),
                new LanguageElement(refusal).read(xml),
                xml.getCrosscheck().stream()
                        .map(check -> new ContainedText(check.getText(), check.getIn(), check.getIgnoring()))
                        .toList(),
                Charset.forName(xml.getCharset()),
                new DeliveryElement(refusal, home).read(xml));
    }

    /**
     * All machines of a directory by name; none when there is no such directory.
     *
     * @throws MalformedFileException when one is wrong, two have one name, one folder or one address
     */
    public static Map<String, MachineDefinition> loadAll(Path directory, Path home) throws IOException {
        Map<String, MachineDefinition> machines = new TreeMap<>();
        for (Path file : files(directory)) {
            MachineDefinition machine = load(file, home);
            for (MachineDefinition other : machines.values()) {
                requireApart(file, machine, other);
            }
            machines.put(machine.name(), machine);
        }
        return machines;
    }

    private static void requireApart(Path file, MachineDefinition machine, MachineDefinition other)
            throws MalformedFileException {
        if (machine.name().equals(other.name())) {
            throw XmlDefinition.contradiction(file, "there is another machine " + machine.name());
        }
        if (machine.delivery() instanceof Delivery.HotFolder own
                && other.delivery() instanceof Delivery.HotFolder its
                && (own.directory().startsWith(its.directory())
                        || its.directory().startsWith(own.directory()))) {
            throw XmlDefinition.contradiction(file, "machine " + other.name() + " looks into the same folder");
        }
        if (machine.delivery() instanceof Delivery.Line own
                && other.delivery() instanceof Delivery.Line its
                && own.wire().isSame(its.wire())) {
            throw XmlDefinition.contradiction(file, "machine " + other.name() + " listens at the same host and port");
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.xml")) {
                found.forEach(files::add);
            }
        }
        if (files.size() > MAX_FILES) {
            throw XmlDefinition.contradiction(directory, "at most " + MAX_FILES + " machines");
        }
        return files.stream().sorted().toList();
    }

    private static MachineDefinition.Route route(XmlMachine xml) {
        return new MachineDefinition.Route(
                xml.getRoom(),
                Optional.ofNullable(xml.getAfter()),
                Set.copyOf(xml.getGroups()),
                xml.getJobCards(),
                xml.getAttempts(),
                xml.isBinds());
    }

    /**
     * How a definition is refused.
     *
     * @param file the definition
     * @param definition with its lines
     */
    record Refusal(Path file, XmlDefinition<XmlMachine> definition) {

        void require(boolean holds, Object element, String detail) throws MalformedFileException {
            if (!holds) {
                throw definition.contradiction(file, element, detail);
            }
        }
    }
}
