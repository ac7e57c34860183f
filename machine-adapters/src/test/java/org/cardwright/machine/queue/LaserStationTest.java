package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.MachineJob.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A laser is told one command after the other, and a card that it could not mark goes to the rejects. Machine formats B4, B5. */
class LaserStationTest {

    private static final String FAILED = "<command name=\"NAME\" executed=\"false\" error=\"E-7\"/>";

    @TempDir
    private Path home;

    private final RecordedJournal journal = new RecordedJournal();
    private SimulatedLaser laser;

    @BeforeEach
    void start() throws IOException {
        laser = new SimulatedLaser();
    }

    @AfterEach
    void stop() throws IOException {
        laser.close();
    }

    private MachineDefinition machine() throws IOException {
        Files.writeString(home.resolve("card.sjf"), "SJF");
        String xml = """
                <machine xmlns="urn:cardwright:machine:1" name="laser" version="1" title="T" room="engraving" groups="a.b">
                  <laser layout="FLAT" template-file="card.sjf" id="Id">
                    <before command='&lt;command name="movecard" source="Feeder" destination="Laser"/>'/>
                    <text name="PAN" from="emboss-1" font="F" x-um="1000" y-um="1000" height-um="2000"/>
                    <good command='&lt;command name="movecard" source="Laser" destination="Stacker"/>'/>
                    <reject command='&lt;command name="movecard" source="Laser" destination="Reject"/>'/>
                  </laser>
                  <socket host="127.0.0.1" port="PORT" answer-seconds="1" unit="ELEMENT">
                    <ask text='&lt;command name="getstatus" Id="{reference}"/>'
                         ready='&lt;command name="getstatus" Id="(?&lt;card>[^"]*)" status="Ready" card="present"/>'/>
                    <answer pattern='&lt;command valid="true"/>' means="WAIT"/>MORE
                    <answer pattern='&lt;command name="(?&lt;command>marklayout)" Id="(?&lt;card>[^"]*)" executed="true"/>' means="OK"/>
                    <answer pattern='&lt;command name="(?&lt;command>movecard|loaddocument)" executed="true"/>' means="OK"/>
                    <answer pattern='&lt;command valid="false".*' means="REJECT"/>
                    <answer pattern='&lt;command name="(?&lt;command>\\w+)".* executed="false" error="(?&lt;error>.*)"/>' means="REJECT"/>
                  </socket>
                </machine>
                """.replace("PORT", Integer.toString(laser.port())).replace("MORE", more);
        return MachineDefinitionFile.load(Files.writeString(home.resolve("laser.xml"), xml), home);
    }

    private String more = "";

    private JudgedAnswers run(int cards) throws IOException {
        try (Station station = Station.open(machine(), journal)) {
            return station.run(
                            new MachineJob("aabbccdd-engraving-0001", Stage.PLANNED, StationTestCards.cards(cards)),
                            Duration.ZERO)
                    .orElseThrow();
        }
    }

    private List<String> moves() {
        return laser.said().stream()
                .filter(element -> element.contains("movecard"))
                .map(element -> element.replaceAll(".*destination=\"(\\w+)\"/>", "$1"))
                .toList();
    }

    @Test
    void each_command_waits_for_the_end_of_the_one_before() throws IOException {
        assertThat(run(2).findings().isNone()).isTrue();
        assertThat(laser.wasHurried()).isFalse();
        assertThat(journal.outcomes().values()).containsExactly(Outcome.OK, Outcome.OK);
        assertThat(laser.said().stream()
                        .map(element -> element.replaceAll("\"? .*?name=\"|\" .*|<", " ")
                                .strip()))
                .containsExactly(
                        "command loaddocument",
                        "command getstatus",
                        "command movecard",
                        "entity Type=\"Text",
                        "command marklayout",
                        "command movecard",
                        "command getstatus",
                        "command movecard",
                        "entity Type=\"Text",
                        "command marklayout",
                        "command movecard");
        assertThat(moves()).containsExactly("Laser", "Stacker", "Laser", "Stacker");
    }

    @Test
    void a_card_that_could_not_be_marked_goes_to_the_rejects_and_the_next_one_is_made() throws IOException {
        laser.answers("marklayout", FAILED.replace("NAME", "marklayout"));
        run(2);
        assertThat(journal.outcomes().values()).containsExactly(Outcome.REJECT, Outcome.OK);
        assertThat(journal.answers().get(1).error()).isEqualTo("E-7");
        assertThat(moves()).containsExactly("Laser", "Reject", "Laser", "Stacker");
    }

    @Test
    void a_text_that_the_laser_does_not_take_is_never_marked() throws IOException {
        laser.answers("<entity", "<command valid=\"false\" error=\"font\"/>");
        run(1);
        assertThat(journal.outcomes().values()).containsExactly(Outcome.REJECT);
        assertThat(laser.said()).noneMatch(element -> element.contains("marklayout"));
        assertThat(moves()).containsExactly("Laser", "Reject");
    }

