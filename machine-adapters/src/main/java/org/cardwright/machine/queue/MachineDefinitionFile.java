package org.cardwright.machine.queue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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
        return new MachineDefinition(
                xml.getName(),
                xml.getVersion().intValue(),
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
     * @throws MalformedFileException when one is wrong, two have one name, or two have one folder
     */
    public static Map<String, MachineDefinition> loadAll(Path directory, Path home) throws IOException {
        Map<String, MachineDefinition> machines = new TreeMap<>();
        Set<Path> folders = new HashSet<>();
        for (Path file : files(directory)) {
            MachineDefinition machine = load(file, home);
            if (machines.put(machine.name(), machine) != null) {
                throw XmlDefinition.contradiction(file, "there is another machine " + machine.name());
            }
            boolean shared =
                    machine.delivery() instanceof Delivery.HotFolder folder && !folders.add(folder.directory());
            if (shared) {
                throw XmlDefinition.contradiction(file, "another machine looks into the same folder");
            }
        }
        return machines;
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
