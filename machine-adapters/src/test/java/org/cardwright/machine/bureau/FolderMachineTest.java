package org.cardwright.machine.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.machine.queue.MachineDefinitionFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulated machine knows what it reads in its file and on its plastics, and answers about that. */
class FolderMachineTest {

    private static final String JOB = "aabbccdd-encoding-0001";

    @TempDir
    private Path home;

    private final Map<ControlNumber, Plastic> before = new HashMap<>();
    private final List<String> left = new ArrayList<>();
    private Path folder;

    @BeforeEach
    void plastics() throws IOException {
        folder = Files.createDirectories(home.resolve("queues/encoder-1"));
        for (int card = 1; card <= 3; card++) {
            Plastic plastic = new Plastic("P" + card);
            plastic.mark(new ControlNumber(card, 1));
            before.put(plastic.mark(), plastic);
        }
    }

    private final class Table implements Trays {

        @Override
        public boolean holds(ControlNumber wanted) {
            return before.containsKey(wanted);
        }

        @Override
        public Optional<Plastic> take(ControlNumber wanted) {
            return Optional.ofNullable(before.remove(wanted));
        }

        @Override
        public void leave(Plastic plastic, Tray tray) {
            left.add(plastic.mark() + " " + tray + " " + plastic.tracks());
        }
    }

    private FolderMachine machine(double percent) throws IOException {
        MachineDefinition definition =
                MachineDefinitionFile.load(Files.writeString(home.resolve("encoder-1.xml"), """
                <machine xmlns="urn:cardwright:machine:1" name="encoder-1" version="1" title="T" room="encoding" groups="a.b">
                  <delimited delimiter="|" header="true">
                    <text name="reference" from="reference"/><text name="t" from="track-2"/>
                  </delimited>
                  <hot-folder directory="queues/encoder-1" suffix=".csv">
                    <result suffix=".res" columns="reference outcome error plastic"/>
                  </hot-folder>
                </machine>
                """), home);
        return new FolderMachine(
                definition,
                new FolderMachine.Work(JobFiles::encoding, new Table(), true),
                new FaultPlan(1, percent),
                new Pace(1, 2, 0));
    }

    private List<String> answered(String rows) throws IOException {
        Files.writeString(folder.resolve(JOB + ".csv"), "reference|t\n" + rows);
        machine(0).work(JOB);
        assertThat(folder.resolve(JOB + ".csv")).doesNotExist();
        return Files.readAllLines(folder.resolve(JOB + ".res"));
    }

    @Test
    void each_row_goes_onto_the_plastic_that_it_names_in_whatever_order() throws IOException {
        assertThat(answered("0000002-1|;22?\n0000001-1|;11?\n"))
                .containsExactly("0000002-1;OK;;P2", "0000001-1;OK;;P1", "END;2");
        assertThat(left).containsExactly("0000002-1 GOOD [;22?]", "0000001-1 GOOD [;11?]");
        assertThat(before).hasSize(1);
    }

    @Test
    void a_card_twice_in_a_file_finds_no_second_plastic() throws IOException {
        assertThat(answered("0000001-1|;11?\n0000001-1|;12?\n"))
                .containsExactly("0000001-1;OK;;P1", "0000001-1;REJECT;no-plastic;", "END;2");
        assertThat(left).containsExactly("0000001-1 GOOD [;11?]");
    }

    @Test
    void a_plastic_of_another_card_is_left_as_it_is() throws IOException {
        Plastic other = before.remove(new ControlNumber(3, 1));
        before.put(new ControlNumber(2, 1), other);
        assertThat(answered("0000002-1|;22?\n")).containsExactly("0000002-1;REJECT;other-card;", "END;1");
        assertThat(left).containsExactly("0000003-1 REJECT []");
    }

    @Test
    void a_row_without_a_control_number_is_no_row() throws IOException {
        assertThatThrownBy(() -> answered("4711|;22?\n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JobFiles.embossing("000001#DCC##EMB#9999\"#END#@@@@@@\r\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_embosser_reads_number_and_lines_and_takes_the_last_line_for_its_reader() {
        String head = "000001#DCL#080401 1#FC2#0843#END#@@@@@@\r\n";
        String card = "000001#DCC##EMB#9999 11\"TEST/ANNA\"\"0000007-2\"#END#@@@@@@\r\n";
        List<JobFiles.Order> orders = JobFiles.embossing(head + card);
        assertThat(orders).singleElement().satisfies(order -> {
            assertThat(order.sequence()).isEqualTo(1);
            assertThat(order.control()).isEqualTo(new ControlNumber(7, 2));
            Plastic plastic = new Plastic("P1");
            order.work().on(plastic);
            assertThat(plastic.lines()).containsExactly("9999 11", "TEST/ANNA");
        });
    }
}