    @ParameterizedTest
    @CsvSource({
        "no card, 'status=\"Ready\" card=\"absent\"'",
        "not ready, 'status=\"Marking\" card=\"present\"'",
        "other card, 'Id=\"0000002-1\" status=\"Ready\" card=\"present\"'"
    })
    void without_a_card_in_the_feeder_for_this_very_record_none_is_begun(String why, String answer) throws IOException {
        String id = answer.contains("Id=") ? "" : "Id=\"0000001-1\" ";
        laser.answers("getstatus", "<command name=\"getstatus\" " + id + answer + "/>");
        JudgedAnswers judged = run(2);
        assertThat(judged.findings().untouched()).as(why).isEqualTo(2);
        assertThat(journal.steps()).containsExactly("handed");
        assertThat(moves()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "destination=\"Laser\", movecard, not-loaded, Laser",
        "destination=\"Stacker\", movecard, not-taken-away, 'Laser Stacker'",
        "destination=\"Reject\", movecard, not-rejected, 'Laser Reject'"
    })
    void a_card_that_gets_stuck_is_unknown_and_ends_the_line(String where, String name, String why, String moved)
            throws IOException {
        if (why.equals("not-rejected")) {
            laser.answers("marklayout", FAILED.replace("NAME", "marklayout"));
        }
        laser.answers(where, FAILED.replace("NAME", name));
        JudgedAnswers judged = run(2);
        assertThat(judged.findings().untouched()).isEqualTo(1);
        assertThat(journal.outcomes()).containsExactly(java.util.Map.entry(1, Outcome.UNKNOWN));
        assertThat(journal.answers().get(1).error()).isEqualTo(why);
        assertThat(String.join(" ", moves())).isEqualTo(moved);
    }

    @ParameterizedTest
    @CsvSource({
        "'<command name=\"marklayout\" Id=\"0000002-1\" executed=\"true\"/>', other-card",
        "'<command name=\"movecard\" executed=\"true\"/>', other-command",
        "'<command valid=\"true\"/>', silent"
    })
    void an_answer_about_another_card_or_command_is_not_that_of_this_marking(String answer, String why)
            throws IOException {
        laser.answers("marklayout", answer);
        run(2);
        assertThat(journal.outcomes()).containsExactly(java.util.Map.entry(1, Outcome.UNKNOWN));
        assertThat(journal.answers().get(1).error()).isEqualTo(why);
        assertThat(moves()).containsExactly("Laser");
    }

    @Test
    void a_second_end_of_a_marking_is_never_the_end_of_the_next_one() throws IOException {
        String marked = "<command name=\"marklayout\" Id=\"0000001-1\" executed=\"true\"/>";
        laser.answers("marklayout", marked)
                .answers("destination=\"Stacker\"", "<command name=\"movecard\" executed=\"true\"/>" + marked);
        run(2);
        assertThat(journal.outcomes().keySet()).containsExactly(1);
    }

    /** A machine that says when it is done, and does not say so behind a marking: its card is in there still. */
    @ParameterizedTest
    @CsvSource({"true, not-taken-away", "false, not-rejected"})
    void a_card_that_may_still_be_in_the_laser_is_unknown(boolean marked, String why) throws IOException {
        more = "<answer pattern='&lt;command name=\"done\"/>' means=\"END\"/>";
        String error = marked ? "" : " error=\"E\"";
        laser.ends("<command name=\"done\"/>")
                .answers(
                        "marklayout",
                        "<command name=\"marklayout\" Id=\"0000001-1\" executed=\"" + marked + "\"" + error + "/>");
        run(2);
        assertThat(journal.outcomes()).containsExactly(java.util.Map.entry(1, Outcome.UNKNOWN));
        assertThat(journal.answers().get(1).error()).isEqualTo(why);
        assertThat(moves()).containsExactly("Laser");
    }

    @Test
    void a_document_that_is_not_loaded_costs_no_card() {
        laser.answers("loaddocument", FAILED.replace("NAME", "loaddocument"));
        assertThatThrownBy(() -> run(1))
                .isInstanceOf(StationException.class)
                .hasMessageContaining("does not take what stands before the cards");
        assertThat(journal.steps()).containsExactly("handed");
    }

    @Test
    void a_machine_that_chatters_is_out_of_step() throws IOException {
        laser.answers("loaddocument", "<command name=\"loaddocument\" executed=\"true\"/>" + "<command/>".repeat(200));
        try {
            assertThat(run(1).answers()).isEmpty();
        } catch (StationException atOnce) {
            assertThat(atOnce).hasMessageContaining("does not take what stands before the cards");
        }
        assertThat(journal.steps()).containsExactly("handed");
    }
}
