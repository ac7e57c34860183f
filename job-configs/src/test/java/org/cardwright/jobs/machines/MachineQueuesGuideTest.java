package org.cardwright.jobs.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cardwright.machine.queue.MachineDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide for makers of machines shows what the shipped machines are really given, byte for byte. */
class MachineQueuesGuideTest {

    @TempDir
    private Path home;

    private Map<String, MachineDefinition> machines = Map.of();

    @BeforeEach
    void load() throws IOException {
        machines = ShippedMachines.all(home);
    }

    @Test
    void every_shipped_machine_is_in_the_guide() throws IOException {
        String guide = guide();
        assertThat(machines).hasSize(8);
        for (MachineDefinition machine : machines.values()) {
            assertThat(guide)
                    .contains("`" + machine.name() + "`", "`" + machine.route().room() + "`");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embosser-1", "encoder-1", "desktop-1", "laser-1", "printer-1", "stripe-1", "mailer-1"})
    void the_example_is_what_two_cards_become(String name) throws IOException {
        MachineDefinition machine = machines.get(name);
        assertThat(machine).isNotNull();
        byte[] file = machine.file("d9af7fe5-embossing-0001", ShippedMachines.cards(machine))
                .toByteArray();
        String shown = shown(new String(file, StandardCharsets.ISO_8859_1));
        assertThat(guide()).as(shown).contains("```\n" + shown + "```\n");
    }

    /** Ends of lines and of pages made visible. */
    private static String shown(String content) {
        return content.replace("\r\n", "\u2190\n").replace("\f", "\u21a1\n");
    }

    private static String guide() throws IOException {
        Path docs = Path.of("docs");
        Path folder = Files.isDirectory(docs) ? docs : Path.of("..").resolve(docs);
        return Files.readString(folder.resolve("machine-queues.md"));
    }
}
